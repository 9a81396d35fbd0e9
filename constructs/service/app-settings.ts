import { Annotations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { API_KEY_FIELD, CLIENT_SECRET_FIELD } from './app-secrets.ts';

/** Variables of the app's container, plain ones and those that ECS reads when a task starts. */
export interface AppSettings {
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, Secret>;
}

export interface AppSettingsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * Who may write to the app, and the external services that it works with. Secrets are named and not referred to, in both
 * regions alike: the recovery region asks the primary one for nothing, and a name that ECS cannot find is noticed with the
 * first deployment and not in a disaster.
 */
export function appSettings(scope: Construct, id: string, { config, names }: AppSettingsProps): AppSettings {
  const within = new Construct(scope, id);
  const secret = (part: keyof PlatformNames['appSecrets'], field?: string) =>
    Secret.fromSecretsManager(StoredSecret.fromSecretNameV2(within, part, names.appSecrets[part]), field);
  return {
    environment: {
      ...origins(within, config),
      ...draftingEnvironment(config),
      ...crmEnvironment(config),
    },
    secrets: {
      AUTH_SECRET: secret('auth'),
      ...(config.drafting && { AZURE_OPENAI_API_KEY: secret('drafting', API_KEY_FIELD) }),
      ...(config.crm && { CRM_CLIENT_SECRET: secret('crm', CLIENT_SECRET_FIELD) }),
    },
  };
}

function origins(scope: Construct, { publicOrigins, domain }: PlatformConfig): Record<string, string> {
  const known = publicOrigins ?? (domain && [`https://${domain.name}`]);
  if (known) return { PUBLIC_ORIGINS: known.join(',') };
  Annotations.of(scope).addWarningV2(
    'holdfast:public-origins',
    'No domain is configured, so the app does not know under which name browsers find it and refuses to sign anyone in; deploy once, then set publicOrigins to the output Address of the edge stack and deploy again.',
  );
  return {};
}

function draftingEnvironment({ drafting }: PlatformConfig): Record<string, string> {
  if (!drafting) return {};
  const { endpoint, deployment, fallback } = drafting;
  return {
    AZURE_OPENAI_ENDPOINT: endpoint,
    AZURE_OPENAI_DEPLOYMENT: deployment,
    ...(fallback && { AZURE_OPENAI_FALLBACK_DEPLOYMENT: fallback.deployment }),
    ...(fallback?.endpoint !== undefined && { AZURE_OPENAI_FALLBACK_ENDPOINT: fallback.endpoint }),
  };
}

function crmEnvironment({ crm }: PlatformConfig): Record<string, string> {
  return crm ? { CRM_URL: crm.url, CRM_TOKEN_URL: crm.tokenUrl, CRM_CLIENT_ID: crm.clientId } : {};
}
