import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { declaredState } from '../evidence/declared-state.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, isRecord } from '../read/value.ts';
import { type BackupDisruption, fromBackupService } from '../routes/backup-service.ts';
import { releaseBefore } from '../routes/managed.ts';
import { snapshotRoutes } from '../routes/snapshot-policies.ts';
import { deployAgain } from '../routes/stateless.ts';
import { assumed, blocked, estimate, mend, nothing, undecided, unknown, unrecoverable } from '../terms.ts';

const RECOVERY = 'MaintenanceOptions.AutoRecovery';

/** A single instance. With a data volume of its own it is a system of record, without one it keeps nothing. */
export const ec2Instance: ComponentKind = {
  kind: 'ec2-instance',
  types: ['AWS::EC2::Instance'],
  recognise: (instance, { graph }) => ({
    name: `instance ${instance.logicalId}`,
    state: hasDataVolume(instance, graph) ? 'system of record' : 'none',
  }),
  routes: (instance, disruption, context) => ROUTES[disruption](instance, context),
  serviceLevel: () => ({
    percent: FACTS['sla.compute.instance'].value,
    origin: fact('sla.compute.instance'),
  }),
};

/** The first mapping is the root device's; every other one, and every volume attached, is for data. */
function hasDataVolume(instance: Resource, graph: ResourceGraph): boolean {
  const disks = asList(property(instance, 'BlockDeviceMappings')).filter(
    (mapping) => isRecord(mapping) && mapping.Ebs !== undefined,
  );
  return (
    disks.length > 1 ||
    asList(property(instance, 'Volumes')).length > 0 ||
    graph
      .ofType('AWS::EC2::VolumeAttachment')
      .some((attachment) => graph.named(property(attachment, 'InstanceId')).includes(instance))
  );
}

function keepsData(instance: Resource, { graph }: ModelContext): boolean {
  const declared = declaredState(instance);
  return declared === undefined ? hasDataVolume(instance, graph) : declared === 'system of record';
}

const ROUTES: Record<Disruption, (instance: Resource, context: ModelContext) => readonly Route[]> = {
  process: () => [
    blocked('ec2.restart', 'restart the program', unknown('No health check notices a program that hangs.')),
  ],
  node: (instance, context) => [recover(instance, context)],
  zone: (instance, context) => [
    blocked(
      'ec2.other-zones',
      'serve from another zone',
      unrecoverable(
        `${instance.logicalId} and its volumes are in one zone.`,
        mend(instance, 'SubnetId', 'Use an Auto Scaling group over several zones'),
      ),
    ),
    ...(keepsData(instance, context)
      ? [backup(instance, 'zone', context), ...snapshotRoutes(instance, 'zone', context)]
      : []),
  ],
  region: (instance, context) =>
    keepsData(instance, context)
      ? [backup(instance, 'region', context)]
      : [
          blocked(
            'ec2.recovery-region',
            'use the instance of the recovery region',
            unrecoverable('Nothing in the templates starts the instance in the recovery region.'),
          ),
        ],
  corruption: (instance, context) =>
    keepsData(instance, context)
      ? [backup(instance, 'corruption', context), ...snapshotRoutes(instance, 'corruption', context)]
      : [releaseBefore(instance, context, 'ec2.previous-release')],
  deletion: (instance, context) => [
    lost(instance, 'deletion', context),
    ...(keepsData(instance, context) ? snapshotRoutes(instance, 'deletion', context) : []),
  ],
  compromise: (instance, context) => [lost(instance, 'compromise', context)],
};

/** Simplified automatic recovery is on unless switched off; volumes stay with the instance. */
function recover(instance: Resource, context: ModelContext): Route {
  const [id, name] = ['ec2.recover', 'EC2 recovers the instance on another host'];
  const proof = [originOf(instance, RECOVERY)];
  const open = undecided(instance, RECOVERY);
  if (open) return blocked(id, name, open, proof);
  if (property(instance, RECOVERY) === 'disabled') {
    const change = mend(instance, RECOVERY, 'Set MaintenanceOptions.AutoRecovery to default');
    return blocked(id, name, unrecoverable('Automatic recovery is switched off.', change), proof);
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'ec2.detect', 'detect'), assumed(context, 'ec2.recover', 'recover')),
    rpo: estimate(nothing('Its volumes are kept', attributeOrigin(instance, 'Type'))),
    proof,
  };
}

function lost(instance: Resource, disruption: 'deletion' | 'compromise', context: ModelContext): Route {
  return keepsData(instance, context)
    ? backup(instance, disruption, context)
    : deployAgain(instance, context, `${disruption}.detect`);
}

function backup(instance: Resource, disruption: BackupDisruption, context: ModelContext): Route {
  return fromBackupService(instance, disruption, context, {
    noun: 'instance',
    restore: [assumed(context, 'human.restore', 'recover'), assumed(context, 'ec2.restore', 'recover')],
  });
}
