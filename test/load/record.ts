import type { CacheCounts } from './app-metrics.ts';
import type { Requests, Window } from './latencies.ts';
import type { ProfileName } from './profiles.ts';
import type { Statement } from './statements.ts';
import type { Verdict } from './targets.ts';

/** What a run was made with. */
export interface Conditions {
  readonly profile: ProfileName;
  readonly command: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly commit: string;
  /** Which sources of the app were built. */
  readonly build: string;
  readonly replicas: number;
  readonly data: 'small' | 'full';
  /** At the most. */
  readonly users: number;
  readonly thinkSeconds: number;
  readonly warmUpSeconds: number;
  readonly measuredSeconds: number;
  readonly machine: {
    readonly cpu: string;
    readonly cpus: number;
    readonly memoryGiB: number;
    /** Mean number of programs that wanted a processor in the minute before the run. */
    readonly loadAverageBefore: number;
    /** The run went before other work on the machine. */
    readonly wentAhead: boolean;
    readonly versions: readonly string[];
  };
}

/** What one process, with its children, used in the measured part. */
export interface ProcessRecord {
  readonly name: string;
  /** Processors in use on average, and over the busiest few seconds. */
  readonly processors: { readonly mean: number; readonly max: number };
  readonly mebibytes: { readonly first: number; readonly last: number; readonly max: number };
  readonly points: readonly {
    readonly second: number;
    readonly processors: number;
    readonly mebibytes: number;
  }[];
}

/** One step of a stress run. */
export interface Step {
  readonly users: number;
  readonly perSecond: number;
  readonly api: Requests;
  readonly all: Requests;
}

/** A run, as it is written to a file; every report is made from it alone. */
export interface LoadRecord {
  readonly conditions: Conditions;
  readonly verdicts: readonly Verdict[];
  readonly perSecond: number;
  readonly api: Requests;
  readonly all: Requests;
  /** By method and pattern of the address, the most frequent first. */
  readonly byRequest: readonly ({ readonly name: string } & Requests)[];
  /** Failed requests by their status, 0 for no answer. */
  readonly failures: Readonly<Record<string, number>>;
  /** Requests for data only, over time. */
  readonly apiWindows: readonly Window[];
  readonly windows: readonly Window[];
  readonly steps: readonly Step[];
  /** Why a stress run ended before its last step. */
  readonly brokeDown: { readonly users: number; readonly perSecond: number; readonly why: string } | null;
  readonly cache: {
    readonly counts: CacheCounts;
    readonly hitRate: number | null;
    readonly points: readonly { readonly second: number; readonly hitRate: number | null }[];
  };
  /** The busiest moment of each replica. */
  readonly replicas: readonly {
    readonly requestsUnderWay: number;
    readonly statementsWaiting: number;
    readonly eventLoopDelayP99: number;
    readonly eventLoopUse: number;
  }[];
  readonly processes: readonly ProcessRecord[];
  /** Processors that work outside of this run took on average. */
  readonly otherWork: number;
  readonly statements: readonly Statement[];
}
