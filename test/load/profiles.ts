/** One part of a run: the users go to this number at an even pace. */
export interface Stage {
  readonly seconds: number;
  readonly users: number;
}

export type ProfileName = 'smoke' | 'load' | 'stress';

/** How many users do how much for how long. */
export interface Profile {
  readonly name: ProfileName;
  /** Mean seconds between two actions of one user. */
  readonly thinkSeconds: number;
  /**
   * What comes before the clock starts: connections and caches get as they are on a usual day. Under the load it lasts as long as what
   * is read most stays fresh, five minutes.
   */
  readonly warmUp: readonly Stage[];
  /** What is measured. */
  readonly measured: readonly Stage[];
  /** Whether the run ends when the product has broken down. */
  readonly untilBroken: boolean;
}

export const profileNames: readonly ProfileName[] = ['smoke', 'load', 'stress'];

/**
 * The mean that TPC Benchmark W (clause 5.3.2.1) has people think between two pages, exponentially distributed and cut at ten times the mean.
 */
const webThinkSeconds = 7;

/** The requirement's number of users at once. */
const usualPeak = 1_000;

/** Where a stress run gives up looking for the breaking point. Below the connections that the load balancer takes. */
export const mostUsers = 6_000;

const stepUsers = 500;

/** How long the measured part, or each step of a stress run, lasts unless the command line says otherwise. */
export const usualSeconds: Readonly<Record<ProfileName, number>> = { smoke: 10, load: 180, stress: 30 };

/** @param seconds the measured part; of a stress run each step */
export function profileOf(name: ProfileName, seconds: number): Profile {
  switch (name) {
    case 'smoke':
      return {
        ...{ name, thinkSeconds: 1, untilBroken: false },
        warmUp: [{ seconds: 2, users: 20 }],
        measured: [{ seconds, users: 20 }],
      };
    case 'load':
      return {
        ...{ name, thinkSeconds: webThinkSeconds, untilBroken: false },
        warmUp: [
          { seconds: 30, users: usualPeak },
          { seconds: 270, users: usualPeak },
        ],
        measured: [{ seconds, users: usualPeak }],
      };
    case 'stress':
      return {
        ...{ name, thinkSeconds: webThinkSeconds, untilBroken: true },
        warmUp: [{ seconds: 60, users: usualPeak }],
        measured: stepsTo(mostUsers).flatMap((users) => [
          { seconds: 5, users },
          { seconds, users },
        ]),
      };
  }
}

/** Twice the usual peak first, which is what the requirement asks for. */
function stepsTo(most: number): number[] {
  const first = 2 * usualPeak;
  return Array.from({ length: (most - first) / stepUsers + 1 }, (_, step) => first + step * stepUsers);
}

/** The most users that a profile has at any time. */
export function peakUsers({ warmUp, measured }: Profile): number {
  return Math.max(...[...warmUp, ...measured].map(({ users }) => users));
}

export function totalSeconds(stages: readonly Stage[]): number {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0);
}
