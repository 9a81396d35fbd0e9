import type { ProfileName } from './profiles.ts';

/** What a run must show. */
export interface Target {
  /** Of the requirement in docs/requirements.md. */
  readonly id: string;
  readonly what: string;
  readonly unit: 'ms' | '%';
  readonly comparison: 'below' | 'above' | 'at most';
  readonly limit: number;
  /** Profiles that are judged by it. */
  readonly profiles: readonly ProfileName[];
}

/** The one place of these numbers. */
export const targets = {
  apiTime: {
    id: 'B1',
    what: 'API, 95th percentile',
    ...{ unit: 'ms', comparison: 'below', limit: 200, profiles: ['load'] },
  },
  cacheHits: {
    id: 'B3',
    what: 'reads that the cache answered',
    ...{ unit: '%', comparison: 'above', limit: 70, profiles: ['load'] },
  },
  slowestStatement: {
    id: 'B5',
    what: 'slowest run of a statement',
    ...{ unit: 'ms', comparison: 'at most', limit: 50, profiles: ['load'] },
  },
  errors: {
    id: 'S1',
    what: 'failed requests',
    ...{ unit: '%', comparison: 'below', limit: 1, profiles: ['smoke', 'load'] },
  },
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof targets;

/** What was measured for each target; `undefined` when nothing could be. */
export type Measured = Readonly<Record<TargetName, number | undefined>>;

export interface Verdict {
  readonly id: string;
  readonly what: string;
  readonly unit: Target['unit'];
  readonly comparison: Target['comparison'];
  readonly limit: number;
  readonly measured: number | null;
  readonly held: boolean;
}

/** Judges a run by the targets of its profile. What was not measured is not held. */
export function verdictsOf(profile: ProfileName, measured: Measured): Verdict[] {
  return (Object.entries(targets) as [TargetName, Target][])
    .filter(([, { profiles }]) => profiles.includes(profile))
    .map(([name, { id, what, unit, comparison, limit }]) => {
      const value = measured[name];
      const held = value !== undefined && holds(value, comparison, limit);
      return { id, what, unit, comparison, limit, measured: value ?? null, held };
    });
}

function holds(value: number, comparison: Target['comparison'], limit: number): boolean {
  switch (comparison) {
    case 'below':
      return value < limit;
    case 'above':
      return value > limit;
    case 'at most':
      return value <= limit;
  }
}

/** Such as `B1 missed: API, 95th percentile 230 ms; wanted below 200 ms`. */
export function verdictSentence({ id, what, unit, comparison, limit, measured, held }: Verdict): string {
  const value = measured === null ? 'was not measured' : `${Math.round(measured * 100) / 100} ${unit}`;
  return `${id} ${held ? 'held' : 'missed'}: ${what} ${value}; wanted ${comparison} ${limit} ${unit}`;
}
