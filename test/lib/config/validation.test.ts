import production from '../../../lib/config/environments/production.ts';
import { ConfigError, validateConfig } from '../../../lib/config/load.ts';

type Json = { [key: string]: unknown };

/** The sentences on production's configuration with one value replaced; `undefined` removes it. */
function sentences(path: string, value: unknown): string[] {
  const config = structuredClone(production) as unknown as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Json>((object, key) => object[key] as Json, config);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  try {
    validateConfig(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const FAMILIES = 'm6g, m6i, m7g, m7i, m8g, r6g, r6i, r7g, r7i, r8g, t3, t4g';

describe('a wrong configuration is told in one sentence: path, value, what is allowed, an example', () => {
  it('accepts the production environment as it is', () => {
    expect(sentences('application', 'holdfast')).toEqual([]);
  });

  it.each<[string, string, unknown, string]>([
    [
      'a recovery region that is the primary one',
      'regions.recovery',
      { ...production.regions.primary, cidr: '10.40.0.0/16' },
      'regions.recovery.name is "eu-central-1"; it must be a region other than the primary one, eu-central-1, for example eu-west-1.',
    ],
    [
      'something that is not a region name',
      'regions.primary.name',
      'Frankfurt',
      'regions.primary.name is "Frankfurt"; it must be a region name, for example eu-central-1.',
    ],
    [
      'a model that is asked without encryption',
      'drafting.endpoint',
      'http://models.example.com',
      'drafting.endpoint is "http://models.example.com"; it must be an https address, for example https://example.openai.azure.com.',
    ],
    [
      'a deployment that Azure OpenAI would refuse',
      'drafting.fallback.deployment',
      'two words',
      'drafting.fallback.deployment is "two words"; it must be the name of a deployment in Azure OpenAI, for example proposals-large.',
    ],
    [
      'half a CRM',
      'crm',
      { url: 'https://example.crm4.dynamics.com', clientId: production.crm.clientId },
      'crm.tokenUrl is missing; it must be a value of type string in quotes.',
    ],
    [
      'a key among the settings',
      'drafting.apiKey',
      'sk-1',
      'drafting: "apiKey" is not a setting; see lib/config/platform-config.ts for those that are.',
    ],
    [
      'an origin with a path',
      'publicOrigins',
      ['https://app.example.com/'],
      'publicOrigins[0] is "https://app.example.com/"; it must be an https origin in lower case without a path, for example https://app.example.com.',
    ],
    [
      'fewer than two zones',
      'regions.primary.zones',
      ['eu-central-1a'],
      'regions.primary.zones is ["eu-central-1a"]; it must be at least two zones, for example ["eu-central-1a", "eu-central-1b"].',
    ],
    [
      'more than three zones',
      'regions.primary.zones',
      ['eu-central-1a', 'eu-central-1b', 'eu-central-1c', 'eu-central-1d'],
      'regions.primary.zones is ["eu-central-1a","eu-central-1b","eu-central-1c","eu-central-1d"]; it must be at most three zones.',
    ],
    [
      'the same zone twice',
      'regions.primary.zones',
      ['eu-central-1a', 'eu-central-1a'],
      'regions.primary.zones is ["eu-central-1a","eu-central-1a"]; it must be zones that differ from each other.',
    ],
    [
      'a zone of another region',
      'regions.primary.zones',
      ['eu-central-1a', 'eu-west-1b'],
      'regions.primary.zones[1] is "eu-west-1b"; it must be a zone of eu-central-1, for example eu-central-1a.',
    ],
    [
      'overlapping networks',
      'regions.recovery.cidr',
      '10.20.0.0/16',
      `regions.recovery.cidr is "10.20.0.0/16"; it must be a block that does not overlap the primary region's 10.20.0.0/16, for example 10.40.0.0/16.`,
    ],
    [
      'a network that is too small',
      'regions.recovery.cidr',
      '10.40.0.0/24',
      'regions.recovery.cidr is "10.40.0.0/24"; it must be an IPv4 block between /16 and /20, for example 10.20.0.0/16.',
    ],
    [
      'backups kept longer than RDS can',
      'database.backupRetentionDays',
      36,
      'database.backupRetentionDays is 36; it must be at most 35, for example 35.',
    ],
    [
      'a negative retention',
      'database.backupRetentionDays',
      -1,
      'database.backupRetentionDays is -1; it must be at least 0, for example 0.',
    ],
    [
      'an unknown instance family',
      'database.instanceClass',
      'z9.large',
      `database.instanceClass is "z9.large"; it must be FAMILY.SIZE with a family of ${FAMILIES}, for example r7g.large.`,
    ],
    [
      'an unknown instance size',
      'cache.instanceClass',
      'm7g.tiny',
      `cache.instanceClass is "m7g.tiny"; it must be FAMILY.SIZE with a family of ${FAMILIES}, for example m7g.large.`,
    ],
    [
      'a bare major version of PostgreSQL',
      'database.engineVersion',
      '17',
      'database.engineVersion is "17"; it must be a PostgreSQL minor version, for example 17.6.',
    ],
    [
      'storage that may not grow to its own size',
      'database.maxStorageGiB',
      100,
      'database.maxStorageGiB is 100; it must be at least storageGiB, 200.',
    ],
    [
      'an unknown setting',
      'database.multiAZ',
      true,
      'database: "multiAZ" is not a setting; see lib/config/platform-config.ts for those that are.',
    ],
    [
      'an unknown setting at the top',
      'databse',
      {},
      '"databse" is not a setting; see lib/config/platform-config.ts for those that are.',
    ],
    [
      'a missing value',
      'database.multiAz',
      undefined,
      'database.multiAz is missing; it must be a value of type boolean, for example true.',
    ],
    [
      'a missing group',
      'cache',
      undefined,
      'cache is missing; it must be a value of type object with braces.',
    ],
    [
      'text in place of a number',
      'cache.replicas',
      '2',
      'cache.replicas is "2"; it must be a value of type number, for example 3.',
    ],
    [
      'a fraction in place of a whole number',
      'cache.replicas',
      1.5,
      'cache.replicas is 1.5; it must be a value of type int, for example 3.',
    ],
    [
      'an unknown strategy',
      'strategy',
      'hot-hot',
      'strategy is "hot-hot"; it must be one of backup-restore, pilot-light, warm-standby, for example backup-restore.',
    ],
    [
      'an account id that is too short',
      'accounts.workload',
      '1234',
      'accounts.workload is "1234"; it must be an AWS account id of 12 digits, for example 111122223333.',
    ],
    [
      'a backup account that is the workload account',
      'accounts.backup',
      '111122223333',
      'accounts.backup is "111122223333"; it must be an account other than the workload account, for example 444455556666.',
    ],
    [
      'a domain outside its hosted zone',
      'domain.name',
      'app.example.org',
      'domain is {"name":"app.example.org","hostedZoneId":"Z0123456789EXAMPLE","hostedZoneName":"example.com"}; it must be a name inside its hosted zone, for example app.example.com in example.com.',
    ],
    [
      'fewer tasks at most than at least',
      'service.tasks',
      { min: 5, max: 2 },
      'service.tasks is {"min":5,"max":2}; it must be min not above max, for example { min: 3, max: 30 }.',
    ],
    [
      'processor units that Fargate does not have',
      'service.cpuUnits',
      1000,
      'service.cpuUnits is 1000; it must be 512, 1024, 2048 or 4096.',
    ],
    [
      'an objective that is not a duration',
      'objectives.perDisruption.zone.rto',
      'four hours',
      'objectives.perDisruption.zone.rto is "four hours"; it must be a duration such as 90s, 30m, 4h or 1d.',
    ],
    [
      'an availability that nobody can keep',
      'objectives.availabilityPercent',
      100,
      'objectives.availabilityPercent is 100; it must be at most 99.999, for example 99.999.',
    ],
    [
      'an alarm address that is none',
      'alarms.email',
      'oncall',
      'alarms.email is "oncall"; it must be an e-mail address, for example oncall@example.com.',
    ],
  ])('%s', (_name, path, value, sentence) => {
    expect(sentences(path, value)).toContain(sentence);
  });

  it('tells several wrong values in several sentences', () => {
    const config = { ...production, strategy: 'hot-hot', originSecretVersion: 0 };
    expect(() => validateConfig(config)).toThrow(/^strategy is "hot-hot".*\noriginSecretVersion is 0/);
  });
});
