import { z } from 'zod';
import { DRILLS } from '../../lib/drills/drills.ts';
import { seeded } from '../../local/chance.ts';

const faultSchema = z.strictObject({
  /** The name of its drill. */
  name: z.string().min(1),
  /** What its own chance is drawn from, such as which replica it hits: it stays the same when other steps are left out. */
  seed: z.int().nonnegative(),
});

export const stepSchema = z.strictObject({
  /** Seconds without a failed request before it. */
  calmSeconds: z.number().nonnegative(),
  /** One fault, or two that hit different parts. */
  faults: z.array(faultSchema).min(1).readonly(),
  /** Seconds between the injection of one and the next. */
  apartSeconds: z.number().nonnegative(),
});

/** One fault of a sequence. */
export type ChaosFault = z.infer<typeof faultSchema>;

/** What is done at once; recovery is judged after each step. */
export type ChaosStep = z.infer<typeof stepSchema>;

/** Faults that leave the rest of the platform whole, so that one of another part may hit at the same time. */
const parts: readonly (readonly string[])[] = [
  ['process-kill', 'process-hang', 'process-out-of-memory'],
  ['cache-primary-loss', 'cache-total-loss'],
  ['database-primary-kill', 'database-primary-hang'],
  ['azure-openai-slow', 'azure-openai-dead', 'azure-openai-throttled'],
  ['crm-slow', 'crm-dead', 'crm-throttled'],
];

/** The share of steps with a second fault, of those that may have one. */
const together = 0.4;

const calm = { from: 3, to: 12 };
const mostApart = 8;

/** The names of all faults. */
export const usualFaults: readonly string[] = DRILLS.map(({ name }) => name);

/**
 * Draws steps without end. Faults come from a shuffled bag, so that every one is drawn before any is drawn twice.
 *
 * @param seed whole number; the same one draws the same steps on every machine
 */
export function* drawSteps(seed: number, faults: readonly string[] = usualFaults): Generator<ChaosStep> {
  const random = seeded(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const draw = (name: string): ChaosFault => ({ name, seed: whole(2 ** 31) });
  let bag: string[] = [];
  for (;;) {
    if (bag.length === 0) bag = shuffled(faults, whole);
    const name = bag.pop();
    if (name === undefined) return;
    const others = partners(name, faults);
    const second = random() < together ? others[whole(others.length)] : undefined;
    yield {
      calmSeconds: calm.from + whole(calm.to - calm.from + 1),
      faults: [draw(name), ...(second === undefined ? [] : [draw(second)])],
      apartSeconds: whole(mostApart + 1),
    };
  }
}

/** Faults that may hit at the same time as another: those of other parts. */
export function partners(name: string, faults: readonly string[]): string[] {
  const own = parts.find((part) => part.includes(name));
  if (own === undefined) return [];
  return parts
    .filter((part) => part !== own)
    .flat()
    .filter((other) => faults.includes(other));
}

/** Fisher and Yates. */
function shuffled(names: readonly string[], whole: (below: number) => number): string[] {
  const all = [...names];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = whole(last + 1);
    [all[last], all[other]] = [all[other] ?? '', all[last] ?? ''];
  }
  return all;
}
