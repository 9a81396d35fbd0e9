import type { Fault } from '../fault.ts';
import { badReleases } from './bad-releases.ts';
import { cachePrimaryLoss, cacheTotalLoss } from './cache-loss.ts';
import { clockSkew } from './clock-skew.ts';
import { dataCorruption } from './data-corruption.ts';
import { databaseDiskFull } from './database-disk-full.ts';
import { databaseDropped } from './database-dropped.ts';
import { databasePrimaryHang } from './database-primary-hang.ts';
import { databasePrimaryKill } from './database-primary-kill.ts';
import { machineRestart } from './machine-restart.ts';
import { networkPartition } from './network-partition.ts';
import { nodeLoss } from './node-loss.ts';
import { peerFaults } from './peer-faults.ts';
import { processHang } from './process-hang.ts';
import { processKill } from './process-kill.ts';
import { processOutOfMemory } from './process-out-of-memory.ts';
import { regionLoss } from './region-loss.ts';
import { tableDropped } from './table-dropped.ts';
import { zoneLoss } from './zone-loss.ts';

const all: readonly Fault[] = [
  processKill,
  processHang,
  processOutOfMemory,
  nodeLoss,
  cachePrimaryLoss,
  cacheTotalLoss,
  databasePrimaryKill,
  databasePrimaryHang,
  databaseDiskFull,
  zoneLoss,
  regionLoss,
  dataCorruption,
  databaseDropped,
  tableDropped,
  ...badReleases,
  ...peerFaults,
  networkPartition,
  clockSkew,
  machineRestart,
];

/** Every fault by the name of its drill. */
export const FAULTS: ReadonlyMap<string, Fault> = new Map(all.map((fault) => [fault.name, fault]));
