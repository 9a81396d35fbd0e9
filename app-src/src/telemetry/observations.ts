import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Problem } from '../http/problem.ts';
import { asException } from './client-span.ts';
import { journeyOf, journeys, outcomeOf, outcomes } from './journey.ts';
import { knownMethod, requestKind } from './request-kind.ts';

/** Seconds. 0.2 is the limit that 95 of 100 answers must keep. */
const answerBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10];

/** The status of a request whose client left before the answer; nginx's word for it. */
const clientLeft = 499;

/** What the server of this process saw of one request. */
export interface ServedRequest {
  readonly method: string | undefined;
  readonly address: string;
  readonly status: number;
  /** Whether the whole answer was sent. */
  readonly finished: boolean;
  readonly milliseconds: number;
}

/** What a route of the API saw of one request. */
export interface AnsweredCall {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  /** Until the answer began. */
  readonly milliseconds: number;
}

/** Counts and measures requests and their failures. It hangs on the runtime, because bundles do not share modules. */
export class Observations {
  readonly #served = metrics.getMeter('holdfast').createHistogram('http.server.request.duration', {
    description: 'Requests from their first byte to the end of the answer, by what they are for.',
    unit: 's',
    advice: { explicitBucketBoundaries: answerBoundaries },
  });
  readonly #answered = metrics.getMeter('holdfast').createHistogram('holdfast.api.duration', {
    description: 'Calls of the API until their answer begins.',
    unit: 's',
    advice: { explicitBucketBoundaries: answerBoundaries },
  });
  readonly #errors = metrics.getMeter('holdfast').createCounter('holdfast.errors', {
    description: 'Requests that failed by our fault, by route and code.',
  });
  readonly #journeys = metrics.getMeter('holdfast').createCounter('holdfast.journey.requests', {
    description: 'Requests that users wait for, by whether they were answered well, late or not.',
  });
  readonly #limitMilliseconds: number;

  /** @param limitMilliseconds after which an answer is later than promised */
  constructor(limitMilliseconds: number) {
    this.#limitMilliseconds = limitMilliseconds;
    // A series that is missing while nothing fails cannot be calculated with.
    for (const journey of journeys) {
      for (const outcome of outcomes) {
        this.#journeys.add(0, { journey, outcome });
      }
    }
  }

  served(request: ServedRequest): void {
    const { method, address, status, finished, milliseconds } = request;
    const journey = journeyOf(method, address);
    if (journey !== undefined) {
      this.#journeys.add(1, { journey, outcome: outcomeOf(request, this.#limitMilliseconds) });
    }
    this.#served.record(milliseconds / 1_000, {
      kind: requestKind(address),
      'http.request.method': knownMethod(method),
      'http.response.status_code': finished ? status : clientLeft,
    });
  }

  answered({ operation, method, status, milliseconds }: AnsweredCall): void {
    this.#answered.record(milliseconds / 1_000, {
      operation,
      'http.request.method': knownMethod(method),
      'http.response.status_code': status,
    });
  }

  /** A call was refused. Only those that are our fault count: a wrong request is its sender's. */
  refused(operation: string, problem: Problem, cause: unknown): void {
    if (problem.status >= 500) {
      this.failed(operation, problem.code, cause);
    }
  }

  /**
   * Something failed by our fault.
   * @param route an operation of the API, the pattern of a page, or another word of a closed list
   */
  failed(route: string, code: string, error: unknown): void {
    this.#errors.add(1, { route, code });
    const span = trace.getActiveSpan();
    span?.recordException(asException(error));
    span?.setStatus({ code: SpanStatusCode.ERROR });
  }
}
