import type { Resource, ResourceGraph } from '../read/graph.ts';

const KEEPS_OR_CARRIES_DATA =
  /^AWS::(RDS::DB(Instance|Cluster)|DynamoDB::(Table|GlobalTable)|DocDB::DBCluster|Neptune::DBCluster|ElastiCache::ReplicationGroup|MemoryDB::Cluster|OpenSearchService::Domain|EFS::FileSystem|S3::Bucket|SQS::Queue|Kinesis::Stream|SecretsManager::Secret)$/;

const used = new WeakMap<ResourceGraph, ReadonlySet<Resource>>();

/** True when a store, queue or secret is encrypted with the key, and so cannot be read without it. */
export function encryptsData(key: Resource, graph: ResourceGraph): boolean {
  let keys = used.get(graph);
  if (!keys) {
    keys = new Set(
      graph.resources
        .filter(({ type }) => KEEPS_OR_CARRIES_DATA.test(type))
        .flatMap(({ properties }) => graph.named(properties, 'AWS::KMS::Key')),
    );
    used.set(graph, keys);
  }
  return keys.has(key);
}
