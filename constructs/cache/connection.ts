import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** What a service needs to reach the cache of its own region. */
export interface CacheConnection {
  /** Guards every node; the service adds its own ingress rule to it. */
  readonly securityGroup: ISecurityGroup;
  /** TCP port; TLS only. */
  readonly port: number;
  /** Name of the SSM parameter that holds the primary endpoint's host; literal. */
  readonly hostParameterName: string;
  /** Literal name of the secret whose plain text is the AUTH token. */
  readonly authSecretName: string;
  readonly authSecret: ISecret;
}
