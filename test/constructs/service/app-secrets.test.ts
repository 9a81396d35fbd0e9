import { readAppConfig } from '../../../app-src/src/config/app-config.ts';
import { notFilledIn } from '../../../app-src/src/config/external-services.ts';
import {
  API_KEY_FIELD,
  CLIENT_SECRET_FIELD,
  NOT_FILLED_IN,
} from '../../../constructs/service/app-secrets.ts';
import { assess } from '../../../lib/assessment/assess.ts';
import { readAssembly as readTemplates } from '../../../lib/assessment/read/assembly.ts';
import type { StackTemplate } from '../../../lib/assessment/read/template.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const REGIONS = {
  'holdfast-production-service': 'eu-central-1',
  'holdfast-production-recovery-service': 'eu-west-1',
};
const NAMES = ['auth', 'drafting', 'crm'].map((part) => `holdfast-production/app/${part}`);

let dir: string;
let assembly: Assembly;

beforeAll(async () => {
  dir = await synthesize();
  assembly = readAssembly(dir);
});

type Properties = NonNullable<TemplateResource['Properties']>;

function ofType(stack: string, type: string): Properties[] {
  return Object.values(assembly.stack(stack).template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
}

const appSecrets = () =>
  ofType('holdfast-production-data', 'AWS::SecretsManager::Secret').filter(({ Name }) =>
    NAMES.includes(Name),
  );

function appSecret(part: string): Properties {
  const found = appSecrets().find(({ Name }) => Name === `holdfast-production/app/${part}`);
  if (!found) throw new Error(`There is no secret for ${part}.`);
  return found;
}

function container(stack: string): Properties {
  return ofType(stack, 'AWS::ECS::TaskDefinition')[0]?.ContainerDefinitions[0];
}

/** The app's environment in a region, with the values that ECS would read. */
function environment(stack: string, values: Record<string, string>): Record<string, string> {
  const { Environment, Secrets } = container(stack);
  const given = [...Environment, ...Secrets].map(({ Name, Value }: { Name: string; Value?: string }) => [
    Name,
    Value ?? values[Name] ?? 'a-host',
  ]);
  return Object.fromEntries(given);
}

const COOKIES = { AUTH_SECRET: 'c'.repeat(64) };

describe('secrets of the app', () => {
  test('D5: stand in both regions, each encrypted with the key of its region', () => {
    expect(appSecrets().map(({ Name }) => Name)).toEqual(NAMES);
    for (const { KmsKeyId, ReplicaRegions } of appSecrets()) {
      expect(KmsKeyId).toBeDefined();
      expect(ReplicaRegions).toEqual([{ Region: 'eu-west-1', KmsKeyId: 'alias/holdfast-production-data' }]);
    }
    const aliases = ofType('holdfast-production-recovery-foundation', 'AWS::KMS::Alias');
    expect(aliases.map(({ AliasName }) => AliasName)).toContain('alias/holdfast-production-data');
  });

  test('S3: what signs cookies is generated, long enough, and the same in both regions', () => {
    expect(appSecret('auth').GenerateSecretString).toEqual({ PasswordLength: 64, ExcludePunctuation: true });
    const names = Object.keys(REGIONS).map((stack) =>
      container(stack)
        .Secrets.find(({ Name }: { Name: string }) => Name === 'AUTH_SECRET')
        .ValueFrom.replace(/^.*:secret:/, ''),
    );
    expect(names).toEqual(['holdfast-production/app/auth', 'holdfast-production/app/auth']);
  });

  test.each(Object.entries(REGIONS))('S2: tasks of %s read them in %s, by literal names', (stack, region) => {
    const secret = (tail: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:${tail}`;
    const from = Object.fromEntries(
      container(stack).Secrets.map(({ Name, ValueFrom }: { Name: string; ValueFrom: unknown }) => [
        Name,
        ValueFrom,
      ]),
    );
    expect(from).toMatchObject({
      AUTH_SECRET: secret('holdfast-production/app/auth'),
      AZURE_OPENAI_API_KEY: secret(`holdfast-production/app/drafting:${API_KEY_FIELD}::`),
      CRM_CLIENT_SECRET: secret(`holdfast-production/app/crm:${CLIENT_SECRET_FIELD}::`),
    });
  });

  test('S2: no name ends like the suffix of an ARN, which would make it unreadable by name', () => {
    for (const name of NAMES) expect(name).not.toMatch(/-[A-Za-z0-9]{6}$/);
  });

  test.each(Object.entries(REGIONS))(
    'may be read by the execution role of %s, one by one, and by no task',
    (stack, region) => {
      const policies = ofType(stack, 'AWS::IAM::Policy');
      const readers = policies.filter(({ PolicyDocument }) =>
        JSON.stringify(PolicyDocument).includes('secretsmanager:GetSecretValue'),
      );
      expect(readers).toHaveLength(1);
      expect(JSON.stringify(readers[0]?.Roles)).toContain('ExecutionRole');
      const resources = readers[0]?.PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) =>
        JSON.stringify(Action).includes('secretsmanager:'),
      ).flatMap(({ Resource }: { Resource: unknown }) => Resource);
      const arn = (name: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:${name}-??????`;
      expect(resources).toEqual(expect.arrayContaining(NAMES.map(arn)));
      expect(resources.filter((resource: unknown) => resource === '*')).toEqual([]);
    },
  );

  test('a fresh deployment starts without a model and without a CRM, until somebody fills the keys in', () => {
    expect(NOT_FILLED_IN).toBe(notFilledIn);
    const value = (part: string) =>
      JSON.parse(appSecret(part).GenerateSecretString.SecretStringTemplate) as Record<string, string>;
    for (const stack of Object.keys(REGIONS)) {
      const fresh = environment(stack, {
        ...COOKIES,
        AZURE_OPENAI_API_KEY: value('drafting')[API_KEY_FIELD] ?? '',
        CRM_CLIENT_SECRET: value('crm')[CLIENT_SECRET_FIELD] ?? '',
      });
      expect(readAppConfig(fresh)).toMatchObject({ models: undefined, crm: undefined });
      const filledIn = { ...fresh, AZURE_OPENAI_API_KEY: 'key-1', CRM_CLIENT_SECRET: 'secret-1' };
      expect(readAppConfig(filledIn)).toMatchObject({
        models: {
          apiKey: 'key-1',
          primary: { deployment: 'proposals-large' },
          secondary: { deployment: 'proposals-small' },
        },
        crm: { clientSecret: 'secret-1', url: 'https://holdfast-example.crm4.dynamics.com' },
      });
    }
  });

  test('T4: the app takes writes from its own domain alone', () => {
    for (const stack of Object.keys(REGIONS)) {
      const { auth } = readAppConfig(environment(stack, COOKIES));
      expect(auth.publicOrigins).toEqual(['https://app.example.com']);
    }
  });

  test('no template holds a value', () => {
    for (const { SecretString } of appSecrets()) expect(SecretString).toBeUndefined();
    for (const stack of Object.keys(REGIONS)) {
      const plain = container(stack).Environment.map(({ Name }: { Name: string }) => Name);
      expect(plain.filter((name: string) => /SECRET|API_KEY|TOKEN$|PASSWORD/.test(name))).toEqual([]);
    }
  });
});

describe('a replica that is missing', () => {
  test.each(NAMES)('D5: of %s is found by the assessment', async (name) => {
    const stacks = structuredClone(readTemplates(dir)) as StackTemplate[];
    const options = assessOptionsOf(await loadEnvironment('production'));
    const breaches = () => assess(stacks, options).findings.filter(({ severity }) => severity === 'breach');
    expect(breaches()).toEqual([]);
    const secret = stacks
      .flatMap(({ template }) => Object.values(template.Resources ?? {}))
      .find(({ Properties }) => (Properties as { Name?: unknown } | undefined)?.Name === name);
    delete (secret?.Properties as { ReplicaRegions?: unknown } | undefined)?.ReplicaRegions;
    expect(breaches().map(({ rule, message }) => [rule, message])).toEqual([
      ['recovery-secret', expect.stringContaining(name)],
    ]);
  });
});
