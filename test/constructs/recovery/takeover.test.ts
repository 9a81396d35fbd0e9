import { loadEnvironment } from '../../../lib/config/load.ts';
import { platformNames } from '../../../lib/names.ts';
import { takeoverPlaces } from '../../../lib/takeover/places.ts';
import { propertiesOf, resourcesOf } from '../../assembly/resources.ts';
import { type Assembly, objectsIn, readAssembly, synthesize, type Template } from '../../assembly.ts';

const PREFIX = 'holdfast-production';
const REGIONS = ['eu-central-1', 'eu-west-1'];

interface Step {
  readonly Name: string;
  readonly ExecutionBlockType: string;
  readonly ExecutionBlockConfiguration: Record<string, Record<string, unknown>>;
}

interface Workflow {
  readonly WorkflowTargetAction: string;
  readonly WorkflowTargetRegion: string;
  readonly Steps: readonly Step[];
}

let assembly: Assembly;
const template = (name: string): Template => assembly.stack(`${PREFIX}-${name}`).template;
const plan = () => propertiesOf(template('takeover-plan'), 'AWS::ARCRegionSwitch::Plan');
const workflows = (): Workflow[] => plan().Workflows;
const steps = () => workflows().flatMap(({ Steps }) => Steps);

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

describe('the plan of a takeover', () => {
  it('D5: lives in the recovery region and takes the objective for the loss of a region', () => {
    expect(assembly.stack(`${PREFIX}-takeover-plan`).region).toBe('eu-west-1');
    expect(plan()).toMatchObject({
      RecoveryApproach: 'activePassive',
      PrimaryRegion: 'eu-central-1',
      Regions: REGIONS,
      RecoveryTimeObjectiveMinutes: 240,
    });
  });

  it('D5: names every resource by a literal ARN, so that a lost region has to tell nothing', () => {
    for (const { ExecutionBlockType, ExecutionBlockConfiguration } of steps()) {
      if (ExecutionBlockType === 'ManualApproval') continue;
      const asked = [...objectsIn(ExecutionBlockConfiguration)].filter(
        ({ object }) => 'Fn::GetAtt' in object || 'Ref' in object || 'Fn::GetStackOutput' in object,
      );
      expect(asked).toEqual([]);
    }
  });

  it('D5: names only databases, services and functions that the templates of their regions have', async () => {
    const config = await loadEnvironment('production');
    const places = takeoverPlaces(config, platformNames(config));
    const inRegion = (region: string, type: string, property: string) =>
      assembly.stacks
        .filter((stack) => stack.region === region)
        .flatMap((stack) => Object.values(resourcesOf(stack.template, type)))
        .map(({ Properties }) => Properties?.[property]);
    for (const region of REGIONS) {
      expect(inRegion(region, 'AWS::RDS::DBInstance', 'DBInstanceIdentifier')).toContain(
        places.instanceNames[region],
      );
      expect(inRegion(region, 'AWS::ECS::Service', 'ServiceName')).toContain(`${PREFIX}-app`);
      expect(inRegion(region, 'AWS::ECS::Cluster', 'ClusterName')).toContain(PREFIX);
    }
    const named = JSON.stringify(steps()).matchAll(/arn:aws:lambda:([a-z0-9-]+):\d+:function:([\w-]+)/g);
    const functions = [...named].map(([, region = '', name]) => ({ region, name }));
    expect(functions.length).toBeGreaterThan(0);
    for (const { region, name } of functions) {
      expect(inRegion(region, 'AWS::Lambda::Function', 'FunctionName')).toContain(name);
    }
  });

  it('A5: raises the recovery service’s minimum to what the primary ran, and waits until its targets are healthy', () => {
    const scale = steps().filter(({ ExecutionBlockType }) => ExecutionBlockType === 'ECSServiceScaling');
    expect(scale).toHaveLength(2);
    for (const { ExecutionBlockConfiguration } of scale) {
      expect(ExecutionBlockConfiguration.EcsCapacityIncreaseConfig).toMatchObject({
        TargetPercent: 100,
        WaitELBTargetGroupHealthy: 'enabled',
        // Four tasks carry the declared load, of six.
        Ungraceful: { MinimumSuccessPercentage: 67 },
      });
    }
  });

  it('A5: switches the two failover records of the origin name', () => {
    const traffic = steps().find(({ ExecutionBlockType }) => ExecutionBlockType === 'Route53HealthCheck');
    const { RecordName, HostedZoneId, RecordSets } =
      traffic?.ExecutionBlockConfiguration.Route53HealthCheckConfig ?? {};
    const records = assembly.stacks.flatMap(({ region, template: one }) =>
      Object.values(resourcesOf(one, 'AWS::Route53::RecordSet'))
        .filter(({ Properties }) => Properties?.Failover !== undefined)
        .map(({ Properties }) => ({
          Region: region,
          RecordSetIdentifier: Properties?.SetIdentifier,
          of: [Properties?.Name, Properties?.HostedZoneId],
        })),
    );
    expect(records.map(({ of, ...record }) => record)).toEqual(
      expect.arrayContaining(RecordSets as unknown[]),
    );
    for (const { of } of records) expect(of).toEqual([`${RecordName}.`, HostedZoneId]);
  });

  it('A5: keeps the primary region off after a takeover, by a switch that is found by its region', () => {
    const checks = Object.values(resourcesOf(template('service'), 'AWS::Route53::HealthCheck'));
    const combined = checks.find(
      ({ Properties }) => Properties?.HealthCheckConfig.Type === 'CALCULATED',
    )?.Properties;
    const [, ofPlan] = combined?.HealthCheckConfig.ChildHealthChecks ?? [];
    const output = ofPlan['Fn::GetStackOutput'];
    expect(output).toMatchObject({ StackName: `${PREFIX}-takeover-plan`, Region: 'eu-west-1' });
    const value = template('takeover-plan').Outputs?.[output.OutputName];
    const told = [
      'Z1:origin.app.example.com:eu-west-1:recovery-id',
      'Z1:origin.app.example.com:eu-central-1:primary-id',
    ];
    for (const order of [told, told.toReversed()]) {
      expect(evaluate((value as { Value: unknown }).Value, order)).toBe('primary-id');
    }
  });

  it('D4: is started and approved by a role that asks for a second factor', () => {
    const role = Object.values(resourcesOf(template('takeover-plan'), 'AWS::IAM::Role')).find(
      ({ Properties }) => Properties?.RoleName === `${PREFIX}-takeover-approval`,
    );
    expect(role?.Properties?.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    });
    const approvals = steps().filter(({ ExecutionBlockType }) => ExecutionBlockType === 'ManualApproval');
    expect(approvals.length).toBe(workflows().length);
  });

  it('D7: leaves a report of every execution in a versioned bucket of its own account', () => {
    const bucket = propertiesOf(template('takeover-plan'), 'AWS::S3::Bucket');
    expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(plan().ReportConfiguration.ReportOutput[0].S3Configuration.BucketOwner).toBe('111122223333');
  });

  it('D7: mails what the engine warns of while nothing is wrong yet, from the region that would run it', () => {
    const { EventPattern, Targets } = propertiesOf(template('takeover-plan'), 'AWS::Events::Rule');
    const [planId] = Object.keys(resourcesOf(template('takeover-plan'), 'AWS::ARCRegionSwitch::Plan'));
    expect(EventPattern).toEqual({
      source: ['aws.arc-region-switch'],
      resources: [{ 'Fn::GetAtt': [planId, 'Arn'] }],
      detail: { metadata: { warning: [{ exists: true }] } },
    });
    const [topicId] = Object.keys(resourcesOf(template('takeover-plan'), 'AWS::SNS::Topic'));
    expect(Targets[0].Arn).toEqual({ Ref: topicId });
    expect(propertiesOf(template('takeover-plan'), 'AWS::SNS::Topic').KmsMasterKeyId).toBeDefined();
    const policy = JSON.stringify(propertiesOf(template('takeover-plan'), 'AWS::SNS::TopicPolicy'));
    expect(policy).toContain('"aws:SecureTransport":"false"');
    for (const publisher of [
      policy,
      JSON.stringify(propertiesOf(template('takeover-plan'), 'AWS::KMS::Key')),
    ]) {
      expect(publisher).toContain('events.amazonaws.com');
    }
    expect(propertiesOf(template('takeover-plan'), 'AWS::SNS::Subscription')).toMatchObject({
      TopicArn: { Ref: topicId },
      Endpoint: 'oncall@example.com',
    });
  });

  it('has a name of at most 32 characters, which the service allows', async () => {
    const config = await loadEnvironment('production');
    const longest = { ...config, application: 'holdfast-sales-desk', environment: 'production-eu' };
    expect(platformNames(longest).takeoverPlan).toBe('holdfast-sales-desk-production-e');
  });
});

