import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import {
  launchInOtherZones,
  launchInRecoveryRegion,
  replaceHost,
  replaceHung,
  zonesOfGroup,
} from '../routes/instances.ts';
import { releaseBefore } from '../routes/managed.ts';
import { deployAgain } from '../routes/stateless.ts';

/** Instances that an Auto Scaling group replaces: they keep nothing that outlives them. */
export const autoScalingGroup: ComponentKind = {
  kind: 'auto-scaling-group',
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  recognise: (group) => {
    const name = property(group, 'AutoScalingGroupName');
    return { name: `group ${typeof name === 'string' ? name : group.logicalId}`, state: 'none' };
  },
  routes: (group, disruption, context) => ROUTES[disruption](group, context),
  serviceLevel: (group, context) =>
    zonesOfGroup(group, context).zones.length >= 2
      ? { percent: FACTS['sla.compute.region'].value, origin: fact('sla.compute.region') }
      : undefined,
};

const ROUTES: Record<Disruption, (group: Resource, context: ModelContext) => readonly Route[]> = {
  process: (group, context) => [replaceHung(group, context)],
  node: (group, context) => [replaceHost(group, context)],
  zone: (group, context) => [launchInOtherZones(group, context)],
  region: (group, context) => [launchInRecoveryRegion(group, context)],
  corruption: (group, context) => [releaseBefore(group, context, 'asg.previous-release')],
  deletion: (group, context) => [deployAgain(group, context, 'deletion.detect')],
  compromise: (group, context) => [deployAgain(group, context, 'compromise.detect')],
};
