import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { takeOver } from '../routes/managed.ts';
import { severalZones } from '../routes/several-zones.ts';
import { deployAgain } from '../routes/stateless.ts';
import { blocked, mend, unknown } from '../terms.ts';

/** A REST, HTTP or WebSocket API. */
export const apiGateway: ComponentKind = {
  kind: 'api-gateway',
  types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  recognise: (api) => {
    const name = property(api, 'Name');
    return { name: `API ${typeof name === 'string' ? name : api.logicalId}`, state: 'none' };
  },
  dependsOn: (api, context) => behind(api, context).map((to) => ({ to, strength: 'hard' })),
  routes: (api, disruption, context) => ROUTES[disruption](api, context),
};

/** What its methods and integrations call; a listener stands for its load balancer. */
function behind(api: Resource, { graph }: ModelContext): Resource[] {
  const methods = graph
    .ofType('AWS::ApiGateway::Method')
    .filter((method) => graph.named(property(method, 'RestApiId')).includes(api))
    .map((method) => property(method, 'Integration'));
  const integrations = graph
    .ofType('AWS::ApiGatewayV2::Integration')
    .filter((integration) => graph.named(property(integration, 'ApiId')).includes(api))
    .map((integration) => property(integration, 'IntegrationUri'));
  const called = graph.named([...methods, ...integrations, property(api, 'Body'), property(api, 'Target')]);
  const balancers = called.flatMap((one) => graph.named(property(one, 'LoadBalancerArn')));
  return [...new Set([...called, ...balancers])].filter((one) => one !== api);
}

const ROUTES: Record<Disruption, (api: Resource, context: ModelContext) => readonly Route[] | 'untouched'> = {
  process: () => 'untouched',
  node: () => 'untouched',
  corruption: () => 'untouched',
  zone: (api) => [severalZones(api, 'apigateway.zones', 'apigateway.zones')],
  region: (api, context) => [follow(api, context)],
  deletion: (api, context) => [deployAgain(api, context, 'deletion.detect')],
  compromise: (api, context) => [deployAgain(api, context, 'compromise.detect')],
};

/** An API answers under a name of its own region; that its callers follow needs a failover record in the templates. */
function follow(api: Resource, context: ModelContext): Route {
  const route = takeOver(api, context, { id: 'apigateway.recovery-region', noun: 'API' });
  if (route.rto.kind !== 'estimate') return route;
  const names = context.graph.ofType('AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName');
  const records = context.graph
    .ofType('AWS::Route53::RecordSet')
    .filter((record) =>
      context.graph.named(property(record, 'AliasTarget.DNSName')).some((name) => names.includes(name)),
    );
  const roles = records.map((record) => property(record, 'Failover'));
  if (roles.includes('PRIMARY') && roles.includes('SECONDARY')) return route;
  const why = unknown(
    'No failover record leads callers to the API of the recovery region.',
    mend(api, 'Name', 'Give both APIs a custom domain name and a Route 53 failover record'),
  );
  return blocked(route.id, route.name, why, route.proof);
}
