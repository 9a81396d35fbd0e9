import type { RecoveryPoint } from '../recovery-points/recovery-point.ts';
import type { Answer } from '../verification/answer.ts';

export interface CopyJob {
  readonly source: string;
  /** ARN of the vault. */
  readonly destinationVault: string;
  readonly copy: string | undefined;
  readonly state: string;
  readonly explanation: string | undefined;
  readonly createdAt: Date;
  readonly completedAt: Date | undefined;
  readonly keyArn: string | undefined;
  readonly deleteAfterDays: number | undefined;
}

export interface Vault {
  readonly keyArn: string | undefined;
  readonly locked: boolean;
  readonly minDays: number | undefined;
  readonly maxDays: number | undefined;
  /** From when on nobody can lift the lock; absent for one that can be lifted. */
  readonly lockDate: Date | undefined;
}

/** What a vault that can be looked into says. */
export interface VaultSeen {
  readonly vault: Answer<Vault>;
  readonly points: Answer<readonly RecoveryPoint[]>;
}

export interface CopiesSeen {
  readonly source: VaultSeen;
  readonly jobs: Answer<readonly CopyJob[]>;
  /** By the destination's ARN; only those that can be looked into. */
  readonly destinations: ReadonlyMap<string, VaultSeen>;
  /** Absent when nothing is replicated. */
  readonly replication?: ReplicationSeen;
}

export interface ReplicationSeen {
  /** Names of the buckets that enabled rules replicate to. */
  readonly targets: Answer<readonly string[]>;
  readonly originals: Answer<readonly StoredObject[]>;
  readonly replicas: Answer<readonly StoredObject[]>;
  /** The newest replica; `undefined` when there is none. */
  readonly newest: Answer<ReplicaDetail | undefined>;
}

export interface StoredObject {
  readonly key: string;
  readonly writtenAt: Date;
}

export interface ReplicaDetail {
  readonly key: string;
  readonly keyArn: string | undefined;
  readonly lockMode: string | undefined;
  readonly retainUntil: Date | undefined;
  readonly writtenAt: Date;
}
