import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Balancer } from '../../../local/balancer/balancer.ts';
import { Events } from '../../../local/processes/events.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { PartLog } from '../../../local/processes/part-log.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { haproxy } from '../../../local/programs/haproxy.ts';

jest.setTimeout(120_000);

/** An HTTP server that answers its name, and is alive until told otherwise. */
async function namedServer(name: string) {
  let draining = false;
  const server = createServer((request, response) => {
    response.end(request.url === '/api/health' ? JSON.stringify({ draining }) : name);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, port, drain: () => (draining = true) };
}

/** A TCP server that says its name to everyone who connects. */
async function greeter(name: string) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write(name);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('the load balancer', () => {
  let folder: string;
  let balancer: Balancer;
  const servers: Server[] = [];
  const events = new Events();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-balancer-'));
    balancer = new Balancer({
      folder,
      ports: { http: await freePort(), postgres: await freePort(), redis: await freePort() },
      program: haproxy.find() ?? 'haproxy',
      log: new PartLog(join(folder, 'balancer.log')),
      events,
    });
    await balancer.start();
  });
  afterEach(async () => {
    await balancer.stop();
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    await rm(folder, { recursive: true });
  });

  const named = async (name: string) => {
    const one = await namedServer(name);
    servers.push(one.server);
    return one;
  };
  const get = () => fetch(`http://127.0.0.1:${balancer.ports.http}/`, { signal: AbortSignal.timeout(5_000) });
  const answers = async (count: number) => {
    const names = new Set<string>();
    for (let turn = 0; turn < count; turn += 1) names.add(await (await get()).text());
    return [...names].sort();
  };
  const greeting = async (port: number) => {
    const socket = connect({ host: '127.0.0.1', port });
    const closed = once(socket, 'close');
    const [text] = (await Promise.race([once(socket, 'data'), closed.then(() => ['closed'])])) as [unknown];
    return { text: String(text), socket, closed };
  };

  it('shows a page that asks for patience while there is no replica', async () => {
    const response = await get();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('We’ll be back shortly');
  });

  it('takes replicas in and out without a reload', async () => {
    const [red, blue] = [await named('red'), await named('blue')];
    const first = await balancer.add(red.port);
    expect(await answers(4)).toEqual(['red']);
    const pid = balancer.status().pid;
    await balancer.becomesUp(await balancer.add(blue.port));
    await waitUntil('both to answer', async () => ((await answers(20)).length === 2 ? true : undefined));
    await balancer.drain(first);
    expect(await answers(10)).toEqual(['blue']);
    await balancer.remove(first);
    expect(await answers(10)).toEqual(['blue']);
    expect(balancer.status().pid).toBe(pid);
  });

  it('looks away from a replica that says it is stopping while it still serves', async () => {
    const [red, blue] = [await named('red'), await named('blue')];
    await balancer.becomesUp(await balancer.add(red.port));
    await balancer.becomesUp(await balancer.add(blue.port));
    red.drain();
    await waitUntil(
      'red to get no more requests',
      async () => ((await answers(10)).join() === 'blue' ? true : undefined),
      10_000,
    );
  });

  it('repeats a read at another replica when one is gone, and starts again with what it knew when it is killed', async () => {
    const [red, blue] = [await named('red'), await named('blue')];
    await balancer.becomesUp(await balancer.add(red.port));
    await balancer.becomesUp(await balancer.add(blue.port));
    red.server.close();
    red.server.closeAllConnections();
    expect(await answers(20)).toEqual(['blue']);
    const pid = balancer.status().pid;
    await balancer.kill();
    await waitUntil('it to be back', async () => ((await get()).status === 200 ? true : undefined));
    expect(balancer.status()).toMatchObject({ restarts: 1 });
    expect(balancer.status().pid).not.toBe(pid);
    expect(await answers(4)).toEqual(['blue']);
  });

  it.each(['postgres', 'redis'] as const)(
    'leads the address of %s to one server, and cuts those of the one before',
    async (store) => {
      const address = balancer[store];
      const [old, fresh] = [await greeter('old primary'), await greeter('new primary')];
      try {
        expect((await greeting(address.port)).text).toBe('closed');
        await address.point(old.port);
        const before = await greeting(address.port);
        expect(before.text).toBe('old primary');
        await address.point(fresh.port);
        await before.closed;
        const after = await greeting(address.port);
        expect(after.text).toBe('new primary');
        await address.cut();
        await after.closed;
        expect((await greeting(address.port)).text).toBe('closed');
      } finally {
        old.close();
        fresh.close();
      }
    },
  );
});
