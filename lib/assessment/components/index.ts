import type { ComponentKind } from '../component-kind.ts';
import { cloudFrontDistribution } from './cloudfront-distribution.ts';
import { ecsService } from './ecs-service.ts';
import { elastiCacheReplicationGroup } from './elasticache-replication-group.ts';
import { loadBalancer } from './load-balancer.ts';
import { natGateway } from './nat-gateway.ts';
import { rdsInstance } from './rds-instance.ts';
import { rdsProxy } from './rds-proxy.ts';
import { s3Bucket } from './s3-bucket.ts';
import { webAcl } from './web-acl.ts';

/** Every kind of component the model knows. */
export const COMPONENT_KINDS: readonly ComponentKind[] = [
  cloudFrontDistribution,
  ecsService,
  elastiCacheReplicationGroup,
  loadBalancer,
  natGateway,
  rdsInstance,
  rdsProxy,
  s3Bucket,
  webAcl,
];

/** Types that carry data or traffic and have no file here: they are counted and listed, never passed over. */
export const CARRIES_DATA_OR_TRAFFIC =
  /^AWS::(RDS::DB(Instance|Cluster|Proxy)|RDS::GlobalCluster|DynamoDB::(Table|GlobalTable)|DocDB::DBCluster|Neptune::DBCluster|ElastiCache::(CacheCluster|ServerlessCache)|MemoryDB::Cluster|OpenSearchService::Domain|EFS::FileSystem|FSx::FileSystem|EC2::(Instance|NatGateway|Volume)|AutoScaling::AutoScalingGroup|EKS::Cluster|Lambda::(Function|Url)|ApiGateway::RestApi|ApiGatewayV2::Api|ElasticLoadBalancing::LoadBalancer|SQS::Queue|SNS::Topic|Kinesis::Stream|MSK::Cluster|StepFunctions::StateMachine|Cognito::UserPool|SecretsManager::Secret|KMS::Key)$/;
