import { property, type Resource, type ResourceGraph } from '../read/graph.ts';

/** The Auto Scaling groups whose instances run a service's tasks: none for Fargate. */
export function groupsOf(service: Resource, graph: ResourceGraph): Resource[] {
  const own = property(service, 'CapacityProviderStrategy');
  const strategies =
    own === undefined && property(service, 'LaunchType') !== 'FARGATE'
      ? graph.named(property(service, 'Cluster'), 'AWS::ECS::Cluster').flatMap((cluster) => [
          property(cluster, 'DefaultCapacityProviderStrategy'),
          ...graph
            .ofType('AWS::ECS::ClusterCapacityProviderAssociations')
            .filter((association) => graph.named(property(association, 'Cluster')).includes(cluster))
            .map((association) => property(association, 'DefaultCapacityProviderStrategy')),
        ])
      : [own];
  return graph
    .named(strategies, 'AWS::ECS::CapacityProvider')
    .flatMap((provider) =>
      graph.named(
        property(provider, 'AutoScalingGroupProvider.AutoScalingGroupArn'),
        'AWS::AutoScaling::AutoScalingGroup',
      ),
    );
}
