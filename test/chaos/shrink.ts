/** What came of making a failing sequence smaller. */
export interface Shrunk<Step> {
  /** The smallest one that still failed. */
  readonly steps: readonly Step[];
  /** How many sequences were tried. */
  readonly tried: number;
  /** Whether the whole sequence failed again at all; `steps` is the whole when not. */
  readonly reproduced: boolean;
  /** Whether no single step can be left out. False when `mayTry` ended it before. */
  readonly minimal: boolean;
}

/**
 * Makes a failing sequence smaller until no step of it can be left out (Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", 2002).
 *
 * @param steps fails, and its last step is where that was seen
 * @param fails runs a sequence, each time from the same beginning
 * @param simpler what a step could be instead, simplest first
 * @param mayTry whether there is time for another one
 */
export async function shrink<Step>(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  {
    simpler = () => [],
    mayTry = () => true,
  }: {
    readonly simpler?: (step: Step) => readonly Step[];
    readonly mayTry?: () => boolean;
  } = {},
): Promise<Shrunk<Step>> {
  const fewest = await fewestSteps(steps, fails, mayTry);
  let { steps: smallest, tried, minimal } = fewest;
  for (const [index, step] of fewest.reproduced ? fewest.steps.entries() : []) {
    const candidates = simpler(step).map((other) => smallest.with(index, other));
    const smaller = await firstFailing(
      candidates,
      async (some) => {
        tried += 1;
        return fails(some);
      },
      mayTry,
    );
    if (smaller === 'out of time') minimal = false;
    else if (smaller !== undefined) smallest = smaller;
  }
  return { steps: smallest, tried, reproduced: fewest.reproduced, minimal };
}

async function fewestSteps<Step>(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<Shrunk<Step>> {
  const last = steps.slice(-1);
  let tried = 0;
  const test = async (some: readonly Step[]) => {
    tried += 1;
    return fails(some);
  };
  // Most failures need nothing but the step that shows them.
  if (mayTry() && (await test(last))) return { steps: last, tried, reproduced: true, minimal: true };
  if (steps.length < 2) return { steps, tried, reproduced: false, minimal: false };
  let smallest = steps;
  let reproduced = false;
  let chunks = 2;
  while (smallest.length > 1) {
    const smaller = await firstFailing(withoutChunks(smallest, chunks), test, mayTry);
    if (smaller === 'out of time') return { steps: smallest, tried, reproduced, minimal: false };
    if (smaller !== undefined) {
      smallest = smaller;
      reproduced = true;
      chunks = Math.max(2, Math.min(chunks - 1, smallest.length));
    } else if (chunks < smallest.length) {
      chunks = Math.min(smallest.length, chunks * 2);
    } else {
      break;
    }
  }
  if (!reproduced && mayTry()) reproduced = await test(smallest);
  return { steps: smallest, tried, reproduced, minimal: reproduced };
}

/** The sequence without each of so many parts of it, in turn. */
function withoutChunks<Step>(steps: readonly Step[], chunks: number): (readonly Step[])[] {
  const size = Math.ceil(steps.length / chunks);
  return Array.from({ length: Math.ceil(steps.length / size) }, (_, index) => [
    ...steps.slice(0, index * size),
    ...steps.slice((index + 1) * size),
  ]);
}

async function firstFailing<Step>(
  candidates: readonly (readonly Step[])[],
  test: (steps: readonly Step[]) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<readonly Step[] | 'out of time' | undefined> {
  for (const candidate of candidates) {
    if (!mayTry()) return 'out of time';
    if (await test(candidate)) return candidate;
  }
  return undefined;
}
