import { isApi, type Requests, rate, requestsOf, type Window } from '../latencies.ts';
import { type Profile, totalSeconds } from '../profiles.ts';
import type { Sample, UserCount } from '../samples.ts';
import { AnswerTimes } from './answer-times.ts';

/** Windows that may still get late samples: k6 writes once a second, not in order. */
const openWindows = 2;

/** One step of a stress run. */
export interface FargateStep {
  readonly users: number;
  readonly api: Requests;
  readonly all: Requests;
}

/** What came of a run so far, without its warm-up. */
export interface Tallied {
  /** When the measured part began, in milliseconds since 1970; `undefined` before. */
  readonly from: number | undefined;
  readonly users: number;
  readonly api: Requests;
  readonly all: Requests;
  readonly byRequest: readonly ({ readonly name: string } & Requests)[];
  /** Failed requests by status; 0 for no answer. */
  readonly failures: Readonly<Record<string, number>>;
  readonly steps: readonly FargateStep[];
  /** The course of the run; those that are over. */
  readonly windows: readonly Window[];
}

/** Adds a run up as it goes, so that a day of it needs no more memory than a minute. */
export class Tally {
  readonly #profile: Profile;
  readonly #windowMilliseconds: number;
  readonly #warmUpMilliseconds: number;
  #start: number | undefined;
  #users = 0;
  readonly #api = new AnswerTimes();
  readonly #all = new AnswerTimes();
  readonly #byRequest = new Map<string, AnswerTimes>();
  readonly #failures = new Map<string, number>();
  readonly #steps = new Map<number, { readonly api: AnswerTimes; readonly all: AnswerTimes }>();
  readonly #open = new Map<number, { readonly samples: Sample[]; users: number }>();
  readonly #windows: Window[] = [];
  #newest = 0;

  constructor(profile: Profile, windowSeconds: number) {
    this.#profile = profile;
    this.#warmUpMilliseconds = totalSeconds(profile.warmUp) * 1_000;
    this.#windowMilliseconds = windowSeconds * 1_000;
  }

  add(samples: readonly Sample[], userCounts: readonly UserCount[]): void {
    for (const { at, users } of userCounts) {
      this.#start ??= at;
      this.#users = Math.max(this.#users, users);
      const second = this.#measured(at);
      if (second !== undefined) {
        this.#window(second).users = users;
      }
    }
    for (const sample of samples) {
      const measured = this.#measured(sample.at);
      if (measured !== undefined) {
        this.#count(sample, measured);
      }
    }
    this.#close(this.#newest - openWindows);
  }

  /** The run is over: nothing more comes. */
  end(): void {
    this.#close(this.#newest);
  }

  get tallied(): Tallied {
    return {
      from: this.#start === undefined ? undefined : this.#start + this.#warmUpMilliseconds,
      users: this.#users,
      api: this.#api.requests,
      all: this.#all.requests,
      byRequest: [...this.#byRequest]
        .map(([name, times]) => ({ name, ...times.requests }))
        .sort((a, b) => b.count - a.count),
      failures: Object.fromEntries(this.#failures),
      steps: [...this.#steps]
        .sort(([a], [b]) => a - b)
        .map(([stage, { api, all }]) => ({
          users: this.#profile.measured[stage]?.users ?? 0,
          api: api.requests,
          all: all.requests,
        })),
      windows: this.#windows,
    };
  }

  /** Milliseconds since the measured part began; `undefined` in the warm-up, and after the end. */
  #measured(at: number): number | undefined {
    const since = at - (this.#start ?? at) - this.#warmUpMilliseconds;
    return since >= 0 && since < totalSeconds(this.#profile.measured) * 1_000 ? since : undefined;
  }

  #count(sample: Sample, measured: number): void {
    const step = this.#step(measured);
    for (const times of [this.#all, this.#named(sample.name), ...(step ? [step.all] : [])]) {
      times.add(sample);
    }
    if (isApi(sample)) {
      for (const times of [this.#api, ...(step ? [step.api] : [])]) {
        times.add(sample);
      }
    }
    if (sample.failed) {
      const status = String(sample.status);
      this.#failures.set(status, (this.#failures.get(status) ?? 0) + 1);
    }
    this.#window(measured).samples.push(sample);
  }

  #named(name: string): AnswerTimes {
    const times = this.#byRequest.get(name) ?? new AnswerTimes();
    this.#byRequest.set(name, times);
    return times;
  }

  /** Of a stress run alone, and not while users are still coming. */
  #step(measured: number) {
    const stages = this.#profile.measured;
    let end = 0;
    const stage = stages.findIndex(({ seconds }) => {
      end += seconds * 1_000;
      return measured < end;
    });
    if (!this.#profile.untilBroken || stages[stage - 1]?.users !== stages[stage]?.users) {
      return undefined;
    }
    const step = this.#steps.get(stage) ?? { api: new AnswerTimes(), all: new AnswerTimes() };
    this.#steps.set(stage, step);
    return step;
  }

  #window(measured: number) {
    const index = Math.floor(measured / this.#windowMilliseconds);
    if (index < this.#windows.length) {
      // Over already: what comes as late counts in the whole, not in the course.
      return { samples: [], users: 0 };
    }
    this.#newest = Math.max(this.#newest, index);
    const window = this.#open.get(index) ?? { samples: [], users: this.#windows.at(-1)?.users ?? 0 };
    this.#open.set(index, window);
    return window;
  }

  /** Closes the windows up to `last`, those without a request as well. */
  #close(last: number): void {
    for (let index = this.#windows.length; index <= last; index += 1) {
      const { samples, users } = this.#open.get(index) ?? { samples: [], users: 0 };
      const requests = requestsOf(samples);
      this.#windows.push({
        fromSecond: (index * this.#windowMilliseconds) / 1_000,
        users,
        perSecond: rate(requests.count, this.#windowMilliseconds),
        ...requests,
      });
      this.#open.delete(index);
    }
  }
}
