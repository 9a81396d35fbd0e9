import { zonesOf } from '../evidence/zones.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** A1: tasks of several zones that reach a service through an endpoint in one zone lose it with that zone. */
export const endpointPerZone: Check = (context, components) => {
  const seen = new Set<string>();
  return components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }) => {
      const subnets = property(resource, 'NetworkConfiguration.AwsvpcConfiguration.Subnets');
      const tasks = zonesOf(subnets, context.graph);
      return context.graph.ofType('AWS::EC2::VPCEndpoint').flatMap((endpoint): Finding[] => {
        if (endpoint.stack.region !== resource.stack.region || seen.has(endpoint.logicalId)) return [];
        if (property(endpoint, 'VpcEndpointType') !== 'Interface') return [];
        const place = zonesOf(property(endpoint, 'SubnetIds'), context.graph);
        if (!place.complete || place.zones.length !== 1 || tasks.zones.length < 2) return [];
        seen.add(endpoint.logicalId);
        return [
          {
            rule: 'endpoint-per-zone',
            severity: 'breach',
            disruptions: ['zone'],
            criteria: ['A1'],
            component: id,
            message: `Tasks of ${name} run in ${tasks.zones.length} zones and reach ${endpoint.logicalId} in ${place.zones[0]} alone: losing that zone cuts them off from it.`,
            mends: [mend(endpoint, 'SubnetIds', 'Give the endpoint a subnet in each zone of the tasks')],
          },
        ];
      });
    });
};
