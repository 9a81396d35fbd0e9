import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { needsIn } from '../evidence/environment.ts';
import { servesRequests, sourcesOf } from '../evidence/lambda-use.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { outlivesRegion, releaseBefore, takeOver } from '../routes/managed.ts';
import { severalZones } from '../routes/several-zones.ts';
import { deployAgain, oneZone } from '../routes/stateless.ts';
import { blocked } from '../terms.ts';

const TYPE = 'AWS::Lambda::Function';
const SUBNETS = 'VpcConfig.SubnetIds';

/** A function that answers requests or consumes messages. Any other, such as a custom resource, is glue and only listed. */
export const lambdaFunction: ComponentKind = {
  kind: 'lambda-function',
  types: [TYPE],
  recognise: (lambda, { graph }) => {
    if (!servesRequests(lambda, graph)) return undefined;
    const name = property(lambda, 'FunctionName');
    return { name: `function ${typeof name === 'string' ? name : lambda.logicalId}`, state: 'none' };
  },
  leavesOut: (lambda, { graph }) =>
    servesRequests(lambda, graph) ? undefined : 'serving no requests or messages',
  dependsOn: (lambda, { graph }) => [
    ...needsIn(property(lambda, 'Environment.Variables'), graph),
    ...sourcesOf(lambda, graph).map((to) => ({ to, strength: 'hard' as const })),
  ],
  routes: (lambda, disruption, context) => ROUTES[disruption](lambda, context),
  serviceLevel: () => ({ percent: FACTS['sla.lambda'].value, origin: fact('sla.lambda') }),
};

const ROUTES: Record<
  Disruption,
  (lambda: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  zone: (lambda, context) => [otherZones(lambda, context)],
  region: (lambda, context) =>
    outlivesRegion(lambda, context)
      ? 'untouched'
      : [
          takeOver(lambda, context, {
            id: 'lambda.recovery-region',
            noun: 'function',
            counts: (other) => servesRequests(other, context.graph),
          }),
        ],
  corruption: (lambda, context) => [releaseBefore(lambda, context, 'lambda.previous-release')],
  deletion: (lambda, context) => [deployAgain(lambda, context, 'deletion.detect')],
  compromise: (lambda, context) => [deployAgain(lambda, context, 'compromise.detect')],
};

/** Lambda itself spans zones; a function in a VPC runs only where its subnets are. */
function otherZones(lambda: Resource, context: ModelContext): Route {
  const subnets = property(lambda, SUBNETS);
  if (subnets === undefined) return severalZones(lambda, 'lambda.zones', 'lambda.zones');
  const spread = zonesOf(subnets, context.graph);
  if (spread.zones.length >= 2) return severalZones(lambda, 'lambda.zones', 'lambda.zones', ...spread.proof);
  const why = oneZone(lambda, SUBNETS, spread.zones, spread.complete);
  return blocked('lambda.zones', 'serve from the other zones', why, spread.proof);
}
