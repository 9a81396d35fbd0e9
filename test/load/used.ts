import type { Observation, ProcessUse } from './observer.ts';
import type { ProcessRecord } from './record.ts';

const mebibyte = 1024 * 1024;

/** What each process used between the first and the last observation, the busiest first. */
export function processRecords(observations: readonly Observation[], start: number): ProcessRecord[] {
  const names = new Set(observations.flatMap(({ processes }) => processes.map(({ name }) => name)));
  return [...names]
    .map((name) => processRecord(name, observations, start))
    .filter((record) => record !== undefined)
    .sort((a, b) => b.processors.mean - a.processors.mean);
}

function processRecord(
  name: string,
  observations: readonly Observation[],
  start: number,
): ProcessRecord | undefined {
  const seen = observations.flatMap(({ at, processes }) => {
    const use = processes.find((one) => one.name === name);
    return use === undefined ? [] : [{ at, use }];
  });
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return undefined;
  }
  const points = seen.slice(1).map((now, index) => ({
    second: Math.round((now.at - start) / 1_000),
    processors: processors(seen[index] ?? first, now),
    mebibytes: toMebibytes(now.use),
  }));
  return {
    name,
    processors: {
      mean: processors(first, last),
      max: Math.max(...points.map((point) => point.processors)),
    },
    mebibytes: {
      first: toMebibytes(first.use),
      last: toMebibytes(last.use),
      max: Math.max(...seen.map(({ use }) => toMebibytes(use))),
    },
    points,
  };
}

interface Seen {
  readonly at: number;
  readonly use: ProcessUse;
}

/** Processors in use between two moments. */
function processors(before: Seen, after: Seen): number {
  return hundredths(
    (after.use.processorMilliseconds - before.use.processorMilliseconds) / (after.at - before.at),
  );
}

/** Processors that everything else on the machine used on average. */
export function otherWork(observations: readonly Observation[]): number {
  const [first, last] = [observations[0], observations.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return Number.NaN;
  }
  const own = ({ processes }: Observation) =>
    processes.reduce((sum, { processorMilliseconds }) => sum + processorMilliseconds, 0);
  const others = last.machineMilliseconds - first.machineMilliseconds - (own(last) - own(first));
  return hundredths(Math.max(others / (last.at - first.at), 0));
}

function toMebibytes({ memoryBytes }: ProcessUse): number {
  return Math.round(memoryBytes / mebibyte);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
