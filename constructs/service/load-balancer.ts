import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { OPERATOR_PATHS } from '../edge/operator-paths.ts';
import { ORIGIN_PROOF_HEADER } from '../edge/origin-proof.ts';
import { accessLogBucket } from '../observability/access-log-bucket.ts';
import { serves } from '../traceability.ts';
import type { Lifecycle } from './lifecycle.ts';
import { loadBalancerSecurityGroups } from './load-balancer-security-groups.ts';
import { appTargetGroup, LIVENESS_PATH } from './target-group.ts';

export interface LoadBalancerProps {
  readonly vpc: IVpc;
  readonly lifecycle: Lifecycle;
  /** Values of the header that a request must carry one of; at most five. */
  readonly originProofs: readonly string[];
  /**
   * Certificate of the origin name.
   * @default - requests arrive by HTTP: without a domain no authority issues a certificate for the load balancer, so
   * what CloudFront and it say to each other, the origin header included, travels unencrypted inside AWS's network
   */
  readonly certificate?: ICertificate;
}

/**
 * The region's entry: open to CloudFront alone, and only with the header that CloudFront adds. It is public, because
 * a VPC origin would bind CloudFront to one region's load balancer and DNS could no longer fail over.
 */
export class LoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { vpc, certificate } = props;
    const [firstGroup, ...otherGroups] = loadBalancerSecurityGroups(this, {
      vpc,
      region: Stack.of(this).region,
      port: certificate ? 443 : 80,
      healthChecked: certificate !== undefined,
    });
    this.loadBalancer = new ApplicationLoadBalancer(this, 'Alb', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      internetFacing: true,
      securityGroup: firstGroup,
      deletionProtection: true,
      dropInvalidHeaderFields: true,
      idleTimeout: Duration.seconds(props.lifecycle.idleTimeout),
    });
    for (const group of otherGroups) this.loadBalancer.addSecurityGroup(group);
    // Lets on-call take a grey zone out of rotation without a deployment.
    this.loadBalancer.setAttribute('zonal_shift.config.enabled', 'true');
    this.loadBalancer.logAccessLogs(accessLogBucket(this, 'AccessLogs'));
    serves(this.loadBalancer, {
      criteria: ['S4', 'A1'],
      controls: ['NIST 800-53r5 CP-10', 'NIST 800-53r5 SC-5', 'ISO 27001 A.8.14', 'SOC 2 A1.1'],
    });
    acknowledge(this.loadBalancer, {
      'NIST.800.53.R5-ALBWAFEnabled':
        'Every request has passed the web ACL of CloudFront: the security group and the origin header admit nothing else.',
    });
    this.targetGroup = appTargetGroup(this, 'Targets', { vpc, lifecycle: props.lifecycle });
    this.admit(this.listener(certificate), props.originProofs, certificate !== undefined);
    new CfnOutput(this, 'DnsName', {
      value: this.loadBalancer.loadBalancerDnsName,
      description: 'Load balancer of this region; it answers CloudFront only',
    });
  }

  private listener(certificate: ICertificate | undefined): ApplicationListener {
    const listener = new ApplicationListener(this, 'Listener', {
      loadBalancer: this.loadBalancer,
      open: false,
      defaultAction: ListenerAction.fixedResponse(403, {
        contentType: 'text/plain',
        messageBody: 'Forbidden',
      }),
      ...(certificate
        ? {
            protocol: ApplicationProtocol.HTTPS,
            port: 443,
            certificates: [certificate],
            sslPolicy: SslPolicy.TLS13_12_RES_PQ,
          }
        : { protocol: ApplicationProtocol.HTTP, port: 80 }),
    });
    serves(listener, {
      criteria: ['S4'],
      controls: ['NIST 800-53r5 SC-8', 'ISO 27001 A.8.24', 'SOC 2 CC6.7'],
    });
    if (!certificate) {
      const reason =
        'No domain is configured, so no certificate can be issued for the load balancer; set "domain" to encrypt the way from CloudFront.';
      acknowledge(listener, {
        'NIST.800.53.R5-ELBv2ACMCertificateRequired': reason,
        'NIST.800.53.R5-ALBHttpToHttpsRedirection': reason,
      });
    }
    return listener;
  }

  /** Whatever the edge lets through. No path of an operator begins like one of a user, so nothing else is refused with them. */
  private refuseOperatorPaths(listener: ApplicationListener): void {
    const rule = new ApplicationListenerRule(this, 'OperatorPaths', {
      listener,
      priority: 5,
      conditions: [ListenerCondition.pathPatterns(OPERATOR_PATHS.map((path) => `${path}*`))],
      action: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
    });
    serves(rule, { criteria: ['F7', 'T4'], controls: ['NIST 800-53r5 SC-7', 'SOC 2 CC6.6'] });
  }

  private admit(
    listener: ApplicationListener,
    originProofs: readonly string[],
    healthChecked: boolean,
  ): void {
    this.refuseOperatorPaths(listener);
    const rule = new ApplicationListenerRule(this, 'FromCloudFrontWithProof', {
      listener,
      priority: 10,
      conditions: [ListenerCondition.httpHeader(ORIGIN_PROOF_HEADER, [...originProofs])],
      action: ListenerAction.forward([this.targetGroup]),
    });
    serves(rule, { criteria: ['F7'], controls: ['NIST 800-53r5 SC-7', 'NIST 800-53r5 AC-4', 'SOC 2 CC6.6'] });
    if (!healthChecked) return;
    // Route 53 cannot send a header; the path reveals nothing but that a process lives.
    new ApplicationListenerRule(this, 'HealthCheck', {
      listener,
      priority: 20,
      conditions: [
        ListenerCondition.pathPatterns([LIVENESS_PATH]),
        ListenerCondition.httpRequestMethods(['GET']),
      ],
      action: ListenerAction.forward([this.targetGroup]),
    });
  }
}
