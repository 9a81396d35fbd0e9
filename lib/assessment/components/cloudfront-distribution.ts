import { type ComponentKind, inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { balancersBehind, failoverName, healthCheckDetection, recordsOf } from '../evidence/dns.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';
import { noticedBy } from '../routes/detection.ts';
import { regionDecision } from '../routes/region.ts';
import { deployAgain, nothingKept } from '../routes/stateless.ts';
import { assumed, blocked, estimate, known, mend, unrecoverable } from '../terms.ts';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const ORIGINS = 'DistributionConfig.Origins';
/** CloudFront is configured through an API that lives in this region alone. */
const CONTROL_PLANE_REGION = 'us-east-1';

/** A CloudFront distribution: global, so it outlives a region; whether requests follow is decided by its origins. */
export const cloudFrontDistribution: ComponentKind = {
  kind: 'cloudfront-distribution',
  types: ['AWS::CloudFront::Distribution'],
  recognise: (resource) => ({ name: `distribution ${resource.logicalId}`, state: 'none' }),
  dependsOn: (distribution, context) => [
    ...context.graph
      .named(property(distribution, 'DistributionConfig.WebACLId'), 'AWS::WAFv2::WebACL')
      .map((to) => ({ to, strength: 'hard' as const })),
    // Only what normally serves: the secondary record's balancer is how the primary one comes back, not a need.
    ...[...new Set(originDomains(distribution).flatMap(({ domain }) => balancersOf(domain, context)))]
      .filter((balancer) => balancer.stack.region === context.primaryRegion)
      .map((to) => ({ to, strength: 'hard' as const })),
    ...originsThemselves(distribution, context),
  ],
  routes: (distribution, disruption, context) => ROUTES[disruption](distribution, context),
  serviceLevel: () => ({ percent: FACTS['sla.cloudfront'].value, origin: fact('sla.cloudfront') }),
};

function originDomains(distribution: Resource): { domain: Value; path: string }[] {
  return asList(property(distribution, ORIGINS)).flatMap((origin, index) =>
    isRecord(origin) ? [{ domain: origin.DomainName, path: `${ORIGINS}.${index}.DomainName` }] : [],
  );
}

/** APIs, functions and buckets that are origins themselves. Only the one that every other request goes to is a hard need. */
function originsThemselves(
  distribution: Resource,
  { graph, primaryRegion }: ModelContext,
): { to: Resource; strength: 'hard' | 'soft' }[] {
  const main = property(distribution, 'DistributionConfig.DefaultCacheBehavior.TargetOriginId');
  return asList(property(distribution, ORIGINS))
    .filter(isRecord)
    .flatMap(({ Id, DomainName }) => {
      const functions = graph
        .named(DomainName, 'AWS::Lambda::Url')
        .flatMap((url) => graph.named(property(url, 'TargetFunctionArn'), 'AWS::Lambda::Function'));
      const apis = graph.named(DomainName, 'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api');
      const strength = Id === main ? ('hard' as const) : ('soft' as const);
      const buckets = graph
        .named(DomainName, 'AWS::S3::Bucket')
        .filter(({ stack }) => stack.region === primaryRegion);
      return [...functions, ...apis, ...buckets].map((to) => ({ to, strength }));
    });
}

function balancersOf(domain: Value, context: ModelContext): Resource[] {
  if (typeof domain === 'string') return balancersBehind(recordsOf(domain, context.graph), context.graph);
  return context.graph.named(domain, BALANCER);
}

const ROUTES: Record<
  Disruption,
  (distribution: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  zone: () => 'untouched',
  corruption: () => 'untouched',
  region: (distribution, context) => [
    followDns(distribution, context),
    pointElsewhere(distribution, context),
  ],
  deletion: (distribution, context) => [deployAgain(distribution, context, 'deletion.detect')],
  compromise: (distribution, context) => [deployAgain(distribution, context, 'compromise.detect')],
};

/** The origin is a name whose answer Route 53 changes by itself: reads and writes follow, and nothing is edited. */
function followDns(distribution: Resource, context: ModelContext): Route {
  const [id, name] = ['route53.fail-over', 'Route 53 answers with the recovery region'];
  for (const { domain, path } of originDomains(distribution)) {
    const failover = typeof domain === 'string' ? failoverName(domain, context.graph) : undefined;
    if (!failover || failover.secondary.stack.region !== context.recoveryRegion) continue;
    return {
      id,
      name,
      rto: estimate(
        noticedBy(healthCheckDetection(failover.healthCheck), 'Route 53 gives the primary region up'),
        known('route53.alias-ttl', 'switch'),
        assumed(context, 'dns.resolverExcess', 'switch'),
      ),
      rpo: nothingKept(distribution),
      // The secondary record is not answered before the load balancer behind it has a healthy target.
      afterDependencies: true,
      proof: [
        originOf(distribution, path),
        originOf(failover.primary, 'Failover'),
        originOf(failover.secondary, 'Failover'),
      ],
    };
  }
  const why = unrecoverable(
    'No origin is a Route 53 failover name with a health check, so neither DNS nor CloudFront moves writes to the recovery region.',
    mend(
      distribution,
      `${ORIGINS}.0.DomainName`,
      'Set domain in the configuration, so that the origin is a failover record',
    ),
  );
  return blocked(id, name, why);
}

/** Without a failover name a person deploys the distribution with another origin, if its control plane is reachable. */
function pointElsewhere(distribution: Resource, context: ModelContext): Route {
  const [id, name] = [
    'cloudfront.repoint',
    'a person deploys the distribution with the recovery region as its origin',
  ];
  if (context.primaryRegion === CONTROL_PLANE_REGION) {
    return blocked(
      id,
      name,
      unrecoverable(
        `CloudFront is configured through ${CONTROL_PLANE_REGION}, which is the region that is lost.`,
      ),
    );
  }
  const [counterpart] = inRecoveryRegion(context, BALANCER);
  if (!counterpart)
    return blocked(id, name, unrecoverable('No load balancer stands in the recovery region.'));
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), assumed(context, 'deploy.stack', 'switch')),
    rpo: nothingKept(distribution),
    afterDependencies: true,
    proof: [attributeOrigin(counterpart, 'Type')],
  };
}
