import { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol,
  ApplicationTargetGroup,
  Protocol,
  TargetGroupLoadBalancingAlgorithmType,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { serves } from '../traceability.ts';
import type { Lifecycle } from './lifecycle.ts';

/** TCP port that the app listens on. */
export const APP_PORT = 3000;

/** Answers as long as the process does, whatever the state of its dependencies. */
export const LIVENESS_PATH = '/api/health';

export interface TargetGroupProps {
  readonly vpc: IVpc;
  readonly lifecycle: Lifecycle;
}

/**
 * The tasks behind a load balancer, checked by liveness alone: a check that looked at the database would take every
 * task out at once when the database is away, and with them the pages that need no database.
 */
export function appTargetGroup(
  scope: Construct,
  id: string,
  props: TargetGroupProps,
): ApplicationTargetGroup {
  const { lifecycle } = props;
  const group = new ApplicationTargetGroup(scope, id, {
    vpc: props.vpc,
    targetType: TargetType.IP,
    protocol: ApplicationProtocol.HTTP,
    port: APP_PORT,
    // Requests differ a hundredfold in length, from a cached page to a drafted proposal, and a slow task then gets
    // fewer. It excludes slow start and anomaly mitigation; the latter weighs errors, not slowness.
    loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    crossZoneEnabled: true,
    deregistrationDelay: Duration.seconds(lifecycle.deregistrationDelay),
    healthCheck: {
      path: LIVENESS_PATH,
      protocol: Protocol.HTTP,
      healthyHttpCodes: '200',
      interval: Duration.seconds(lifecycle.healthCheckInterval),
      timeout: Duration.seconds(lifecycle.healthCheckTimeout),
      unhealthyThresholdCount: lifecycle.unhealthyThreshold,
      healthyThresholdCount: 2,
    },
  });
  serves(group, {
    criteria: ['S4', 'A2', 'A3', 'A6'],
    controls: ['NIST 800-53r5 SC-5', 'ISO 27001 A.8.14', 'SOC 2 A1.2'],
  });
  return group;
}
