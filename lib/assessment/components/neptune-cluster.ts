import { volumeClusterKind } from './volume-cluster.ts';

/** A Neptune graph database cluster. */
export const neptuneCluster = volumeClusterKind(
  'neptune-cluster',
  'AWS::Neptune::DBCluster',
  {
    service: 'Neptune',
    instanceType: 'AWS::Neptune::DBInstance',
    globalType: 'AWS::Neptune::GlobalCluster',
    failover: 'neptune.failover',
    replace: 'neptune.replace',
    volume: 'neptune.volume',
  },
  { multiAz: 'sla.neptune.multi-az', singleAz: 'sla.neptune.single-az' },
);
