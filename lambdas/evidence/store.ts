import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

export interface EvidenceStore {
  readonly client: S3Client;
  readonly bucket: string;
}

/**
 * Writes a file unless it is there. A run that is tried again leaves the record of its first attempt alone.
 *
 * @returns whether it was written
 */
export async function writeOnce(store: EvidenceStore, key: string, text: string): Promise<boolean> {
  try {
    await write(store, key, text, { IfNoneMatch: '*' });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    throw error;
  }
}

/** Writes a file, as a new version when it is there. */
export async function write(
  { client, bucket }: EvidenceStore,
  key: string,
  text: string,
  condition: { readonly IfNoneMatch?: '*' } = {},
): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: text,
      ContentType: 'application/json',
      // S3 compares it with what arrived; a bucket with an object lock takes nothing without.
      ChecksumAlgorithm: 'SHA256',
      ...condition,
    }),
  );
}

/** Keys of all files under a prefix. */
export async function keysUnder({ client, bucket }: EvidenceStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: bucket, Prefix: prefix },
  )) {
    for (const { Key } of Contents) if (Key !== undefined) keys.push(Key);
  }
  return keys;
}

/**
 * @returns the file's JSON, or `undefined` when it is no JSON
 */
export async function readJson({ client, bucket }: EvidenceStore, key: string): Promise<unknown> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  try {
    return JSON.parse((await Body?.transformToString()) ?? '');
  } catch {
    return undefined;
  }
}
