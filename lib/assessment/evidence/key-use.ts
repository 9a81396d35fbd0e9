import type { Resource, ResourceGraph } from '../read/graph.ts';
import { property } from '../read/graph.ts';

const KEEPS_OR_CARRIES_DATA =
  /^AWS::(RDS::DB(Instance|Cluster)|DynamoDB::(Table|GlobalTable)|DocDB::DBCluster|Neptune::DBCluster|ElastiCache::ReplicationGroup|MemoryDB::Cluster|OpenSearchService::Domain|EFS::FileSystem|S3::Bucket|SQS::Queue|Kinesis::Stream|SecretsManager::Secret)$/;

const found = new WeakMap<ResourceGraph, ReadonlyMap<Resource, readonly Resource[]>>();

/** The keys that a store, queue or secret names, itself or by an alias: it cannot be read without them. */
export function keysOf(store: Resource, graph: ResourceGraph): readonly Resource[] {
  return keysByStore(graph).get(store) ?? [];
}

/** True when a store, queue or secret is encrypted with the key, and so cannot be read without it. */
export function encryptsData(key: Resource, graph: ResourceGraph): boolean {
  let keys = used.get(graph);
  if (!keys) {
    keys = new Set([...keysByStore(graph).values()].flat());
    used.set(graph, keys);
  }
  return keys.has(key);
}

const used = new WeakMap<ResourceGraph, ReadonlySet<Resource>>();

function keysByStore(graph: ResourceGraph): ReadonlyMap<Resource, readonly Resource[]> {
  let byStore = found.get(graph);
  if (!byStore) {
    byStore = new Map(
      graph.resources
        .filter(({ type }) => KEEPS_OR_CARRIES_DATA.test(type))
        .map((store) => [store, keysNamed(store, graph)]),
    );
    found.set(graph, byStore);
  }
  return byStore;
}

function keysNamed({ properties }: Resource, graph: ResourceGraph): Resource[] {
  const named = graph.named(properties, 'AWS::KMS::Key', 'AWS::KMS::Alias');
  return [
    ...new Set(
      named.flatMap((one) =>
        one.type === 'AWS::KMS::Alias' ? graph.named(property(one, 'TargetKeyId'), 'AWS::KMS::Key') : [one],
      ),
    ),
  ];
}
