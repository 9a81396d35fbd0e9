import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';
import { declaredState } from './declared-state.ts';

/** Properties by which other resources leave logs, copies or intermediate results in a bucket. */
const ASIDE: Record<string, readonly string[]> = {
  'AWS::S3::Bucket': ['LoggingConfiguration', 'InventoryConfigurations'],
  'AWS::CloudFront::Distribution': ['DistributionConfig.Logging'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['LoadBalancerAttributes'],
  'AWS::ElasticLoadBalancing::LoadBalancer': ['AccessLoggingPolicy'],
  'AWS::EC2::FlowLog': ['LogDestination'],
  'AWS::Logs::DeliveryDestination': ['DestinationResourceArn'],
  'AWS::WAFv2::LoggingConfiguration': ['LogDestinationConfigs'],
  'AWS::CloudTrail::Trail': ['S3BucketName'],
  'AWS::Config::DeliveryChannel': ['S3BucketName'],
  'AWS::Synthetics::Canary': ['ArtifactS3Location'],
  'AWS::ARCRegionSwitch::Plan': ['ReportConfiguration.ReportOutput'],
  'AWS::FIS::ExperimentTemplate': [
    'ExperimentReportConfiguration.Outputs.ExperimentReportS3Configuration.BucketName',
    'LogConfiguration.S3Configuration.BucketName',
  ],
  'AWS::CodePipeline::Pipeline': ['ArtifactStore', 'ArtifactStores'],
  'AWS::Athena::WorkGroup': ['WorkGroupConfiguration.ResultConfiguration'],
};

/**
 * True when the templates show that a bucket only receives what stands elsewhere or serves nobody: logs, replicas of
 * another bucket, build artifacts, query results. An owner who declares a state knows better.
 */
export function standsAside(bucket: Resource, graph: ResourceGraph): boolean {
  const declared = declaredState(bucket);
  if (declared !== undefined) return declared === 'none';
  if (isReplicaOnly(bucket, graph)) return true;
  return Object.entries(ASIDE).some(([type, paths]) =>
    paths.some((path) => naming(bucket, type, path, graph).some((sender) => sender !== bucket)),
  );
}

/** Another bucket is copied to it, and it is not copied back: of two that replicate each other, both are written to. */
function isReplicaOnly(bucket: Resource, graph: ResourceGraph): boolean {
  if (property(bucket, 'ReplicationConfiguration') !== undefined) return false;
  return naming(bucket, bucket.type, 'ReplicationConfiguration', graph).some((other) => other !== bucket);
}

function naming(bucket: Resource, type: string, path: string, graph: ResourceGraph): readonly Resource[] {
  const named = namesOf(bucket).flatMap((name) => graph.holding(name, type, path));
  return [...graph.referring(bucket, type, path), ...named];
}

/** How other resources write the name of a bucket: as it is, as an ARN, or as a domain. */
function namesOf(bucket: Resource): readonly string[] {
  const name = property(bucket, 'BucketName');
  if (typeof name !== 'string') return [];
  const { region } = bucket.stack;
  return [
    name,
    `s3://${name}`,
    `arn:aws:s3:::${name}`,
    `${name}.s3.amazonaws.com`,
    `${name}.s3.${region}.amazonaws.com`,
  ];
}

/** One replication rule of a bucket and what is known of the bucket it copies to. */
export interface Replication {
  readonly path: string;
  readonly rule: Record<string, Value>;
  /** Undefined when the destination is not in the templates. */
  readonly destination: Resource | undefined;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** The enabled replication rules of a bucket. */
export function replicationsOf(bucket: Resource, graph: ResourceGraph): Replication[] {
  return asList(property(bucket, 'ReplicationConfiguration.Rules')).flatMap((rule, index): Replication[] => {
    if (!isRecord(rule) || rule.Status === 'Disabled' || !isRecord(rule.Destination)) return [];
    const target = rule.Destination.Bucket;
    const [destination = bucketNamed(target, graph)] = graph.named(target, 'AWS::S3::Bucket');
    const account = rule.Destination.Account;
    return [
      {
        path: `ReplicationConfiguration.Rules.${index}`,
        rule,
        destination,
        region: destination?.stack.region,
        account: typeof account === 'string' ? account : destination?.stack.account,
      },
    ];
  });
}

function bucketNamed(target: Value, graph: ResourceGraph): Resource | undefined {
  if (typeof target !== 'string') return undefined;
  return graph.holding(target.replace(/^arn:[\w-]+:s3:::/, ''), 'AWS::S3::Bucket', 'BucketName')[0];
}

/** True when nobody can delete a version before its retention ends. */
export function hasComplianceLock(bucket: Resource): boolean {
  const retention = property(bucket, 'ObjectLockConfiguration.Rule.DefaultRetention');
  return (
    property(bucket, 'ObjectLockConfiguration.ObjectLockEnabled') === 'Enabled' &&
    isRecord(retention) &&
    retention.Mode === 'COMPLIANCE'
  );
}
