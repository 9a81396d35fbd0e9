import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

/** Seconds until somebody mends the network. */
const lastsSeconds = 10;

/**
 * The app and the database are apart while both run. The load balancer's address of the database leads into a void: what was connected is
 * cut, and what connects gets no answer, which is harder than a refusal. The database itself sees nothing wrong, so nothing is promoted.
 */
export const networkPartition: Fault = {
  name: 'network-partition',
  async inject({ platform, signal }) {
    const { balancer, postgres } = platform;
    const nowhere = await openVoid();
    await balancer.postgres.point(nowhere.port);
    const mend = async () => {
      await balancer.postgres.point(postgres.primary.port);
      await nowhere.close();
    };
    return {
      detail: `connections of the app to the database (port ${balancer.ports.postgres}) lead into a void`,
      recover: async () => {
        await sleep(lastsSeconds * 1_000, undefined, { signal });
        await mend();
        return `the network was mended after ${lastsSeconds} s`;
      },
      heal: mend,
    };
  },
};

/** A port that takes connections and never says anything. */
async function openVoid(): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    // What comes is taken and forgotten.
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      if (!server.listening) return;
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
