import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { haproxy as program } from '../../local/programs/haproxy.ts';
import { freePort } from './free-port.ts';
import { ServiceProcess } from './service-process.ts';
import { waitUntil } from './wait-until.ts';

/** Milliseconds between two checks of a server. The platform's load balancer checks less often; the ratios are the same. */
export const checkMilliseconds = 500;

/** Failed checks after which a server gets no more requests. */
export const fallAfter = 2;

/** How the load balancer sees a server: `UP`, `DOWN`, or on its way (`UP 1/2`). */
export type ServerState = string;

/**
 * A real HAProxy in the load balancer's role, in front of HTTP servers on this machine: it checks liveness, sends each request to the
 * server with the fewest under way, and repeats a request that was not answered only when that does no harm. Call {@link remove} when done.
 */
export class Haproxy {
  readonly origin: string;
  readonly #folder: string;
  readonly #statistics: string;
  readonly #process: ServiceProcess;

  private constructor(parts: { port: number; statisticsPort: number; folder: string }) {
    this.origin = `http://127.0.0.1:${parts.port}`;
    this.#statistics = `http://127.0.0.1:${parts.statisticsPort}/;csv`;
    this.#folder = parts.folder;
    this.#process = new ServiceProcess({
      command: program.find() ?? 'haproxy',
      args: ['-db', '-f', path.join(parts.folder, 'haproxy.cfg')],
    });
  }

  /** Starts it in front of servers, named `replica1`, `replica2` and so on, and waits until it has found all of them up. */
  static async start(origins: readonly string[]): Promise<Haproxy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-haproxy-'));
    const [port, statisticsPort] = [await freePort(), await freePort()];
    await writeFile(path.join(folder, 'haproxy.cfg'), settings({ port, statisticsPort, origins }));
    const balancer = new Haproxy({ port, statisticsPort, folder });
    try {
      for (const [index] of origins.entries()) {
        await balancer.becomes(`replica${index + 1}`, /^UP$/);
      }
    } catch (error) {
      const { output } = balancer.#process;
      await balancer.remove();
      throw new Error(`HAProxy did not start; is it installed?\n${output}`, { cause: error });
    }
    return balancer;
  }

  /** The state of each server by its name. */
  async states(): Promise<ReadonlyMap<string, ServerState>> {
    const response = await fetch(this.#statistics, { signal: AbortSignal.timeout(1_000) });
    const [head = '', ...rows] = (await response.text()).trim().split('\n');
    const status = head.split(',').indexOf('status');
    return new Map(rows.map((row) => row.split(',')).map((cells) => [cells[1] ?? '', cells[status] ?? '']));
  }

  /** Waits until the state of a server fits, and returns the milliseconds that it took. */
  async becomes(server: string, state: RegExp, limitMilliseconds = 20_000): Promise<number> {
    const start = performance.now();
    await waitUntil(
      `HAProxy to find ${server} ${state}`,
      async () => (state.test((await this.states()).get(server) ?? '') ? true : undefined),
      limitMilliseconds,
    );
    return performance.now() - start;
  }

  /** Stops it. Safe to call more than once. */
  async remove(): Promise<void> {
    await this.#process.end('SIGKILL');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function settings(parts: { port: number; statisticsPort: number; origins: readonly string[] }): string {
  const servers = parts.origins.map((origin, index) => {
    const { host } = new URL(origin);
    return `  server replica${index + 1} ${host} check inter ${checkMilliseconds} fall ${fallAfter} rise 2`;
  });
  return `global
  maxconn 4000
defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 5s
  timeout queue 2s
  timeout check 1s
  option forwardfor
frontend service
  bind 127.0.0.1:${parts.port}
  default_backend replicas
backend replicas
  balance leastconn
  option httpchk GET /api/health
  # A replica that is stopping says so while it still serves.
  http-check expect string '"draining":false'
  # Writes that may have been carried out are left to the client, which has idempotency keys.
  http-request disable-l7-retry if !METH_GET
  option redispatch 1
  retries 2
  retry-on conn-failure empty-response response-timeout
${servers.join('\n')}
frontend statistics
  bind 127.0.0.1:${parts.statisticsPort}
  stats enable
  stats uri /
`;
}
