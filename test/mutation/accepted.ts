import type { Mutant } from './mutants.ts';

/** A mutant that may survive, with the reason why nothing has to notice it. */
interface Accepted {
  /** Matches the mutant's type, without `AWS::`. */
  readonly type: RegExp;
  /** Matches `<logical id> <path> <operator>`. */
  readonly what: RegExp;
  /** Matches the stack's name; any stack when absent. */
  readonly stack?: RegExp;
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    type: /^EC2::SubnetRouteTableAssociation$/,
    what: /DataSubnet/,
    reason:
      'An isolated subnet needs no way out: the network’s main route table, without routes, serves as well.',
  },
  {
    type: /^RDS::DBInstance$/,
    what: /AllocatedStorage (remove|zero)$/,
    reason: 'A restore is charged for what the storage may grow to, which is more.',
  },
  {
    type: /^RDS::DBInstance$/,
    what: /KmsKeyId other place$/,
    reason: 'A bare key id may be a key of the region: RDS refuses any other at creation.',
  },
  {
    type: /^RDS::DBInstance$/,
    what: /StorageEncrypted remove$/,
    reason: 'Equivalent: a key implies encryption.',
  },
  {
    type: /^RDS::DBInstance$/,
    stack: /recovery/,
    what: /(MultiAZ (remove|flip)|DBInstanceIdentifier remove|SourceRegion (remove|other place))$/,
    reason:
      'What waits in the recovery region is the strategy’s choice; the source ARN names region and instance by itself.',
  },
  {
    type: /^RDS::DBProxy$/,
    what: /VpcSubnetIds\.\d (drop item|other place)$/,
    reason: 'A proxy needs two zones, and two are left.',
  },
  {
    type: /^ElastiCache::ReplicationGroup$/,
    stack: /recovery/,
    what: /NumCacheClusters (remove|zero)$/,
    reason: 'How many nodes wait in the recovery region is the strategy’s choice.',
  },
  {
    type: /^(SSM::Parameter|SecretsManager::Secret)$/,
    what: /./,
    reason:
      'A task that cannot find its host name or secret does not start, which its first deployment in each region shows.',
  },
  {
    type: /^Backup::BackupVault$/,
    what: /AccessPolicy\.Version remove$/,
    reason: 'Equivalent: an older policy language, and the statement has no variables.',
  },
  {
    type: /^Backup::BackupPlan$/,
    what: /CompletionWindowMinutes (remove|zero)$/,
    reason: 'When a job that hangs is given up; how long one takes is an assumption.',
  },
  {
    type: /^Backup::BackupPlan$/,
    what: /BackupPlanRule\.1\.(StartWindowMinutes (remove|zero)|CopyActions\.1 drop item)$/,
    reason:
      'The weekly rule: the daily one, which is younger and goes to the same vaults, decides every objective.',
  },
  {
    type: /^Route53::HealthCheck$/,
    what: /(EnableSNI|FailureThreshold|Inverted|Port) remove$/,
    reason: 'Equivalent: the service’s default is the same value.',
  },
  {
    type: /^ECS::Service$/,
    what: /Metadata\.Holdfast remove$/,
    reason: 'The declared load is its owner’s word: without it one task must be left, and more are.',
  },
  { type: /^Route53::HealthCheck$/, what: /MeasureLatency/, reason: 'A graph for people.' },
  {
    type: /^Route53::RecordSet$/,
    what: /^OriginRecordsRegional/,
    reason:
      'The regional name: that the health check asks a record of its region is checked, and what the record holds shows at once in the check’s state.',
  },
  {
    type: /^Route53::RecordSet$/,
    what: /^EdgeViewer/,
    reason:
      'The site’s own name, the same before and after every recovery: a slip shows to the first visitor.',
  },
  {
    type: /^CloudFront::Distribution$/,
    what: /CacheBehaviors( remove|\.\d drop item)$/,
    reason: 'Requests fall to the default behaviour, which serves them uncached.',
  },
  {
    type: /^CloudFront::Distribution$/,
    what: /(ConnectionAttempts|ConnectionTimeout) (remove|zero)$/,
    reason: 'How many seconds one request waits for a dead origin: below the grain of an objective.',
  },
];

/** @returns why the mutant may survive, or undefined when it must not */
export function acceptedBecause(mutant: Omit<Mutant, 'stacks'>): string | undefined {
  const what = mutant.id.slice(mutant.stack.length + 1);
  return ACCEPTED.find(
    (one) =>
      one.type.test(mutant.type.replace(/^AWS::/, '')) &&
      one.what.test(what) &&
      (one.stack === undefined || one.stack.test(mutant.stack)),
  )?.reason;
}
