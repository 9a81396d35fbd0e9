import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readIfThere, writeDurably } from './durable-file.ts';

const schema = z.object({ adminPassword: z.string().min(20), appPassword: z.string().min(20) });

/** The passwords of a cluster's roles. */
export type Credentials = z.infer<typeof schema>;

/** The role that the controller, replication and backups use. */
export const admin = 'holdfast_admin';

/** The role that owns the app's database, and the database. */
export const app = { user: 'holdfast', database: 'holdfast' } as const;

/**
 * Reads the passwords from the first region that has them, and copies them to those that do not, as Secrets Manager replicates them.
 * @param regions folders; the recovery region's copy is what a new machine has
 * @param make whether they are made when no region has them
 */
export async function loadCredentials(
  regions: readonly string[],
  make: boolean,
): Promise<Credentials | undefined> {
  const files = regions.map((region) => path.join(region, 'secrets', 'postgres.json'));
  const texts = await Promise.all(files.map(readIfThere));
  const text = texts.find((one) => one !== undefined);
  if (text === undefined && !make) {
    return undefined;
  }
  const credentials =
    text === undefined ? { adminPassword: random(), appPassword: random() } : schema.parse(JSON.parse(text));
  for (const [index, file] of files.entries()) {
    if (texts[index] === undefined) {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeDurably(file, JSON.stringify(credentials), 0o600);
    }
  }
  return credentials;
}

function random(): string {
  return randomBytes(24).toString('hex');
}