describe('the steps that the engine has no block for', () => {
  it('A5: fence the other region’s database, and look after their own', () => {
    const settings = (stack: string, action: string) => {
      const found = Object.values(resourcesOf(template(stack), 'AWS::Lambda::Function')).find(
        ({ Properties }) => Properties?.FunctionName === `${PREFIX}-takeover-${action}`,
      );
      const text = found?.Properties?.Environment.Variables.SETTINGS;
      return typeof text === 'string' ? JSON.parse(text) : text;
    };
    expect(settings('recovery-takeover', 'fence')).toEqual({
      region: 'eu-central-1',
      instance: `${PREFIX}-db`,
    });
    expect(settings('takeover', 'fence')).toEqual({ region: 'eu-west-1', instance: `${PREFIX}-db-replica` });
    expect(settings('recovery-takeover', 'open')).toEqual({
      instance: `${PREFIX}-db-replica`,
      multiAz: true,
    });
    expect(settings('takeover', 'open')).toEqual({
      instance: `${PREFIX}-db`,
      multiAz: true,
      proxy: `${PREFIX}-db`,
    });
  });

  it('D5: restore only where nothing follows the database', async () => {
    const cold = readAssembly(await synthesize({ context: { strategy: 'backup-restore' } }));
    const names = (one: Template) =>
      Object.values(resourcesOf(one, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties?.FunctionName,
      );
    expect(names(cold.stack(`${PREFIX}-recovery-takeover`).template)).toContain(`${PREFIX}-takeover-restore`);
    expect(names(template('recovery-takeover'))).not.toContain(`${PREFIX}-takeover-restore`);
  });
});

/** What CloudFormation makes of the functions that find the switch. */
function evaluate(value: unknown, healthChecks: readonly string[]): unknown {
  const [[name, argument] = []] = Object.entries(value as Record<string, unknown>);
  const parts = argument as [never, never];
  switch (name) {
    case 'Fn::GetAtt':
      return healthChecks;
    case 'Fn::Join':
      return (evaluate(parts[1], healthChecks) as string[]).join(parts[0]);
    case 'Fn::Split':
      return (evaluate(parts[1], healthChecks) as string).split(parts[0]);
    case 'Fn::Select':
      return (evaluate(parts[1], healthChecks) as string[])[parts[0]];
    default:
      throw new Error(`${name} is not expected here.`);
  }
}
