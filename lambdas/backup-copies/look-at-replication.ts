import {
  GetBucketReplicationCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { dayPrefix } from '../evidence/record.ts';
import { ask } from '../verification/answer.ts';
import type { ReplicaDetail, ReplicationSeen, StoredObject } from './seen.ts';
import type { CopiesSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/** Asks the bucket and its replica for today's and yesterday's records. */
export async function lookAtReplication(
  { bucket, replica }: NonNullable<CopiesSettings['replication']>,
  clientOf: (region: string | undefined) => S3Client,
  now: Date,
): Promise<ReplicationSeen> {
  const [here, there] = [clientOf(undefined), clientOf(replica.region)];
  const prefixes = [new Date(now.getTime() - DAY_MS), now].map(dayPrefix);
  const [targets, originals, replicas] = await Promise.all([
    ask(() => replicationTargets(here, bucket)),
    ask(() => list(here, bucket, prefixes)),
    ask(() => list(there, replica.bucket, prefixes)),
  ]);
  const newest = await ask(async () => {
    const [key] = (replicas.state === 'answered' ? [...replicas.value] : [])
      .sort((a, b) => +b.writtenAt - +a.writtenAt)
      .map((one) => one.key);
    return key === undefined ? undefined : await detail(there, replica.bucket, key);
  });
  return { targets, originals, replicas, newest };
}

async function replicationTargets(client: S3Client, bucket: string): Promise<string[]> {
  const { ReplicationConfiguration } = await client.send(new GetBucketReplicationCommand({ Bucket: bucket }));
  return (ReplicationConfiguration?.Rules ?? [])
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ Destination }) => Destination?.Bucket?.split(':::').at(-1) ?? '');
}

async function list(client: S3Client, bucket: string, prefixes: readonly string[]): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for (const Prefix of prefixes) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix })) {
      for (const { Key: key, LastModified: writtenAt } of Contents) {
        if (key !== undefined && writtenAt !== undefined) objects.push({ key, writtenAt });
      }
    }
  }
  return objects;
}

async function detail(client: S3Client, bucket: string, key: string): Promise<ReplicaDetail> {
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return {
    key,
    keyArn: head.SSEKMSKeyId,
    lockMode: head.ObjectLockMode,
    retainUntil: head.ObjectLockRetainUntilDate,
    writtenAt: head.LastModified ?? new Date(0),
  };
}
