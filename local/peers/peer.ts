import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Answer, json } from './answer.ts';
import { failureSeries, faults, noFaults } from './faults.ts';
import { requestBody } from './request-body.ts';
import { writeAnswer } from './write-answer.ts';

export interface PeerRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a stand-in stands in for. */
export interface Service {
  readonly name: string;
  /** The answer of the well-behaved service. */
  answer(request: PeerRequest): Answer;
  /** The service's own error body for a status. */
  failure(status: number, retryAfterSeconds: number | undefined): Answer;
  /** Changes what the service holds, by JSON that is posted to `/control`; throws a sentence when it is not what it takes. */
  hold?(state: unknown): void;
}

/** What a stand-in has seen since it was last asked to forget. */
export interface PeerCounters {
  requests: number;
  failed: number;
  /** Requests whose client went away before the answer was whole. */
  abandoned: number;
}

/** A running stand-in. */
export interface Peer {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves `service` on the loopback interface, with `/control` beside it. `port` 0 takes a free one. */
export async function startPeer(service: Service, port: number): Promise<Peer> {
  let active = noFaults;
  let fails = failureSeries(active);
  const counters: PeerCounters = { requests: 0, failed: 0, abandoned: 0 };
  const sockets = new Set<Socket>();

  async function control(request: IncomingMessage): Promise<Answer> {
    if (request.method === 'PUT') {
      const parsed = faults.safeParse(parseJson(await requestBody(request)));
      if (!parsed.success) {
        return json(400, { error: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) });
      }
      active = parsed.data;
      fails = failureSeries(active);
    } else if (request.method === 'POST' && service.hold) {
      try {
        service.hold(parseJson(await requestBody(request)));
      } catch (error) {
        return json(400, { error: [error instanceof Error ? error.message : String(error)] });
      }
    } else if (request.method === 'DELETE') {
      Object.assign(counters, { requests: 0, failed: 0, abandoned: 0 });
    } else if (request.method !== 'GET') {
      const allow = service.hold ? 'GET, PUT, POST, DELETE' : 'GET, PUT, DELETE';
      return json(405, { error: allow }, { allow });
    }
    // The connection of this very request is not one that the app holds.
    return json(200, { service: service.name, faults: active, counters, openSockets: sockets.size - 1 });
  }

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    counters.requests += 1;
    response.once('close', () => {
      counters.abandoned += response.writableFinished ? 0 : 1;
    });
    const struck = active.only === undefined || url.pathname.includes(active.only) ? active : noFaults;
    const body = await requestBody(request);
    if (struck !== noFaults && fails()) {
      counters.failed += 1;
      const answer = service.failure(struck.status ?? 500, struck.retryAfterSeconds);
      await writeAnswer(response, answer, { ...noFaults, latencyMilliseconds: struck.latencyMilliseconds });
      return;
    }
    const { method = 'GET', headers } = request;
    await writeAnswer(response, service.answer({ method, url, headers, body }), struck);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peer');
    const work =
      url.pathname === '/control'
        ? control(request).then((answer) => writeAnswer(response, answer, noFaults))
        : serve(request, response, url);
    // A client that went away, or a request that cannot be read, ends its own connection and nothing else.
    work.catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, origin: `http://127.0.0.1:${bound}`, close: () => close(server) };
}

/** Lets answers under way finish for a moment, then cuts them. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 500);
  await closed;
  clearTimeout(cut);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
