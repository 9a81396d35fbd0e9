import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalFolder } from './local-folder.ts';

const schema = z.object({
  /** Signs the app's cookies. */
  authSecret: z.string().min(32),
  /** What reads the app's metrics proves itself with. */
  metricsToken: z.string().min(32),
});

export type Secrets = z.infer<typeof schema>;

/**
 * The secrets of this platform: made at its first start, and kept in both regions, as Secrets Manager replicates them. What only one
 * region has is copied to the other.
 */
export async function loadSecrets(folder: LocalFolder): Promise<Secrets> {
  const places = [folder.primaryRegion, folder.recoveryRegion].map((region) => join(region, 'secrets'));
  const found = (await Promise.all(places.map(read))).find((one) => one !== undefined);
  const secrets = found ?? { authSecret: random(), metricsToken: random() };
  for (const place of places) {
    if ((await read(place)) === undefined) {
      await write(place, secrets);
    }
  }
  return secrets;
}

async function read(place: string): Promise<Secrets | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(join(place, 'app.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

async function write(place: string, secrets: Secrets): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  const file = join(place, 'app.json');
  // A half-written file would be taken for none, and everybody signed out.
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function random(): string {
  return randomBytes(32).toString('hex');
}
