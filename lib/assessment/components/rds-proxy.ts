import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { targetsOfProxy } from '../evidence/task-dependencies.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, property, type Resource } from '../read/graph.ts';
import { deployAgain, nothingKept, otherZones } from '../routes/stateless.ts';

/** A connection pool between service and database, run by AWS in every zone it has a subnet in. */
export const rdsProxy: ComponentKind = {
  kind: 'rds-proxy',
  types: ['AWS::RDS::DBProxy'],
  recognise: (resource) => ({
    name: `database proxy ${String(property(resource, 'DBProxyName') ?? resource.logicalId)}`,
    state: 'none',
  }),
  dependsOn: (proxy, context) => targetsOfProxy(proxy, context.graph).map((to) => ({ to, strength: 'hard' })),
  routes: (proxy, disruption, context) => ROUTES[disruption](proxy, context),
};

const ROUTES: Record<Disruption, (proxy: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: () => 'untouched',
    node: () => 'untouched',
    corruption: () => 'untouched',
    zone: (proxy, context) => [
      otherZones(proxy, 'VpcSubnetIds', context, {
        id: 'rds-proxy.other-zones',
        name: 'answer from the other zones',
        fact: 'rds-proxy.zones',
      }),
    ],
    // In the recovery region tasks connect to the promoted instance itself: a proxy cannot stand before a read replica.
    region: (proxy) => [
      {
        id: 'rds-proxy.bypass',
        name: 'connect to the promoted database without the proxy',
        rto: nothingKept(proxy),
        rpo: nothingKept(proxy),
        proof: [attributeOrigin(proxy, 'Type')],
      },
    ],
    deletion: (proxy, context) => [deployAgain(proxy, context, 'deletion.detect')],
    compromise: (proxy, context) => [deployAgain(proxy, context, 'compromise.detect')],
  };
