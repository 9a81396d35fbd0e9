import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { buildApp } from '../../local/app/build.ts';
import { Releases } from '../../local/app/releases.ts';
import { AppServer, environmentFor } from '../app-src/app-server.ts';
import { seed } from '../app-src/queries/seeding.ts';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import type { Cookie } from './chromium.ts';
import type { Ids } from './visits.ts';

/** The production build on a seeded PostgreSQL and a Redis, and a session of somebody in it. */
export interface ServedProduct {
  readonly origin: string;
  /** What a browser of somebody who is signed in keeps. */
  readonly cookies: readonly Cookie[];
  readonly ids: Ids;
  stop(): Promise<void>;
}

/** Serves a copy of the build, so that another build in the meantime changes nothing. */
export async function serveProduct(): Promise<ServedProduct> {
  const [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-lighthouse-'));
  // Also when the run is interrupted, which ends the processes by itself.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  let app: AppServer | undefined;
  const stop = async () => {
    await app?.stop();
    await Promise.all([postgres.remove(), redis.remove()]);
  };
  try {
    await seed(postgres, ['--small']);
    const release = await new Releases(folder).take(await buildApp());
    app = await AppServer.start(environmentFor(postgres, redis), release.folder);
    await app.becomes('ready');
    const { origin } = app;
    const cookies = await signIn(origin);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const [proposal, customer] = await Promise.all([
      firstId(origin, '/api/proposals?limit=1', cookie),
      firstId(origin, '/api/customers?limit=1', cookie),
    ]);
    return { origin, cookies, ids: { proposal, customer }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function signIn(origin: string): Promise<Cookie[]> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'sales@holdfast.example', password: demoPassword }),
  });
  if (!response.ok) {
    throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  }
  return response.headers.getSetCookie().map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    return { name, value, url: origin };
  });
}

async function firstId(origin: string, address: string, cookie: string): Promise<string> {
  const response = await fetch(origin + address, { headers: { Cookie: cookie } });
  const { items } = (await response.json()) as { readonly items: readonly { readonly id: string }[] };
  const [first] = items;
  if (first === undefined) {
    throw new Error(`${address} holds nothing to measure: the seed has failed.`);
  }
  return first.id;
}
