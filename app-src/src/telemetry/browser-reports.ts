import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { BrowserError } from './browser-error.ts';
import { errorFingerprint } from './error-fingerprint.ts';
import { deviceOf, knownPage } from './page-pattern.ts';
import type { WebVital } from './web-vital.ts';

/** Milliseconds. 100 is the limit of INP, 2,000 that of LCP, for 95 of 100 visits. */
const durationBoundaries = [
  25, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 6_000, 10_000,
];

/** 0.1 is the limit for 95 of 100 visits. */
const shiftBoundaries = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1];

/**
 * Milliseconds, and CLS without a unit, that a visit must stay below. LCP, INP and CLS are what 95 of 100 visits must keep; FCP and TTFB
 * explain an LCP, and are called good below these by web.dev.
 */
const limits: Readonly<Record<WebVital['name'], number>> = {
  LCP: 2_000,
  FCP: 1_800,
  INP: 100,
  TTFB: 800,
  CLS: 0.1,
};

/** Milliseconds between two log lines about the same error of browsers; all are counted. */
const pauseMilliseconds = 60_000;

/** Errors that are told apart in that time. A flood of made-up ones is counted and no longer logged. */
const mostErrors = 100;

/** Takes in what real browsers measured and met. */
export class BrowserReports {
  readonly #logger: Logger;
  readonly #durations = metrics.getMeter('holdfast').createHistogram('holdfast.web_vitals.duration', {
    description: 'LCP, FCP, INP and TTFB of real visits.',
    unit: 'ms',
    advice: { explicitBucketBoundaries: durationBoundaries },
  });
  readonly #shifts = metrics.getMeter('holdfast').createHistogram('holdfast.web_vitals.layout_shift', {
    description: 'CLS of real visits.',
    advice: { explicitBucketBoundaries: shiftBoundaries },
  });
  readonly #visits = metrics.getMeter('holdfast').createCounter('holdfast.web_vitals.visits', {
    description: 'Measurements of real visits, by whether they were within the limit.',
  });
  readonly #errors = metrics
    .getMeter('holdfast')
    .createCounter('holdfast.browser.errors', { description: 'Errors that pages met in browsers.' });
  #told = new Set<string>();
  #toldSince = performance.now();

  constructor(logger: Logger) {
    this.#logger = logger;
    // A series that is missing while nothing is poor cannot be calculated with.
    for (const vital of Object.keys(limits)) {
      for (const outcome of ['good', 'poor']) {
        this.#visits.add(0, { vital, outcome });
      }
    }
  }

  measured({ name, value, page }: WebVital, headers: Headers): void {
    const attributes = { page: knownPage(page), device: deviceOf(headers) };
    this.#visits.add(1, { vital: name, outcome: value < limits[name] ? 'good' : 'poor' });
    if (name === 'CLS') {
      this.#shifts.record(value, attributes);
    } else {
      this.#durations.record(value, { vital: name, ...attributes });
    }
  }

  failed(error: BrowserError, headers: Headers): void {
    const page = knownPage(error.page);
    const device = deviceOf(headers);
    this.#errors.add(1, { page, device });
    const fingerprint = errorFingerprint(error);
    if (this.#worthTelling(fingerprint)) {
      const { name, message, stack } = error;
      this.#logger.warn(
        { fingerprint, page, device, browserError: { name, message, stack } },
        'A page failed in a browser.',
      );
    }
  }

  #worthTelling(fingerprint: string): boolean {
    if (performance.now() - this.#toldSince > pauseMilliseconds) {
      this.#told = new Set();
      this.#toldSince = performance.now();
    }
    if (this.#told.has(fingerprint) || this.#told.size >= mostErrors) {
      return false;
    }
    this.#told.add(fingerprint);
    return true;
  }
}
