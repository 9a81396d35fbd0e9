import { property, type Resource, type ResourceGraph } from '../read/graph.ts';

const INVOKERS = ['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Integration'];
const SERVING = /^(apigateway|elasticloadbalancing)\.amazonaws\.com$/;

/** A function is part of the service when requests or messages come to it: by API, load balancer, URL or event source. */
export function servesRequests(lambda: Resource, graph: ResourceGraph): boolean {
  const names = (resource: Resource, path: string) => graph.named(property(resource, path)).includes(lambda);
  return (
    graph
      .ofType(...INVOKERS)
      .some((method) => names(method, 'Integration') || names(method, 'IntegrationUri')) ||
    graph.ofType('AWS::Lambda::Url').some((url) => names(url, 'TargetFunctionArn')) ||
    graph.ofType('AWS::Lambda::EventSourceMapping').some((mapping) => names(mapping, 'FunctionName')) ||
    graph.ofType('AWS::ElasticLoadBalancingV2::TargetGroup').some((group) => names(group, 'Targets')) ||
    graph
      .ofType('AWS::Lambda::Permission')
      .some(
        (permission) =>
          names(permission, 'FunctionName') && SERVING.test(String(property(permission, 'Principal'))),
      )
  );
}

/** What feeds a function with messages: queues, streams and tables with a stream. */
export function sourcesOf(lambda: Resource, graph: ResourceGraph): Resource[] {
  return graph
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter((mapping) => graph.named(property(mapping, 'FunctionName')).includes(lambda))
    .flatMap((mapping) => graph.named(property(mapping, 'EventSourceArn')));
}
