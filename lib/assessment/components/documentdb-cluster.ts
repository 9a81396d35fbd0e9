import { volumeClusterKind } from './volume-cluster.ts';

/** A DocumentDB cluster that is made of instances; elastic clusters are another type and not modelled. */
export const documentDbCluster = volumeClusterKind(
  'documentdb-cluster',
  'AWS::DocDB::DBCluster',
  {
    service: 'DocumentDB',
    instanceType: 'AWS::DocDB::DBInstance',
    globalType: 'AWS::DocDB::GlobalCluster',
    failover: 'documentdb.failover',
    replace: 'documentdb.replace',
    volume: 'documentdb.volume',
  },
  { multiAz: 'sla.documentdb.multi-az', singleAz: 'sla.documentdb.single-az' },
);
