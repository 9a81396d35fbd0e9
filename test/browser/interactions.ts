import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Something a reader did: a key, a click or a tap. */
export interface Interaction {
  /** The path of the page. */
  readonly page: string;
  /** Milliseconds until the page showed what came of it, in steps of 8. */
  readonly milliseconds: number;
}

const library = path.join(
  path.dirname(createRequire(import.meta.url).resolve('web-vitals')),
  'web-vitals.iife.js',
);

/**
 * Notes every interaction with the page from now on, as Event Timing tells it, and what the library web-vitals makes of them (INP). Browsers
 * tell of none below 16 ms, so each key and click is counted too.
 */
export async function watchInteractions(page: Page): Promise<void> {
  // One script: what the library declares is seen within it alone.
  await page.addInitScript(`${await readFile(library, 'utf8')};
    window.interactions = new Map();
    window.inputs = 0;
    for (const type of ['keydown', 'pointerdown']) addEventListener(type, () => { window.inputs += 1; }, true);
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
    webVitals.onINP(({ value }) => { window.interactionToNextPaint = value; }, { reportAllChanges: true });
  `);
}

/** What was noted since the page was loaded. Those too quick to be told of count as 16 ms. */
export async function interactionsOf(page: Page): Promise<{ interactions: Interaction[]; inp: number }> {
  // The last paint is told of a little later.
  await page.waitForTimeout(500);
  const { durations, inputs, inp } = await page.evaluate<{
    durations: number[];
    inputs: number;
    inp: number;
  }>(
    '({ durations: [...interactions.values()], inputs: window.inputs, inp: window.interactionToNextPaint ?? 0 })',
  );
  const quick = Array.from({ length: Math.max(0, inputs - durations.length) }, () => 16);
  const { pathname } = new URL(page.url());
  return {
    interactions: [...durations, ...quick].map((milliseconds) => ({ page: pathname, milliseconds })),
    inp,
  };
}

/** The value below which this share of a series lies. */
export function percentile(series: readonly number[], share: number): number {
  const sorted = series.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
