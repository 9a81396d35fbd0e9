import type { ModelContext } from '../component-kind.ts';
import { VERIFIER_NAMESPACE } from '../evidence/verifiers.ts';
import {
  alarmsOn,
  evaluationSeconds,
  muted,
  ringsOnSilence,
  type Watched,
} from '../evidence/watching-alarm.ts';
import type { Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { assumed, computed, known } from '../terms.ts';

/** How far a read replica is behind: what its alarm lets it be, where there is one that rings; else the assumption. */
export function replicaLag(replica: Resource, context: ModelContext): readonly Term[] {
  const assumption = [assumed(context, 'rds.replicaLag', 'recover')];
  const identifier = property(replica, 'DBInstanceIdentifier');
  if (context.assume('rds.replicaLag').overridden || typeof identifier !== 'string') return assumption;
  const bound = boundBy(
    {
      namespace: 'AWS/RDS',
      metric: 'ReplicaLag',
      dimensions: { DBInstanceIdentifier: identifier },
    },
    replica,
    context,
    'An alarm rings before the read replica is further behind than',
  );
  return bound ? [bound] : assumption;
}

/** How old the log is that reached the recovery region: what the alarm on its age lets it be, or what is published and assumed. */
export function replicatedLogAge(database: Resource, context: ModelContext): readonly Term[] {
  const assumption = [known('rds.pitr', 'recover'), assumed(context, 'rds.backupReplicationLag', 'recover')];
  const { graph, recoveryRegion } = context;
  const there = graph.stacks.find(({ region }) => region === recoveryRegion);
  const replicated = graph
    .ofType(database.type)
    .filter((one) => property(one, 'AutomaticBackupReplicationRegion') === recoveryRegion);
  // The metric names no database, so with two of them nobody knows whose age it is.
  if (context.assume('rds.backupReplicationLag').overridden || !there || replicated.length !== 1)
    return assumption;
  const bound = boundBy(
    {
      namespace: VERIFIER_NAMESPACE,
      metric: 'AchievedRpoSeconds',
      dimensions: { Source: 'point-in-time', Region: there.region },
    },
    { ...database, stack: { ...there, account: database.stack.account } },
    context,
    'An alarm rings before the newest moment to restore to in the recovery region is older than',
  );
  return bound ? [bound] : assumption;
}

/** While an alarm is silent, its metric is at most the threshold, and what it grew while the alarm was making up its mind. */
function boundBy(
  watched: Watched,
  beside: Resource,
  { graph }: ModelContext,
  label: string,
): Term | undefined {
  for (const alarm of alarmsOn(watched, beside, graph)) {
    const threshold = asNumber(property(alarm, 'Threshold'));
    const evaluation = evaluationSeconds(alarm);
    const above = String(property(alarm, 'ComparisonOperator')).startsWith('GreaterThan');
    if (threshold === undefined || evaluation === undefined || !above) continue;
    if (muted(alarm) !== undefined || !ringsOnSilence(alarm)) continue;
    return computed(
      label,
      'recover',
      threshold + evaluation,
      `threshold ${threshold} s + alarm after ${evaluation} s`,
      [originOf(alarm, 'Threshold'), originOf(alarm, 'Period'), originOf(alarm, 'EvaluationPeriods')],
    );
  }
  return undefined;
}
