import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp } from '../../local/app/build.ts';
import { Releases } from '../../local/app/releases.ts';
import { Balancer } from '../../local/balancer/balancer.ts';
import { Events } from '../../local/processes/events.ts';
import { PartLog } from '../../local/processes/part-log.ts';
import { haproxy } from '../../local/programs/haproxy.ts';
import { AppServer, environmentFor } from '../app-src/app-server.ts';
import { seed } from '../app-src/queries/seeding.ts';
import { freePort } from '../services/free-port.ts';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { countingStatements } from './statements.ts';

export type DataSize = 'small' | 'full';

/** Under which the app believes to be known to browsers. Nothing listens there. */
export const publicOrigin = 'http://localhost:3000';

/** Connections of one replica: what the platform gives a task of a small production database. */
const poolSize = 10;

export interface ProductOptions {
  readonly replicas: number;
  readonly data: DataSize;
  /** Told what begins; the returned function is called when it has ended. */
  readonly progress: (step: string) => () => void;
  readonly signal: AbortSignal;
}

/** The production build as it is run: a load balancer, replicas, PostgreSQL with its data and Redis, each a process of its own. */
export interface Product {
  /** Of the load balancer. */
  readonly address: string;
  readonly replicas: readonly AppServer[];
  readonly postgres: Postgres;
  /** Which sources the app was built from. */
  readonly build: string;
  readonly authSecret: string;
  readonly metricsToken: string;
  /** Ends all of it, and deletes its data. */
  stop(): Promise<void>;
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) {
      await end();
    }
  };
  try {
    return { ...(await start(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { replicas: count, data, progress, signal }: ProductOptions,
  started: (() => Promise<unknown>)[],
): Promise<Omit<Product, 'stop'>> {
  const step = async <Result>(title: string, work: () => Promise<Result>): Promise<Result> => {
    signal.throwIfAborted();
    const done = progress(title);
    const result = await work();
    done();
    return result;
  };
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-load-'));
  started.push(() => rm(folder, { recursive: true, force: true }));
  // A copy: a build that others make in the meantime deletes the oldest.
  const release = await step('Build the app, unless it is built', async () =>
    new Releases(folder).take(await buildApp()),
  );
  const postgres = await step(`Start PostgreSQL and fill it with the ${data} data set`, async () => {
    // Durable, because waiting for the disk is a part of what a write costs.
    const server = await Postgres.start({ durable: true, settings: { ...countingStatements, ...memory } });
    started.push(() => server.remove());
    await seed(server, data === 'small' ? ['--small'] : []);
    return server;
  });
  const secrets = {
    authSecret: randomBytes(32).toString('hex'),
    metricsToken: randomBytes(24).toString('hex'),
  };
  const { replicas, balancer } = await step(`Start Redis, ${count} replicas and HAProxy`, async () => {
    const redis = await Redis.start();
    started.push(() => redis.remove());
    const environment = {
      ...environmentFor(postgres, redis),
      DATABASE_POOL_SIZE: String(poolSize),
      AUTH_SECRET: secrets.authSecret,
      METRICS_TOKEN: secrets.metricsToken,
      PUBLIC_ORIGINS: publicOrigin,
    };
    const servers: AppServer[] = [];
    for (let at = 0; at < count; at += 1) {
      const server = await AppServer.start(environment, release.folder);
      started.push(() => server.stop());
      await server.becomes('ready');
      servers.push(server);
    }
    const front = new Balancer({
      folder,
      ports: { http: await freePort(), postgres: await freePort(), redis: await freePort() },
      program: haproxy.find() ?? 'haproxy',
      log: new PartLog(path.join(folder, 'balancer.log')),
      events: new Events(),
    });
    started.push(() => front.stop());
    await front.start();
    for (const { origin } of servers) {
      await front.becomesUp(await front.add(Number(new URL(origin).port)));
    }
    return { replicas: servers, balancer: front };
  });
  return {
    address: `http://127.0.0.1:${balancer.ports.http}`,
    replicas,
    postgres,
    build: release.id,
    ...secrets,
  };
}

/** Of a database with 1 GiB of memory; PostgreSQL's own defaults are those of a far smaller machine. */
const memory = { shared_buffers: '256MB', effective_cache_size: '768MB' };
