import type { Dependency } from '../model.ts';
import type { Resource, ResourceGraph } from '../read/graph.ts';
import type { Value } from '../read/value.ts';

/** What may be lost without stopping the service: it goes on slower. */
const CACHES = /^AWS::(ElastiCache::|DAX::)/;
const NEEDED =
  /^AWS::(RDS::DB(Instance|Cluster|Proxy)|DynamoDB::(Table|GlobalTable)|DocDB::DBCluster|Neptune::DBCluster|MemoryDB::Cluster|OpenSearchService::Domain|S3::Bucket|SQS::Queue|SNS::Topic|Kinesis::Stream|StepFunctions::StateMachine|SecretsManager::Secret|KMS::Key)$/;

/** Every store, queue or secret that a value names: what is no cache is needed. */
export function needsIn(
  value: Value,
  graph: ResourceGraph,
): { to: Resource; strength: Dependency['strength'] }[] {
  return [...new Set(graph.named(value))].flatMap(
    (to): { to: Resource; strength: Dependency['strength'] }[] => {
      if (CACHES.test(to.type)) return [{ to, strength: 'soft' }];
      return NEEDED.test(to.type) ? [{ to, strength: 'hard' }] : [];
    },
  );
}
