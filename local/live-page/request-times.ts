import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** How long the requests that ended within some time took, in milliseconds. */
export interface Latency {
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
}

/**
 * Receives how long each request of a user took, as the load balancer tells it: its counters know a mean of the last 1,024 requests alone,
 * which hides every fault. What is lost on the way is missing here and nowhere else.
 */
export class RequestTimes {
  readonly #socket: Socket;
  #milliseconds: number[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (message) => {
      const took = /^\d{3} (\d{1,7})\s*$/.exec(message.toString('latin1'))?.[1];
      if (took !== undefined) this.#milliseconds.push(Number(took));
    });
    socket.on('error', () => undefined);
  }

  /** Listens on a free UDP port of the loopback interface. */
  static async listen(): Promise<RequestTimes> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RequestTimes(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** The times since it was last called, sorted. */
  take(): Float64Array {
    const taken = Float64Array.from(this.#milliseconds).sort();
    this.#milliseconds = [];
    return taken;
  }

  close(): void {
    this.#socket.close();
  }
}

/** @param sorted milliseconds, the smallest first */
export function latencyOf(sorted: Float64Array): Latency | undefined {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return sorted.length === 0 ? undefined : { median: at(0.5), p95: at(0.95), slowest: at(1) };
}
