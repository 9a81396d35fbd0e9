import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  ARecord,
  CfnHealthCheck,
  Failover,
  HealthCheck,
  HealthCheckType,
  type IHealthCheck,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { serves } from '../traceability.ts';
import { LIVENESS_PATH } from './target-group.ts';
import type { RegionRole } from './task-bounds.ts';

export interface OriginRecordsProps {
  readonly zone: IHostedZone;
  /** Name that CloudFront asks, e.g. `origin.app.example.com`. */
  readonly originHost: string;
  /** Name of this region's load balancer alone, e.g. `origin-eu-central-1.app.example.com`. */
  readonly regionalHost: string;
  readonly role: RegionRole;
  readonly loadBalancer: IApplicationLoadBalancer;
  /**
   * Id of a health check that the takeover switches off for good, e.g. one of a Region switch plan. With it the primary
   * region must be healthy *and* switched on to be answered.
   * @default - the primary region is answered again as soon as it looks healthy, so during a takeover someone has to
   * hold its health check down before the old database can be written to again
   */
  readonly switchHealthCheckId?: string;
}

/**
 * Decides which region answers. The record of each region belongs to that region's stack, and following a failure
 * takes no call to Route 53's control plane, which lives in a single region. When neither region is healthy Route 53
 * answers with the primary one, so a recovery region that runs no tasks draws no traffic.
 */
export class OriginRecords extends Construct {
  constructor(scope: Construct, id: string, props: OriginRecordsProps) {
    super(scope, id);
    const { zone, role, originHost, regionalHost } = props;
    const target = RecordTarget.fromAlias(
      new LoadBalancerTarget(props.loadBalancer, { evaluateTargetHealth: true }),
    );
    new ARecord(this, 'Regional', {
      zone,
      recordName: `${regionalHost}.`,
      target: RecordTarget.fromAlias(new LoadBalancerTarget(props.loadBalancer)),
      comment: 'One region, whichever serves: what its health check and on-call ask',
    });
    const record = new ARecord(this, 'Failover', {
      zone,
      recordName: `${originHost}.`,
      target,
      setIdentifier: role,
      failover: role === 'primary' ? Failover.PRIMARY : Failover.SECONDARY,
      ...(role === 'primary' && {
        healthCheck: this.primaryHealthCheck(regionalHost, props.switchHealthCheckId),
      }),
    });
    serves(record, {
      criteria: ['A1', 'A5', 'D5'],
      controls: ['NIST 800-53r5 CP-7', 'NIST 800-53r5 CP-10', 'ISO 27001 A.8.14', 'SOC 2 A1.2'],
    });
  }

  private primaryHealthCheck(host: string, switchHealthCheckId: string | undefined): IHealthCheck {
    const endpoint = new HealthCheck(this, 'Endpoint', {
      type: HealthCheckType.HTTPS,
      fqdn: host,
      port: 443,
      resourcePath: LIVENESS_PATH,
      enableSNI: true,
      requestInterval: Duration.seconds(10),
      failureThreshold: 3,
    });
    serves(endpoint, { criteria: ['A1', 'A5'], controls: ['NIST 800-53r5 CP-10', 'NIST 800-53r5 SI-4'] });
    new CfnOutput(this, 'EndpointHealthCheckId', {
      value: endpoint.healthCheckId,
      description: 'Health check of the primary region; invert it to hold traffic in the recovery region',
    });
    if (switchHealthCheckId === undefined) return endpoint;
    const healthyAndOn = new CfnHealthCheck(this, 'HealthyAndOn', {
      healthCheckConfig: {
        type: 'CALCULATED',
        childHealthChecks: [endpoint.healthCheckId, switchHealthCheckId],
        healthThreshold: 2,
      },
    });
    serves(healthyAndOn, { criteria: ['A5', 'D5'], controls: ['NIST 800-53r5 CP-10'] });
    return HealthCheck.fromHealthCheckId(this, 'Combined', healthyAndOn.attrHealthCheckId);
  }
}
