import type { FactId } from '../../facts.ts';

/** Automated backups that outlive their cluster. */
export interface RetainedBackups {
  /** The property that keeps them when it is false. */
  readonly path: string;
  /** How old the latest restorable moment is. */
  readonly pitr: FactId;
}

/** What distinguishes the services that keep a cluster's data on one volume across three zones. */
export interface VolumeCluster {
  readonly service: string;
  readonly instanceType: string;
  readonly globalType: string;
  readonly failover: FactId;
  readonly replace: FactId;
  readonly volume: FactId;
  /** Absent where automated backups cannot outlive the cluster. */
  readonly retained?: RetainedBackups | undefined;
}
