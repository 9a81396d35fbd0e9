import type { RecoveryPoint } from '../recovery-points/recovery-point.ts';
import type { Answer } from '../verification/answer.ts';

/** How far the transaction log that one region keeps reaches. */
export interface PointInTime {
  /** `undefined` when nothing can be restored yet. */
  readonly latest: Date | undefined;
  /** Status of the instance, or of the replicated backups. */
  readonly status: string;
}

/** What one region says about the database's backups. */
export interface RegionSeen {
  readonly pointInTime: Answer<PointInTime>;
  readonly recoveryPoints: Answer<readonly RecoveryPoint[]>;
}

export type RegionKind = 'primary' | 'recovery';

export type FreshnessSeen = Readonly<Record<RegionKind, RegionSeen>>;
