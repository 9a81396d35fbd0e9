import { property, type Resource } from '../read/graph.ts';

/** Stands for an identifier that CloudFormation makes up: no pattern but a wildcard matches it. */
const GENERATED = '<generated>';

/** Service, resource part and naming property of the types that AWS Backup selects by ARN. */
const FORMS: Readonly<Record<string, readonly [service: string, part: string, named: string]>> = {
  'AWS::RDS::DBInstance': ['rds', 'db:', 'DBInstanceIdentifier'],
  'AWS::RDS::DBCluster': ['rds', 'cluster:', 'DBClusterIdentifier'],
  'AWS::DocDB::DBCluster': ['rds', 'cluster:', 'DBClusterIdentifier'],
  'AWS::Neptune::DBCluster': ['rds', 'cluster:', 'DBClusterIdentifier'],
  'AWS::DynamoDB::Table': ['dynamodb', 'table/', 'TableName'],
  'AWS::DynamoDB::GlobalTable': ['dynamodb', 'table/', 'TableName'],
  'AWS::EFS::FileSystem': ['elasticfilesystem', 'file-system/', ''],
  'AWS::EC2::Instance': ['ec2', 'instance/', ''],
  'AWS::EC2::Volume': ['ec2', 'volume/', ''],
};

/** The ARN that AWS Backup selects a resource by; what CloudFormation names itself stays a placeholder. */
export function resourceArn(resource: Resource): string {
  const { region, account } = resource.stack;
  const partition = partitionOf(region);
  if (resource.type === 'AWS::S3::Bucket') return `arn:${partition}:s3:::${named(resource, 'BucketName')}`;
  const [service, part, name] = FORMS[resource.type] ?? ['unknown', '', ''];
  return `arn:${partition}:${service}:${region}:${account}:${part}${named(resource, name)}`;
}

function named(resource: Resource, path: string): string {
  const value = path === '' ? undefined : property(resource, path);
  return typeof value === 'string' ? value : GENERATED;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
