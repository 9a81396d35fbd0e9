import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import { targetDetection } from '../evidence/service.ts';
import { zonesOf } from '../evidence/zones.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asList, asNumber } from '../read/value.ts';
import { assumed, blocked, estimate, mend, unknown, unrecoverable } from '../terms.ts';
import { noticedBy } from './detection.ts';
import { regionDecision } from './region.ts';
import { nothingKept, oneZone } from './stateless.ts';

const SUBNETS = 'VPCZoneIdentifier';
const ZONES = 'AvailabilityZones';

/** The zones an Auto Scaling group launches in: those of its subnets, or those it names. */
export function zonesOfGroup(
  group: Resource,
  context: ModelContext,
): ReturnType<typeof zonesOf> & { path: string } {
  const subnets = property(group, SUBNETS);
  if (subnets !== undefined) return { ...zonesOf(subnets, context.graph), path: SUBNETS };
  const named = asList(property(group, ZONES)).filter((zone) => typeof zone === 'string');
  return {
    zones: [...new Set(named)].sort(),
    complete: named.length > 0 && named.length === asList(property(group, ZONES)).length,
    proof: [originOf(group, ZONES)],
    path: ZONES,
  };
}

/** A hung program is seen by the load balancer alone, and only if the group heeds it. */
export function replaceHung(group: Resource, context: ModelContext): Route {
  const [id, name] = ['asg.replace-instance', 'replace the instance that fails its health check'];
  const [target] = context.graph.named(
    property(group, 'TargetGroupARNs'),
    'AWS::ElasticLoadBalancingV2::TargetGroup',
  );
  const type = property(group, 'HealthCheckType');
  if (!String(type).split(',').includes('ELB') || !target) {
    const change = mend(group, 'HealthCheckType', 'Set HealthCheckType to ELB');
    return blocked(
      id,
      name,
      unknown('No health check notices a program that hangs: status checks see the host alone.', change),
    );
  }
  return {
    id,
    name,
    rto: estimate(
      noticedBy(targetDetection(target), 'A health check gives the instance up'),
      assumed(context, 'ec2.launch', 'recover'),
    ),
    rpo: nothingKept(group),
    proof: [originOf(group, 'HealthCheckType'), originOf(group, 'TargetGroupARNs')],
  };
}

export function replaceHost(group: Resource, context: ModelContext): Route {
  const [id, name] = ['asg.replace-host', 'launch the instance on another host'];
  return {
    id,
    name,
    ...launched(group, 'ec2.detect', context),
    rpo: nothingKept(group),
    proof: [originOf(group, 'MinSize')],
  };
}

export function launchInOtherZones(group: Resource, context: ModelContext): Route {
  const [id, name] = ['asg.other-zones', 'serve from the other zones and launch the missing instances there'];
  const { path, ...spread } = zonesOfGroup(group, context);
  if (spread.zones.length < 2)
    return blocked(id, name, oneZone(group, path, spread.zones, spread.complete), spread.proof);
  return {
    id,
    name,
    ...launched(group, 'zone.detect', context),
    rpo: nothingKept(group),
    proof: [...spread.proof, originOf(group, 'MinSize')],
  };
}

/** A group that may shrink to nothing promises no capacity, so nothing can be said of its return. */
function launched(
  group: Resource,
  detectedBy: 'ec2.detect' | 'zone.detect',
  context: ModelContext,
): Pick<Route, 'rto'> {
  const minimum = asNumber(property(group, 'MinSize'));
  if (minimum === undefined || minimum < 1) {
    const change = mend(group, 'MinSize', 'Set MinSize to 1');
    return { rto: unknown(`${group.logicalId} keeps no minimum of instances.`, change) };
  }
  return { rto: estimate(assumed(context, detectedBy, 'detect'), assumed(context, 'ec2.launch', 'recover')) };
}

export function launchInRecoveryRegion(group: Resource, context: ModelContext): Route {
  const [id, name] = ['asg.recovery-region', 'scale the group out in the recovery region'];
  const [counterpart] = inRecoveryRegion(context, group.type);
  if (!counterpart) {
    const change = mend(group, 'MinSize', 'Deploy the group in the recovery region');
    return blocked(id, name, unrecoverable('No Auto Scaling group stands in the recovery region.', change));
  }
  return {
    id,
    name,
    rto: estimate(
      ...regionDecision(context),
      assumed(context, 'region.launchCapacity', 'recover'),
      assumed(context, 'ec2.launch', 'recover'),
    ),
    rpo: nothingKept(group),
    afterDependencies: true,
    proof: [attributeOrigin(counterpart, 'Type')],
  };
}
