import { z } from 'zod';

/** The longest that a page's measurement may say, in milliseconds: a tab that was left open in the background says hours. */
const longestMilliseconds = 120_000;

const page = z.string().max(200);

/** Largest and first paint, slowest response to an interaction, and the server's first byte; in milliseconds. */
const duration = z.object({
  name: z.enum(['LCP', 'FCP', 'INP', 'TTFB']),
  value: z.number().min(0).max(longestMilliseconds),
  page,
});

/** How far the page moved by itself, without a unit. */
const shift = z.object({ name: z.literal('CLS'), value: z.number().min(0).max(100), page });

/** One measurement of the library `web-vitals`, with the page it was made on. What else the library tells is ignored. */
export const webVital = z.discriminatedUnion('name', [duration, shift]).meta({ id: 'WebVital' });

export type WebVital = z.infer<typeof webVital>;
