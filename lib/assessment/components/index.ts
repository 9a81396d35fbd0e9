import type { ComponentKind } from '../component-kind.ts';
import { apiGateway } from './api-gateway.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { classicLoadBalancer } from './classic-load-balancer.ts';
import { cloudFrontDistribution } from './cloudfront-distribution.ts';
import { documentDbCluster } from './documentdb-cluster.ts';
import { dynamoDbTable } from './dynamodb-table.ts';
import { ec2Instance } from './ec2-instance.ts';
import { ecsService } from './ecs-service.ts';
import { efsFileSystem } from './efs-file-system.ts';
import { elastiCacheCacheCluster } from './elasticache-cache-cluster.ts';
import { elastiCacheReplicationGroup } from './elasticache-replication-group.ts';
import { elastiCacheServerlessCache } from './elasticache-serverless-cache.ts';
import { kinesisStream } from './kinesis-stream.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaFunction } from './lambda-function.ts';
import { loadBalancer } from './load-balancer.ts';
import { memoryDbCluster } from './memorydb-cluster.ts';
import { natGateway } from './nat-gateway.ts';
import { neptuneCluster } from './neptune-cluster.ts';
import { openSearchDomain } from './opensearch-domain.ts';
import { rdsCluster } from './rds-cluster.ts';
import { rdsInstance } from './rds-instance.ts';
import { rdsProxy } from './rds-proxy.ts';
import { s3Bucket } from './s3-bucket.ts';
import { secretsManagerSecret } from './secrets-manager-secret.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueue } from './sqs-queue.ts';
import { stepFunctions } from './step-functions.ts';
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
  dynamoDbTable,
  documentDbCluster,
  neptuneCluster,
  elastiCacheServerlessCache,
  elastiCacheCacheCluster,
  memoryDbCluster,
  openSearchDomain,
  efsFileSystem,
  rdsCluster,
  webAcl,
  apiGateway,
  autoScalingGroup,
  classicLoadBalancer,
  ec2Instance,
  kinesisStream,
  kmsKey,
  lambdaFunction,
  secretsManagerSecret,
  snsTopic,
  sqsQueue,
  stepFunctions,
];

/** Types that carry data or traffic and have no file here: they are counted and listed, never passed over. */
export const CARRIES_DATA_OR_TRAFFIC =
  /^AWS::(CloudFormation::(Stack|StackSet)|Serverless::\w+|RDS::DB(Instance|Cluster|Proxy)|DynamoDB::(Table|GlobalTable)|DocDB::DBCluster|Neptune::DBCluster|ElastiCache::(CacheCluster|ServerlessCache)|MemoryDB::Cluster|OpenSearchService::Domain|EFS::FileSystem|FSx::FileSystem|FSx::(Volume|FileCache)|Redshift::Cluster|RedshiftServerless::(Namespace|Workgroup)|Timestream::(Database|Table|InfluxDBInstance)|Cassandra::Table|QLDB::Ledger|DAX::Cluster|DocDBElastic::Cluster|DSQL::Cluster|NeptuneGraph::Graph|OpenSearchServerless::Collection|RDS::DBShardGroup|S3Express::DirectoryBucket|S3Tables::TableBucket|Lightsail::Database|AmazonMQ::Broker|EC2::(Instance|NatGateway|Volume)|AutoScaling::AutoScalingGroup|EKS::Cluster|Lambda::(Function|Url)|ApiGateway::RestApi|ApiGatewayV2::Api|ElasticLoadBalancing::LoadBalancer|SQS::Queue|SNS::Topic|Kinesis::Stream|MSK::(Cluster|ServerlessCluster)|StepFunctions::StateMachine|Cognito::UserPool|AppSync::GraphQLApi|AppRunner::Service|Batch::JobQueue|Events::EventBus|KinesisFirehose::DeliveryStream|Serverless::\w+|GlobalAccelerator::Accelerator|SecretsManager::Secret|KMS::Key)$/;
