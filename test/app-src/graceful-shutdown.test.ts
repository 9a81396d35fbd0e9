import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '../../app-src/src/logging/logger.ts';
import { GracefulShutdown } from '../../app-src/src/shutdown/graceful-shutdown.ts';
import { InFlightRequests } from '../../app-src/src/shutdown/in-flight-requests.ts';

const silent = createLogger('fatal', { write: () => undefined });

describe('A3: the order of a shutdown', () => {
  let server: Server;
  let address: string;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  /** Shuts down without a drain, noting what happens in which order. */
  function shutdown(requests: InFlightRequests, release: () => Promise<void>, graceSeconds: number) {
    const events: string[] = [];
    const exited = new Promise<number>((resolve) => {
      const subject = new GracefulShutdown({
        drainSeconds: 0,
        graceSeconds,
        requests,
        release: () => {
          events.push('release');
          return release();
        },
        exit: (code) => {
          events.push(`exit ${code}`);
          resolve(code);
        },
        logger: silent,
      });
      void subject.begin('SIGTERM');
      void subject.begin('SIGTERM');
    });
    return { events, exited };
  }

  it('A3: finishes a slow request before it closes what the request needs', async () => {
    const requests = new InFlightRequests();
    requests.follow();
    const arrived = new Promise<ServerResponse>((resolve) => {
      answer = resolve;
    });
    const slow = fetch(address);
    const response = await arrived;
    const { events, exited } = shutdown(requests, () => Promise.resolve(), 5);
    setTimeout(() => {
      events.push('answer');
      response.end('done');
    }, 200);
    expect(await (await slow).text()).toBe('done');
    expect(await exited).toBe(0);
    expect(events).toEqual(['answer', 'release', 'exit 0']);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('A3: exits with 1 at its limit when a request never ends', async () => {
    const requests = new InFlightRequests();
    requests.follow();
    const arrived = new Promise<ServerResponse>((resolve) => {
      answer = resolve;
    });
    fetch(address).catch(() => undefined);
    await arrived;
    const { events, exited } = shutdown(requests, () => Promise.resolve(), 0.1);
    expect(await exited).toBe(1);
    expect(events).toEqual(['exit 1']);
  });

  it('A3: exits with 1 at its limit when a connection never closes', async () => {
    const { events, exited } = shutdown(new InFlightRequests(), () => new Promise(() => undefined), 0.1);
    expect(await exited).toBe(1);
    expect(events).toEqual(['release', 'exit 1']);
  });
});
