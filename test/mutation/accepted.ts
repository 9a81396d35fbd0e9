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
      'An isolated subnet needs no way out: the network’s main route table, with the local route alone, serves as well.',
  },
  {
    type: /^RDS::DBInstance$/,
    what: /AllocatedStorage (remove|zero)$/,
    reason: 'A restore is charged for what the storage may grow to, which is more.',
  },
  {
    type: /^RDS::DBInstance$/,
    what: /KmsKeyId other place$/,
    reason: 'A name that is in no template may be a key made by hand: RDS refuses one that does not exist.',
  },
  {
    type: /^RDS::DBInstance$/,
    stack: /recovery/,
    what: /MultiAZ (remove|flip)$/,
    reason:
      'Without a standby or, flipped, with one: what waits in the recovery region is the strategy’s choice.',
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
    type: /^SSM::Parameter$/,
    what: /Value remove$/,
    reason: 'Required: CloudFormation refuses the template without it.',
  },
  {
    type: /^Scheduler::Schedule$/,
    what: /State remove$/,
    reason: 'Equivalent: the service’s default is the same value.',
  },
  {
    type: /^Scheduler::Schedule$/,
    what: /ScheduleExpression remove$/,
    reason: 'Required: CloudFormation refuses the template without it.',
  },
  {
    type: /^SecretsManager::Secret$/,
    stack: /verification$/,
    what: /^EvidenceSigningSecret\w* ReplicaRegions/,
    reason:
      'The canary of the primary region signs with it: without it no run comes to its end, and its alarm rings.',
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
      'The weekly rule: the daily one, which is younger and goes to the same vaults, decides every objective, and the weekly points stay in the locked vault of the recovery region.',
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
    what: / (AliasTarget|AliasTarget\.DNSName|AliasTarget\.HostedZoneId|HostedZoneId|Name|Type) remove$/,
    reason: 'Required: the record is refused without it.',
  },
  {
    type: /^Route53::RecordSet$/,
    stack: /recovery/,
    what: /^OriginRecordsRegional\w* (remove resource|Name other place)$/,
    reason:
      'The recovery region’s own name: no record fails over by it, and who asks it by the runbook, before a take-over and in every drill, finds it missing.',
  },
  {
    type: /^Route53::RecordSet$/,
    what: /^EdgeViewer\w* remove resource$/,
    reason:
      'The site’s own name, the same before and after every recovery: the first visitor after its removal misses it.',
  },
  {
    type: /^CloudFront::Distribution$/,
    what: /CacheBehaviors\.[01] drop item$/,
    reason:
      'Files of the build fall to the default behaviour, which has the same origins and caches by their headers.',
  },
  {
    type: /^CloudFront::Distribution$/,
    what: /(CacheBehaviors\.[01]|DefaultCacheBehavior)\.AllowedMethods( remove|\.\d drop item)$/,
    reason:
      'Without OPTIONS what is left is GET and HEAD, all that a page needs; CloudFront refuses every other part of the three.',
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
