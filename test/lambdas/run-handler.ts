import { createSigner, sealFault } from '../../lambdas/evidence/signature.ts';
import type { RegionPair } from './region-pair.ts';
import { NOW } from './scenario.ts';

/** What a run of a handler leaves: its answer, what it published, what it recorded, and what it logged. */
export interface HandlerRun {
  readonly answer: unknown;
  /** As {@link RegionPair.metrics} gives them. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly recordKey: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a record is JSON, and tests say what must be in it
  readonly record: any;
  /** `bad: daily/eu-west-1: The sentence.` of every finding of the record that is not good. */
  readonly recorded: readonly string[];
  /** The same of the log. */
  readonly logged: readonly string[];
}

const SIGNER = createSigner('s'.repeat(64));

/**
 * Runs a handler as Lambda would: with its settings and the way to AWS in the environment, and with clients of its own.
 * Times in sentences are moved back from the present to the time of the scenario, so that tests can quote them.
 *
 * @throws Error when the record is not genuine, or the handler's own
 */
export async function runHandler(
  regions: RegionPair,
  handler: (event: unknown) => Promise<unknown>,
  settings: object,
  scheduledAt: string,
): Promise<HandlerRun> {
  const answer = await withSettings(regions, settings, () => handler({ scheduledAt }));
  const [[recordKey, file] = []] = Object.entries(await regions.records()).filter(([key]) =>
    key.endsWith(`/${new Date(scheduledAt).toISOString()}.json`),
  );
  const fault = sealFault(file, SIGNER.publicKey);
  if (fault !== undefined) throw new Error(`${recordKey}: ${fault}`);
  const { content: record } = file as { readonly content: { readonly findings: readonly Told[] } };
  const logged = jest.mocked(console.warn).mock.calls.map(([line]) => line as Told);
  return {
    answer,
    metrics: await regions.metrics(),
    recordKey,
    record,
    recorded: record.findings.filter(({ verdict }) => verdict !== 'good').map(told),
    logged: logged.map(told),
  };
}

interface Told {
  readonly check: string;
  readonly verdict: string;
  readonly sentence: string;
}

function told({ check, verdict, sentence }: Told): string {
  const moved = sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) =>
    new Date(Date.parse(time) - Date.now() + NOW.getTime()).toISOString(),
  );
  return `${verdict}: ${check}: ${moved}`;
}

/** Calls a handler with its settings and the way to AWS in the environment. */
export async function withSettings<T>(
  regions: RegionPair,
  settings: object,
  call: () => Promise<T>,
): Promise<T> {
  const before = process.env;
  process.env = { ...before, ...regions.environment, SETTINGS: JSON.stringify(settings) };
  try {
    return await call();
  } finally {
    process.env = before;
  }
}

/** Stops the clock at a moment, the present by default; timers go on, for clients wait by them. */
export function stopClock(at = new Date(Math.floor(Date.now() / 1000) * 1000)): void {
  jest.useFakeTimers({
    now: at,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}
