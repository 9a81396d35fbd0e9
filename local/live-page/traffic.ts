import type { UserTraffic } from '../balancer/user-traffic.ts';
import type { Requests } from './error-budget.ts';
import { type Latency, latencyOf } from './request-times.ts';

/** One second of the users' traffic. */
export interface TrafficSecond extends Requests {
  /** Its end, in milliseconds since 1970. */
  readonly at: number;
  readonly latency: Latency | undefined;
  /** The load balancer could not be asked: what users tried is unknown. */
  readonly unknown: boolean;
}

/** What is kept of the users' traffic. */
export interface TrafficView {
  /** The last five minutes, oldest first. */
  readonly seconds: readonly TrafficSecond[];
  readonly sinceStart: Requests & { readonly unknownSeconds: number };
  /** All of the last ten seconds together. */
  readonly latency: Latency | undefined;
  /** Answers within the last second of each replica, by its port. */
  readonly replicas: ReadonlyMap<number, number>;
}

/** Seconds that are kept. */
export const keptSeconds = 300;

/** Seconds that latency is told for. */
export const latencySeconds = 10;

/** Makes seconds of the load balancer's counters, which begin anew whenever it is started again. */
export class Traffic {
  #seconds: readonly TrafficSecond[] = [];
  #times: readonly Float64Array[] = [];
  #before: UserTraffic | undefined;
  #replicas: ReadonlyMap<number, number> = new Map();
  #total = { requests: 0, errors: 0, unknownSeconds: 0 };

  /**
   * Notes a second.
   * @param now the counters; `undefined` when the load balancer could not be asked
   * @param times milliseconds of the requests that ended within it, sorted
   */
  add(at: number, now: UserTraffic | undefined, times: Float64Array): void {
    const before = this.#before;
    const requests = since(now?.answers, before?.answers);
    const errors = since(now?.errors, before?.errors);
    const unknown = now === undefined && before !== undefined;
    const second = { at, requests, errors, latency: latencyOf(times), unknown };
    this.#seconds = [...this.#seconds, second].slice(-keptSeconds);
    this.#times = [...this.#times, times].slice(-latencySeconds);
    this.#total = {
      requests: this.#total.requests + requests,
      errors: this.#total.errors + errors,
      unknownSeconds: this.#total.unknownSeconds + (unknown ? 1 : 0),
    };
    this.#replicas = new Map(
      [...(now?.replicas ?? [])].map(([port, answers]) => [port, since(answers, before?.replicas.get(port))]),
    );
    this.#before = now ?? before;
  }

  /** The counters that come next are another load balancer's. */
  forgetCounters(): void {
    this.#before = undefined;
  }

  view(): TrafficView {
    const all = Float64Array.from(this.#times.flatMap((times) => [...times])).sort();
    return {
      seconds: this.#seconds,
      sinceStart: this.#total,
      latency: latencyOf(all),
      replicas: this.#replicas,
    };
  }
}

/** How much a counter has grown. One that is smaller than before has begun at 0 again; one never seen before says nothing. */
function since(now: number | undefined, before: number | undefined): number {
  if (now === undefined || before === undefined) return 0;
  return now >= before ? now - before : now;
}
