import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Edge } from '../../constructs/edge/edge.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import type { ServiceStack } from './service-stack.ts';

/** CloudFront reads its certificate, web ACL and log deliveries from there. */
export const EDGE_REGION = 'us-east-1';

export interface EdgeStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** With a domain nothing of them is read; without, the names of their load balancers are. */
  readonly services: { readonly primary: ServiceStack; readonly recovery: ServiceStack };
}

/** The site as users meet it; in us-east-1. */
export class EdgeStack extends Stack {
  readonly edge: Edge;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { primary, recovery } = props.services;
    this.edge = new Edge(this, 'Edge', {
      config: props.config,
      names: props.names,
      loadBalancers: {
        primary: () => primary.loadBalancerDnsName,
        recovery: () => recovery.loadBalancerDnsName,
      },
    });
  }
}
