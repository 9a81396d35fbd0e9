import type { TemplateOrigin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, asNumber, isRecord, type Value } from '../read/value.ts';
import { longestGapSeconds } from './schedule.ts';
import { tagsOf } from './tags.ts';

const DETAILS = 'PolicyDetails';

/** One schedule of a Data Lifecycle Manager policy that takes snapshots of everything an instance keeps data on. */
export interface SnapshotSchedule {
  readonly policy: Resource;
  readonly path: string;
  /** Longest gap between two snapshots, seconds; undefined when the schedule is not understood. */
  readonly periodSeconds: number | undefined;
  readonly proof: readonly TemplateOrigin[];
}

/** The schedules whose policy selects the instance itself, or every volume that is attached to it, by a tag. */
export function snapshotSchedulesOf(instance: Resource, graph: ResourceGraph): SnapshotSchedule[] {
  const volumes = volumesOf(instance, graph);
  return graph
    .ofType('AWS::DLM::LifecyclePolicy')
    .filter(
      (policy) =>
        policy.stack.region === instance.stack.region &&
        policy.stack.account === instance.stack.account &&
        property(policy, 'State') === 'ENABLED' &&
        selects(policy, instance, volumes),
    )
    .flatMap((policy) =>
      asList(property(policy, `${DETAILS}.Schedules`)).map((schedule, index) => {
        const path = `${DETAILS}.Schedules.${index}.CreateRule`;
        const proof = [originOf(policy, `${DETAILS}.TargetTags`), originOf(policy, path)];
        return {
          policy,
          path,
          periodSeconds: period(isRecord(schedule) ? schedule.CreateRule : undefined),
          proof,
        };
      }),
    );
}

/** Volumes of their own in the templates; those that an instance maps carry no tags there. */
function volumesOf(instance: Resource, graph: ResourceGraph): readonly Resource[] {
  const attached = graph
    .referring(instance, 'AWS::EC2::VolumeAttachment', 'InstanceId')
    .map((attachment) => property(attachment, 'VolumeId'));
  return graph.named([...attached, property(instance, 'Volumes')], 'AWS::EC2::Volume');
}

function selects(policy: Resource, instance: Resource, volumes: readonly Resource[]): boolean {
  const types = asList(property(policy, `${DETAILS}.ResourceTypes`));
  const wanted = asList(property(policy, `${DETAILS}.TargetTags`)).filter(isRecord);
  const tagged = (resource: Resource) =>
    wanted.some(
      ({ Key, Value: value }) => typeof value === 'string' && tagsOf(resource).get(String(Key)) === value,
    );
  if (types.includes('INSTANCE')) return tagged(instance);
  const mapped = asList(property(instance, 'BlockDeviceMappings')).length > 1;
  return types.includes('VOLUME') && !mapped && volumes.length > 0 && volumes.every(tagged);
}

function period(rule: Value): number | undefined {
  if (!isRecord(rule)) return undefined;
  if (typeof rule.CronExpression === 'string') return longestGapSeconds(rule.CronExpression);
  const hours = asNumber(rule.Interval);
  return hours === undefined || rule.IntervalUnit !== 'HOURS' ? undefined : hours * 3600;
}
