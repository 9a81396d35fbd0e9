import type { StackTemplate, TemplateResource } from '../../lib/assessment/read/template.ts';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
/** CloudFormation admits no more in one stack. */
const RESOURCES_PER_STACK = 500;

/** A template as a file of a generated assembly. */
export type GeneratedStack = Pick<StackTemplate, 'name' | 'account' | 'region' | 'template'>;

/**
 * Stacks with `count` resources in all, in the proportions of a real platform: services with database, cache, load
 * balancer and network, and around them the roles, rules, logs and alarms that make up most of a template.
 */
export function generatedStacks(count: number): GeneratedStack[] {
  const stacks: GeneratedStack[] = [];
  for (let left = count; left > 0; left -= RESOURCES_PER_STACK) {
    const name = `generated-${stacks.length}`;
    const resources = Object.fromEntries(entriesOf(name, Math.min(left, RESOURCES_PER_STACK)));
    stacks.push({ name, account: ACCOUNT, region: REGION, template: { Resources: resources } });
  }
  return stacks;
}

function entriesOf(stack: string, count: number): [string, TemplateResource][] {
  const entries: [string, TemplateResource][] = [];
  for (let unit = 0; entries.length < count; unit++) entries.push(...unitOf(stack, unit));
  return entries.slice(0, count);
}

/** One service with what it stands on: references lead backwards only, so that a cut unit is still a template. */
function unitOf(stack: string, unit: number): [string, TemplateResource][] {
  const id = (name: string) => `${name}${unit}`;
  const name = `${stack}-${unit}`;
  const subnets = [0, 1, 2].map((zone) => id(`Subnet${zone}x`));
  const subnetIds = subnets.map((Ref) => ({ Ref }));
  const one = (Type: string, Properties: Record<string, unknown>): TemplateResource => ({ Type, Properties });
  return [
    [id('Vpc'), one('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' })],
    ...subnets.map((subnet, zone): [string, TemplateResource] => [
      subnet,
      one('AWS::EC2::Subnet', {
        VpcId: { Ref: id('Vpc') },
        CidrBlock: `10.0.${zone}.0/24`,
        AvailabilityZone: `${REGION}${'abc'[zone]}`,
      }),
    ]),
    [id('Group'), one('AWS::EC2::SecurityGroup', { GroupDescription: 'Service', VpcId: { Ref: id('Vpc') } })],
    [
      id('SubnetGroup'),
      one('AWS::RDS::DBSubnetGroup', { DBSubnetGroupDescription: 'Data', SubnetIds: subnetIds }),
    ],
    [
      id('Database'),
      {
        ...one('AWS::RDS::DBInstance', {
          DBInstanceIdentifier: name,
          DBInstanceClass: 'db.m7g.large',
          Engine: 'postgres',
          AllocatedStorage: '100',
          MasterUsername: 'owner',
          ManageMasterUserPassword: true,
          StorageEncrypted: true,
          MultiAZ: true,
          BackupRetentionPeriod: 35,
          DeletionProtection: true,
          DBSubnetGroupName: { Ref: id('SubnetGroup') },
          VPCSecurityGroups: [{ 'Fn::GetAtt': [id('Group'), 'GroupId'] }],
        }),
        DeletionPolicy: 'Snapshot',
        UpdateReplacePolicy: 'Snapshot',
      },
    ],
    [id('Bucket'), one('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } })],
    [id('Cluster'), one('AWS::ECS::Cluster', {})],
    [id('Logs'), one('AWS::Logs::LogGroup', { LogGroupName: `/${name}`, RetentionInDays: 30 })],
    [
      id('Role'),
      one('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
          ],
        },
      }),
    ],
    [
      id('Host'),
      one('AWS::SSM::Parameter', {
        Name: `/${name}/host`,
        Type: 'String',
        Value: { 'Fn::GetAtt': [id('Database'), 'Endpoint.Address'] },
      }),
    ],
    [
      id('Task'),
      one('AWS::ECS::TaskDefinition', {
        Cpu: '256',
        Memory: '512',
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        ExecutionRoleArn: { 'Fn::GetAtt': [id('Role'), 'Arn'] },
        ContainerDefinitions: [
          {
            Name: 'app',
            Image: 'public.ecr.aws/docker/library/node:24',
            HealthCheck: { Command: ['CMD', 'true'], Interval: 10, Retries: 3 },
            Environment: [{ Name: 'DATABASE_HOST', Value: { 'Fn::GetAtt': [id('Host'), 'Value'] } }],
            Secrets: [
              {
                Name: 'HOST',
                ValueFrom: {
                  'Fn::Sub': `arn:aws:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/${name}/host`,
                },
              },
            ],
          },
        ],
      }),
    ],
    [
      id('Balancer'),
      one('AWS::ElasticLoadBalancingV2::LoadBalancer', {
        Subnets: subnetIds,
        LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
      }),
    ],
    [
      id('Targets'),
      one('AWS::ElasticLoadBalancingV2::TargetGroup', {
        VpcId: { Ref: id('Vpc') },
        Port: 80,
        Protocol: 'HTTP',
        TargetType: 'ip',
        HealthCheckIntervalSeconds: 10,
        TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
      }),
    ],
    [
      id('Listener'),
      one('AWS::ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: { Ref: id('Balancer') },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: id('Targets') } }],
      }),
    ],
    [
      id('Service'),
      one('AWS::ECS::Service', {
        Cluster: { Ref: id('Cluster') },
        LaunchType: 'FARGATE',
        TaskDefinition: { Ref: id('Task') },
        LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: { Ref: id('Targets') } }],
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnetIds } },
      }),
    ],
    [
      id('Scaling'),
      one('AWS::ApplicationAutoScaling::ScalableTarget', {
        MinCapacity: 6,
        MaxCapacity: 30,
        ResourceId: { 'Fn::Sub': `service/\${${id('Cluster')}}/\${${id('Service')}.Name}` },
        ScalableDimension: 'ecs:service:DesiredCount',
        ServiceNamespace: 'ecs',
      }),
    ],
    ...[0, 1, 2, 3].map((index): [string, TemplateResource] => [
      id(`Alarm${index}x`),
      one('AWS::CloudWatch::Alarm', {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 3,
        Threshold: index,
        Period: 60,
        Statistic: 'Sum',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_ELB_5XX_Count',
        Dimensions: [
          { Name: 'LoadBalancer', Value: { 'Fn::GetAtt': [id('Balancer'), 'LoadBalancerFullName'] } },
        ],
      }),
    ]),
  ];
}
