import { DBInstanceNotFoundFault, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';

/** What the steps of a takeover ask of a database instance. */
export interface Instance {
  /** As RDS says it, e.g. `available`. */
  readonly status: string;
  /** Whether roles may sign in by IAM, which is the only way that the app knows. */
  readonly iamSignIn: boolean;
  readonly multiAz: boolean;
  /** Still follows another instance, and takes no writes. */
  readonly replica: boolean;
  /** Absent until the instance has one. */
  readonly host: string | undefined;
}

/** @returns `undefined` when there is no such instance */
export async function readInstance(rds: RDSClient, identifier: string): Promise<Instance | undefined> {
  try {
    const answer = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
    const found = answer.DBInstances?.[0];
    return (
      found && {
        status: found.DBInstanceStatus ?? 'unknown',
        iamSignIn: found.IAMDatabaseAuthenticationEnabled ?? false,
        multiAz: found.MultiAZ ?? false,
        replica: Boolean(found.ReadReplicaSourceDBInstanceIdentifier),
        host: found.Endpoint?.Address,
      }
    );
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) return undefined;
    throw error;
  }
}
