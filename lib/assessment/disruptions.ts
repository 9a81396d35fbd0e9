/**
 * The seven ways a platform is disrupted, from the smallest blast radius to the largest.
 * Every estimate, objective, runbook and drill is keyed by one of them.
 */
export const DISRUPTIONS = [
  'process',
  'node',
  'zone',
  'region',
  'corruption',
  'deletion',
  'compromise',
] as const;

export type Disruption = (typeof DISRUPTIONS)[number];

/** What each disruption means, as one sentence for a report. */
export const DISRUPTION_MEANING: Record<Disruption, string> = {
  process: 'A task or server process crashes or hangs.',
  node: 'The host under one task, database or cache node dies.',
  zone: 'One availability zone loses power or network.',
  region: 'The whole primary region is unreachable.',
  corruption: 'A bad release or statement damages data; every replica copies the damage.',
  deletion: 'An operator deletes a database, a bucket or a stack.',
  compromise: 'An administrator of the account destroys data and its backups.',
};
