import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppReplicas } from '../../../local/app/app-replicas.ts';
import { releaseOfSources } from '../../../local/app/build.ts';
import { type Release, Releases } from '../../../local/app/releases.ts';
import { Balancer } from '../../../local/balancer/balancer.ts';
import { LocalFolder } from '../../../local/folder/local-folder.ts';
import { Ports } from '../../../local/folder/ports.ts';
import { Events } from '../../../local/processes/events.ts';
import { haproxy } from '../../../local/programs/haproxy.ts';
import { seed } from '../../app-src/queries/seeding.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';

/** The service with two replicas behind the load balancer, on a PostgreSQL and a Redis without spares. */
export interface Service {
  readonly app: AppReplicas;
  readonly releases: Releases;
  /** What was started first. */
  readonly release: Release;
  readonly balancer: Balancer;
  readonly origin: string;
  remove(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const folder = new LocalFolder(await mkdtemp(join(tmpdir(), 'holdfast-service-')));
  await folder.make();
  const undo: (() => Promise<unknown>)[] = [() => rm(folder.root, { recursive: true, force: true })];
  const remove = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const [postgres, redis, ports] = [
      await Postgres.start({ durable: true }),
      await Redis.start(),
      await Ports.load(folder.ports),
    ];
    undo.push(() => Promise.all([postgres.remove(), redis.remove()]));
    await seed(postgres, ['--small']);
    const events = new Events(folder.events);
    const balancerPorts = {
      http: await ports.take('http'),
      postgres: await ports.take('postgres'),
      redis: await ports.take('redis'),
    };
    const balancer = new Balancer({
      folder: folder.run,
      ports: balancerPorts,
      program: haproxy.find() ?? 'haproxy',
      log: folder.log('balancer'),
      events,
    });
    await balancer.start();
    undo.push(() => balancer.stop());
    await balancer.postgres.point(postgres.port);
    await balancer.redis.point(redis.port);
    const releases = new Releases(folder.releases);
    const app = new AppReplicas({
      ...{ folder, ports, balancer, releases, events },
      surroundings: {
        database: {
          user: postgres.user,
          password: postgres.password,
          database: postgres.database,
          port: balancerPorts.postgres,
        },
        cache: { port: balancerPorts.redis, token: undefined },
        httpPort: balancerPorts.http,
        secrets: { authSecret: 'a'.repeat(64), metricsToken: 'b'.repeat(64) },
        peers: {},
      },
      startLimitMilliseconds: 90_000,
    });
    const release = await releaseOfSources(releases);
    undo.push(() => app.stop());
    await app.start(release, 2);
    return { app, releases, release, balancer, origin: `http://127.0.0.1:${balancerPorts.http}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
