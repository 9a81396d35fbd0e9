import type { ModelContext, ServiceLevel } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { deployAgain, otherZones } from './stateless.ts';

const SUBNETS = 'Subnets';

/** How a load balancer of any kind comes back; what differs between the kinds is the way into the recovery region. */
export function balancerRoutes(
  balancer: Resource,
  disruption: Disruption,
  context: ModelContext,
  region: (balancer: Resource, context: ModelContext) => Route,
): readonly Route[] | 'untouched' {
  switch (disruption) {
    case 'zone': {
      const name = 'leave the zone out of the DNS answer';
      return [otherZones(balancer, SUBNETS, context, { id: 'elb.other-zones', name, fact: 'elb.zones' })];
    }
    case 'region':
      return [region(balancer, context)];
    case 'deletion':
      return [deployAgain(balancer, context, 'deletion.detect')];
    case 'compromise':
      return [deployAgain(balancer, context, 'compromise.detect')];
    default:
      return 'untouched';
  }
}

/** Contracts promise more for a balancer in several zones. */
export function balancerServiceLevel(balancer: Resource, { graph }: ModelContext): ServiceLevel {
  const several = zonesOf(property(balancer, SUBNETS), graph).zones.length >= 2;
  const id = several ? 'sla.elb.multi-az' : 'sla.elb.single-az';
  return { percent: FACTS[id].value, origin: fact(id) };
}
