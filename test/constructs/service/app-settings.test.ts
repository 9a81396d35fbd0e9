import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import production from '../../../lib/config/environments/production.ts';
import { validateConfig } from '../../../lib/config/load.ts';
import type { PlatformConfigInput } from '../../../lib/config/platform-config.ts';
import { buildPlatform, type Platform } from '../../../lib/platform.ts';

const { domain: _domain, drafting: _drafting, crm: _crm, ...bare } = production;
const OWN = /^(PUBLIC_ORIGINS|AUTH_SECRET|AZURE_|CRM_)/;

/** No environment leaves these settings out, so it is built here; without code, which is not looked at. */
function platform(config: PlatformConfigInput): Platform {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  return buildPlatform(
    new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false }),
    validateConfig(config),
  );
}

function settings({ service }: Platform): Record<string, string | undefined> {
  const [definition] = Object.values(Template.fromStack(service).findResources('AWS::ECS::TaskDefinition'));
  const { Environment, Secrets } = definition?.Properties.ContainerDefinitions[0] ?? {};
  return Object.fromEntries(
    [...Environment, ...Secrets]
      .map(({ Name, Value }: { Name: string; Value?: string }) => [Name, Value ?? 'a secret'] as const)
      .filter(([name]) => OWN.test(name)),
  );
}

const secretsOf = ({ data }: Platform) =>
  Object.values(Template.fromStack(data).findResources('AWS::SecretsManager::Secret'))
    .map(({ Properties }) => Properties.Name)
    .filter((name: string) => name.includes('/app/'));

describe('settings of the app', () => {
  test('an external service that is not configured leaves neither variables nor a secret behind', () => {
    const without = platform({ ...bare, publicOrigins: ['https://d111111abcdef8.cloudfront.net'] });
    expect(settings(without)).toEqual({
      PUBLIC_ORIGINS: 'https://d111111abcdef8.cloudfront.net',
      AUTH_SECRET: 'a secret',
    });
    expect(secretsOf(without)).toEqual(['holdfast-production/app/auth']);
  });

  test('the first deployment without a domain says what is to be done after it', () => {
    const first = platform(bare);
    expect(settings(first)).toEqual({ AUTH_SECRET: 'a secret' });
    Annotations.fromStack(first.service).hasWarning('*', Match.stringLikeRegexp('set publicOrigins to'));
  });

  test('a second deployment may belong to a resource of its own', () => {
    const drafting = {
      endpoint: 'https://one.openai.azure.com',
      deployment: 'large',
      fallback: { endpoint: 'https://two.openai.azure.com', deployment: 'small' },
    };
    expect(settings(platform({ ...production, drafting }))).toMatchObject({
      AZURE_OPENAI_ENDPOINT: 'https://one.openai.azure.com',
      AZURE_OPENAI_DEPLOYMENT: 'large',
      AZURE_OPENAI_FALLBACK_ENDPOINT: 'https://two.openai.azure.com',
      AZURE_OPENAI_FALLBACK_DEPLOYMENT: 'small',
      AZURE_OPENAI_API_KEY: 'a secret',
    });
  });
});
