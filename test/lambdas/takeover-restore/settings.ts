/** What the restore of a lost database is told. */
export const SETTINGS = {
  source: { instance: 'db', region: 'eu-central-1' },
  instance: 'db-replica',
  subnetGroup: 'subnets',
  parameterGroup: 'parameters',
  securityGroup: 'sg-1',
  instanceClass: 'db.r7g.large',
  maxStorageGiB: 500,
  multiAz: true,
  deletionProtection: true,
};
