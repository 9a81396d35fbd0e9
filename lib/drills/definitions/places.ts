import type { Drill } from '../drill.ts';

/** A host, a zone, the region or the whole machine is lost. */
export const placeDrills: readonly Drill[] = [
  {
    ...{ name: 'node-loss', title: 'A host is lost', disruption: 'node', component: 'ecs-service' },
    injection: 'One replica of the app and the second server of the cache fall silent in the same moment.',
    expected: 'Both are replaced, and the other replica serves meanwhile.',
    verification: 'The frozen processes are gone, and the cache has a replica that follows.',
    budgets: { rtoSeconds: 60, rpoSeconds: 0 },
  },
  {
    ...{ name: 'zone-loss', title: 'A zone is lost', disruption: 'zone' },
    injection:
      'One replica of the app and the primaries of the database and of the cache fall silent in the same moment.',
    expected: 'Both standbys are promoted, the other replica serves, and everything is replaced by itself.',
    verification: 'Other servers are the primaries, and commits wait for a standby again.',
    budgets: { rtoSeconds: 120, rpoSeconds: 0 },
  },
  {
    ...{ name: 'region-loss', title: 'The region is lost', disruption: 'region' },
    injection:
      'Every process is killed, and the folder of the primary region is deleted, with both database servers and the first backup repository.',
    expected: 'The platform is rebuilt from the recovery region’s folder alone.',
    verification: 'The database says that it was restored from the recovery region.',
    budgets: { rtoSeconds: 900, rpoSeconds: 300 },
    // Longer than the archive may take, so that what it promises is put to the test.
    steadySeconds: 90,
  },
  {
    ...{ name: 'machine-restart', title: 'The machine restarts' },
    notModelled:
      'On AWS no single machine carries the whole platform; the model’s nearest disruptions are the zone and the region.',
    injection: 'SIGKILL to every process of the platform in the same moment.',
    expected: 'The platform starts again on its data, and has every acknowledged write.',
    verification: 'Every part runs, and commits wait for the standby.',
    budgets: { rtoSeconds: 300, rpoSeconds: 0 },
  },
];
