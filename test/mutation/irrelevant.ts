import type { StackTemplate, TemplateResource } from '../../lib/assessment/read/template.ts';

/** What is not mutated, and why: everything that is not listed here is. */
interface Exclusion {
  /** Matches the resource type, without `AWS::`. */
  readonly type: RegExp;
  /** Matches the property path without list positions; absent when no resource of the type is mutated. */
  readonly path?: RegExp;
  readonly reason: string;
}

export const EXCLUSIONS: readonly Exclusion[] = [
  // Whole types
  {
    type: /^(IAM::|Lambda::Permission|S3::BucketPolicy|SecretsManager::ResourcePolicy|SNS::TopicPolicy)/,
    reason:
      'Who may do what: least privilege is for cdk-nag, and a missing permission shows at the first use.',
  },
  {
    type: /^(EC2::SecurityGroup|EC2::VPCEndpoint)/,
    reason: 'Which packets are let in: the same code makes both regions, and what is shut shows at once.',
  },
  {
    type: /^(CloudWatch::|ApplicationSignals::|Logs::|SNS::|Chatbot::|WAFv2::LoggingConfiguration|EC2::FlowLog|Synthetics::)/,
    reason:
      'Observation: its own tests prove each alarm; the alarms that roll releases back are named by the service.',
  },
  {
    type: /^(Lambda::|Custom::|CloudFormation::|SecretsManager::RotationSchedule|SecretsManager::SecretTargetAttachment)/,
    reason: 'Deployment-time functions and rotation: nothing that serves or recovers waits for them.',
  },
  {
    type: /^CloudFront::(CachePolicy|OriginAccessControl|ResponseHeadersPolicy)$/,
    reason:
      'What is cached and which headers are sent: removing one is a dangling reference of the distribution.',
  },
  {
    type: /^ResilienceHubV2::/,
    reason: 'A second opinion on what is deployed: nothing that serves or recovers waits for it.',
  },
  {
    type: /^(ARCRegionSwitch::Plan|FIS::ExperimentTemplate)$/,
    reason:
      'What runs a takeover and rehearses faults: its own tests prove each step, target and stop condition against the templates.',
  },
  { type: /^KMS::Alias$/, reason: 'A name for people: keys are referred to by ARN.' },
  {
    type: /^S3::Bucket$/,
    reason: 'Every bucket of the platform receives logs, or records that stand in another region too.',
  },
  {
    type: /^(SQS::|Events::Rule$|Backup::RestoreTesting)/,
    reason: 'Parts of the verifiers, which prove recovery and are no part of it: their own tests prove each.',
  },
  {
    type: /^WAFv2::WebACL$/,
    path: /./,
    reason: 'Which requests are refused, not whether what is left is served.',
  },
  { type: /^ElastiCache::ParameterGroup$/, reason: 'How a cache evicts: performance.' },
  {
    type: /^KMS::Key$/,
    path: /./,
    reason: 'Who may use a key and when it rotates; its removal, region and deletion policy are mutated.',
  },
  {
    type: /^CertificateManager::/,
    path: /./,
    reason: 'Names and validation of a certificate, checked when it is issued.',
  },
  {
    type: /^EC2::(EIP|InternetGateway|VPC)$/,
    path: /./,
    reason: 'Address ranges and names, the same in every zone.',
  },
  { type: /^ECS::Cluster$/, path: /./, reason: 'Names and observation.' },
  {
    type: /^Scheduler::Schedule$/,
    path: /^(FlexibleTimeWindow|Name|ScheduleExpressionTimezone|Target\.(DeadLetterConfig|Input|RetryPolicy|RoleArn))(\.|$)/,
    reason: 'How a verifier is started; that it is, and how often, is mutated.',
  },

  // Properties of any type
  {
    type: /./,
    path: /^(.*Tags|PropagateTags|EnableECSManagedTags|CopyTagsToSnapshot)(\.|$)/,
    reason: 'Tags.',
  },
  { type: /./, path: /(^|\.)(\w*Description|Comment|Sid)$/, reason: 'Text for people.' },
  {
    type: /./,
    path: /(^|\.)(PolicyName|SelectionName|BackupPlanName|RuleName|ServiceName|Family|TargetGroupName|DBProxyName|CacheSubnetGroupName|ReplicationGroupId)$/,
    reason: 'A name that nothing else uses: CloudFormation makes one up.',
  },
  { type: /./, path: /SecurityGroup(s|Ids)(\.|$)/i, reason: 'Which packets are let in, as above.' },
  { type: /./, path: /(RoleArn|RoleARN)$/, reason: 'Permissions, as above.' },
  {
    type: /./,
    path: /^(AutoMinorVersionUpgrade|PreferredMaintenanceWindow|PreferredBackupWindow|SnapshotWindow)$/,
    reason: 'When maintenance is done, not how long it takes.',
  },
  {
    type: /./,
    path: /^(MonitoringInterval|MonitoringRoleArn|EnablePerformanceInsights|PerformanceInsights.*|DatabaseInsightsMode|EnableCloudwatchLogsExports|LogDeliveryConfigurations)(\.|$)/,
    reason: 'Observation.',
  },

  // Properties of one type
  {
    type: /^RDS::(DBSubnetGroup|DBParameterGroup)$/,
    path: /^(DBSubnetGroupName|DBParameterGroupName)$/,
    reason: 'The name of a group itself; the reference to the group is mutated.',
  },
  {
    type: /^RDS::DBInstance$/,
    path: /^(DBName|Engine|EngineVersion|MasterUser.*|CACertificateIdentifier|PubliclyAccessible)$/,
    reason: 'What the first deployment creates and connects to: a restore keeps it.',
  },
  {
    type: /^RDS::DBProxy$/,
    path: /^(DefaultAuthScheme|EngineFamily|IdleClientTimeout|RequireTLS)$/,
    reason: 'How clients log in: it is the same after every recovery.',
  },
  {
    type: /^RDS::DBProxyTargetGroup$/,
    path: /^ConnectionPool/,
    reason: 'How connections are shared among tasks: performance.',
  },
  {
    type: /^ElastiCache::ReplicationGroup$/,
    path: /^(AuthToken|KmsKeyId|TransitEncryption.*|Snapshot.*|CacheParameterGroupName)$/,
    reason: 'Secrecy and snapshots of what can be computed again.',
  },
  {
    type: /^SecretsManager::Secret$/,
    path: /^(GenerateSecretString|KmsKeyId|ReplicaRegions\.KmsKeyId|Name)(\.|$)/,
    reason: 'What the secret is made of; that it exists in the recovery region is mutated.',
  },
  {
    type: /^SSM::Parameter$/,
    path: /^Type$/,
    reason: 'A host name is no secret, whichever way it is stored.',
  },
  {
    type: /^CloudFront::Distribution$/,
    path: /^DistributionConfig\.(CacheBehaviors|DefaultCacheBehavior)\.(?!TargetOriginId|AllowedMethods)/,
    reason: 'What is cached, compressed and passed on: performance and security.',
  },
  {
    type: /^CloudFront::Distribution$/,
    path: /^DistributionConfig\.(Aliases|CustomErrorResponses|HttpVersion|IPV6Enabled|PriceClass|ViewerCertificate|Logging)(\.|$)/,
    reason: 'Names, protocols and error pages of the edge: a slip shows to the first visitor.',
  },
  {
    type: /^CloudFront::Distribution$/,
    path: /(^|\.)Quantity$/,
    reason: 'A count that CloudFront refuses when it is not the length of its list.',
  },
  {
    type: /^CloudFront::Distribution$/,
    path: /\.Origins\.(CustomOriginConfig|OriginAccessControlId|OriginCustomHeaders|S3OriginConfig)(\.|$)/,
    reason: 'How the edge proves itself to an origin: a slip shows at the first request.',
  },
  {
    type: /^ElasticLoadBalancingV2::(Listener|ListenerRule)$/,
    path: /^SslPolicy$/,
    reason: 'Which ciphers are offered.',
  },
  {
    type: /^EC2::Subnet$/,
    path: /^(CidrBlock|MapPublicIpOnLaunch|VpcId)$/,
    reason: 'Address plan, refused when wrong.',
  },
  {
    type: /^EC2::(RouteTable|VPCGatewayAttachment)$/,
    path: /^VpcId$/,
    reason: 'Required: CloudFormation refuses the template without it.',
  },
  { type: /^EC2::NatGateway$/, path: /^AllocationId$/, reason: 'Refused by EC2 without an address.' },
  {
    type: /^ApplicationAutoScaling::/,
    path: /^(ScalableDimension|ServiceNamespace|PolicyType)$/,
    reason: 'Required: CloudFormation refuses the template without it.',
  },
];

export function isIrrelevantResource(
  _stack: StackTemplate,
  _logicalId: string,
  { Type }: TemplateResource,
): boolean {
  return EXCLUSIONS.some(({ type, path }) => path === undefined && type.test(bare(Type)));
}

/** @param path property path without list positions, e.g. `BackupPlan.BackupPlanRule.CopyActions` */
export function isIrrelevant(type: string, path: string): boolean {
  return EXCLUSIONS.some((one) => one.path?.test(path) === true && one.type.test(bare(type)));
}

function bare(type: string): string {
  return type.replace(/^AWS::/, '');
}
