import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Release, Releases } from '../../app/releases.ts';

/**
 * Takes a release again under another id, with lines put before those of its server.
 * @param folder where the releases are
 */
export async function changedRelease(
  { releases, folder }: { readonly releases: Releases; readonly folder: string },
  release: Release,
  { id, lines = '' }: { readonly id: string; readonly lines?: string },
): Promise<Release> {
  const output = join(folder, release.id);
  const changed = await releases.take({ id, output, server: relative(output, release.folder) });
  const file = join(changed.folder, 'server.js');
  await writeFile(file, `${lines}\n${await readFile(file, 'utf8')}`);
  return changed;
}

/**
 * Lines that put something before the request handler of the server.
 * @param handle sees `request`, `response` and `next`, and ends with `return` when the app shall not answer
 */
export function beforeRequests(handle: string): string {
  return `import changedHttp from 'node:http';
const makeServer = changedHttp.createServer;
changedHttp.createServer = (...made) => {
  const server = makeServer(...made);
  const emit = server.emit;
  server.emit = (name, ...values) => {
    const next = () => emit.call(server, name, ...values);
    if (name !== 'request') return next();
    const [request, response] = values;
    ${handle}
    return next();
  };
  return server;
};`;
}
