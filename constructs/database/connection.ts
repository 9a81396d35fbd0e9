import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { PlatformNames } from '../../lib/names.ts';
import { POSTGRES_PORT } from './engine.ts';

/** What a service needs to reach the database of its own region. */
export interface DatabaseConnection {
  /** Guards the address that the host parameter names; the service adds its own ingress rule to it. */
  readonly securityGroup: ISecurityGroup;
  /** TCP port. */
  readonly port: number;
  readonly databaseName: string;
  /** Role the service signs in with, by IAM; it has no password. */
  readonly userName: string;
  /** Name of the SSM parameter that holds the host; literal, and repointed during a takeover. */
  readonly hostParameterName: string;
  /**
   * Resource of `rds-db:connect`. The proxy's own in the primary region; in the recovery region it covers `db-*`,
   * because the instance that will be restored or promoted there has no resource id yet.
   */
  readonly connectArn: string;
}

/** @param securityGroup guards the address that the host parameter names */
export function connectionTo(
  names: PlatformNames,
  securityGroup: ISecurityGroup,
  connectArn: string,
): DatabaseConnection {
  return {
    securityGroup,
    port: POSTGRES_PORT,
    databaseName: names.databaseName,
    userName: names.databaseUser,
    hostParameterName: names.databaseHostParameter,
    connectArn,
  };
}
