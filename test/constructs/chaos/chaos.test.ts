import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerImage,
  FargateService,
  FargateTaskDefinition,
  OperatingSystemFamily,
  PidMode,
} from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Chaos } from '../../../constructs/chaos/chaos.ts';
import { taskFaultGaps } from '../../../constructs/chaos/task-fault-readiness.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { platformNames } from '../../../lib/names.ts';
import { resourcesOf } from '../../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize, type Template } from '../../assembly.ts';
import { propertiesOfAll } from '../../runbooks/properties-of-all.ts';

interface Experiment {
  readonly Description: string;
  readonly Targets: Record<string, { ResourceType: string; ResourceArns?: string[]; SelectionMode: string }>;
  readonly Actions: Record<
    string,
    { ActionId: string; Parameters?: Record<string, string>; Targets: Record<string, string> }
  >;
  readonly StopConditions: { Source: string; Value: string }[];
  readonly LogConfiguration: { LogSchemaVersion: number; CloudWatchLogsConfiguration: unknown };
  readonly ExperimentOptions: unknown;
  readonly ExperimentReportConfiguration: {
    Outputs: { ExperimentReportS3Configuration: { Prefix: string } };
    DataSources: { CloudWatchDashboards: { DashboardIdentifier: string }[] };
  };
  readonly RoleArn: { 'Fn::GetAtt': [string, string] };
  readonly Tags: { Name: string };
}

const assemblies = new Map<string, Assembly>();

beforeAll(async () => {
  for (const environment of ['production', 'staging']) {
    assemblies.set(environment, readAssembly(await synthesize({ environment })));
  }
});

function assembly(environment: string): Assembly {
  const found = assemblies.get(environment);
  if (!found) throw new Error(`${environment} has not been synthesized.`);
  return found;
}

const chaos = (environment: string): Template =>
  assembly(environment).stack(`holdfast-${environment}-chaos`).template;

function experiments(environment: string): Map<string, Experiment> {
  const found = Object.values(resourcesOf(chaos(environment), 'AWS::FIS::ExperimentTemplate'));
  return new Map(
    found.map(({ Properties }) => {
      const properties = Properties as unknown as Experiment;
      return [properties.Tags.Name.replace(`holdfast-${environment}-`, ''), properties];
    }),
  );
}

function experiment(environment: string, name: string): Experiment {
  const found = experiments(environment).get(name);
  if (!found) throw new Error(`${environment} has no experiment ${name}.`);
  return found;
}

const ZONES = ['a', 'b', 'c'];
const EVERYWHERE = [
  'task-stop',
  'database-failover',
  ...ZONES.map((zone) => `cache-node-loss-${zone}`),
  ...ZONES.map((zone) => `zone-power-loss-${zone}`),
  'region-connectivity-loss',
];
const INSIDE_TASKS = ['task-hang', 'dependency-latency', 'dependency-loss'];

describe('the experiments', () => {
  test('T6: cover every fault; those inside tasks where the agent is', () => {
    expect([...experiments('production').keys()].sort()).toEqual([...EVERYWHERE].sort());
    expect([...experiments('staging').keys()].sort()).toEqual([...EVERYWHERE, ...INSIDE_TASKS].sort());
  });

  test.each(['production', 'staging'])(
    'T6: of %s are each stopped by alarms on the service level that their region has',
    (environment) => {
      const alarms = assembly(environment)
        .stacks.filter(({ region }) => region === 'eu-central-1')
        .flatMap(({ template }) => Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')))
        .map(({ Properties }) => Properties?.AlarmName);
      for (const [name, { StopConditions }] of experiments(environment)) {
        const named = StopConditions.map(({ Source, Value }) => [Source, Value.split(':alarm:')[1]]);
        expect([name, named.map(([, alarm]) => alarm)]).toEqual([
          name,
          [
            `holdfast-${environment}-slo-read-availability-14-4x-5m`,
            `holdfast-${environment}-slo-write-availability-14-4x-5m`,
            `holdfast-${environment}-app-target-5xx`,
            `holdfast-${environment}-alb-5xx`,
          ],
        ]);
        for (const [source, alarm] of named) {
          expect(source).toBe('aws:cloudwatch:alarm');
          expect(alarms).toContain(alarm);
        }
      }
    },
  );

  test('T6: each leave a log, and a report with the graphs of the service', () => {
    const dashboards = propertiesOfAll(assembly('staging'), 'AWS::CloudWatch::Dashboard');
    for (const [name, one] of experiments('staging')) {
      expect([name, one.LogConfiguration.LogSchemaVersion]).toEqual([name, 2]);
      expect(one.LogConfiguration.CloudWatchLogsConfiguration).toHaveProperty('LogGroupArn');
      expect(one.ExperimentOptions).toEqual({
        AccountTargeting: 'single-account',
        EmptyTargetResolutionMode: 'fail',
      });
      const { Outputs, DataSources } = one.ExperimentReportConfiguration;
      expect(Outputs.ExperimentReportS3Configuration.Prefix).toBe(name);
      const [, dashboard] =
        DataSources.CloudWatchDashboards[0]?.DashboardIdentifier.split('dashboard/') ?? [];
      expect(dashboards.map(({ DashboardName }) => DashboardName)).toContain(dashboard);
    }
  });

  test('each have a description of what is done and of what must be seen', () => {
    for (const [name, { Description }] of experiments('staging')) {
      expect([name, Description]).toEqual([name, expect.stringMatching(/^.{20,}: .{15,}\.$/)]);
      expect(Description.length).toBeLessThanOrEqual(512);
    }
  });
});

describe('an experiment', () => {
  test('A5: on a zone stops its tasks, cuts its subnets off, and fails database and cache over', () => {
    const { Actions, Targets } = experiment('production', 'zone-power-loss-b');
    expect(Object.values(Actions).map(({ ActionId }) => ActionId)).toEqual([
      'aws:ecs:stop-task',
      'aws:network:disrupt-connectivity',
      'aws:rds:reboot-db-instances',
      'aws:elasticache:replicationgroup-interrupt-az-power',
    ]);
    expect(Targets.tasks).toMatchObject({
      Parameters: { cluster: 'holdfast-production', service: 'holdfast-production-app' },
      Filters: [{ Path: 'AvailabilityZone', Values: ['eu-central-1b'] }],
      SelectionMode: 'ALL',
    });
    expect(Targets.subnets).toMatchObject({ Parameters: { availabilityZoneIdentifier: 'eu-central-1b' } });
    expect(Targets.cache).toMatchObject({
      ResourceTags: { application: 'holdfast', environment: 'production' },
      Parameters: { availabilityZoneIdentifier: 'eu-central-1b' },
    });
  });

  test('A5: on the database forces the failover of the one instance', () => {
    const { Actions, Targets } = experiment('production', 'database-failover');
    expect(Actions.failover).toMatchObject({
      ActionId: 'aws:rds:reboot-db-instances',
      Parameters: { forceFailover: 'true' },
    });
    expect(Targets.database?.ResourceArns).toEqual([
      'arn:aws:rds:eu-central-1:111122223333:db:holdfast-production-db',
    ]);
  });

  test('A5: on the region cuts the way to the other one', () => {
    const { Actions, Targets } = experiment('production', 'region-connectivity-loss');
    expect(Actions.isolate).toMatchObject({
      ActionId: 'aws:network:route-table-disrupt-cross-region-connectivity',
      Parameters: { region: 'eu-west-1' },
    });
    expect(Targets.subnets).toMatchObject({ ResourceTags: { 'aws-cdk:subnet-type': 'Private' } });
  });

  test.each([
    ['task-hang', 'aws:ecs:task-network-blackhole-port', { port: '3000', trafficType: 'ingress' }],
    ['dependency-latency', 'aws:ecs:task-network-latency', { delayMilliseconds: '3000' }],
    ['dependency-loss', 'aws:ecs:task-network-packet-loss', { lossPercent: '33' }],
  ])('T3: %s goes through the fault endpoints of ECS, as Fargate needs', (name, actionId, parameters) => {
    const [action] = Object.values(experiment('staging', name).Actions);
    expect(action).toMatchObject({
      ActionId: actionId,
      Parameters: { ...parameters, useEcsFaultInjectionEndpoints: 'true' },
    });
    if (name !== 'task-hang') {
      expect(action?.Parameters?.sources).toBe(
        'holdfast-example.openai.azure.com,holdfast-example.crm4.dynamics.com',
      );
    }
  });

  test('names targets that are there, and every target is used', () => {
    for (const [name, { Actions, Targets }] of experiments('staging')) {
      const used = Object.values(Actions).flatMap((action) => Object.values(action.Targets));
      expect([name, [...new Set(used)].sort()]).toEqual([name, Object.keys(Targets).sort()]);
    }
  });
});

describe('the roles of experiments', () => {
  test('are one for each experiment, taken by experiments of this account alone', () => {
    const roles = [...experiments('staging').values()].map(({ RoleArn }) => RoleArn['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(experiments('staging').size);
    for (const logicalId of roles) {
      expect(
        chaos('staging').Resources[logicalId]?.Properties?.AssumeRolePolicyDocument.Statement[0].Condition,
      ).toEqual({
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:fis:eu-central-1:111122223333:experiment/*' },
      });
    }
  });

  test('let only the experiments on databases touch one', () => {
    const roleOf = (name: string) => experiment('staging', name).RoleArn['Fn::GetAtt'][0];
    const actionsOf = (name: string) =>
      Object.values(resourcesOf(chaos('staging'), 'AWS::IAM::ManagedPolicy'))
        .filter(({ Properties }) => Properties?.Roles[0].Ref === roleOf(name))
        .flatMap(({ Properties }) => Properties?.PolicyDocument.Statement)
        .flatMap(({ Action }) => Action);
    expect(actionsOf('database-failover')).toContain('rds:RebootDBInstance');
    expect(actionsOf('task-stop').filter((action) => /^(rds|elasticache|ec2):/.test(action))).toEqual([]);
  });
});

describe('tasks whose network can be disturbed', () => {
  const definition = (environment: string) => {
    const { template } = assembly(environment).stack(`holdfast-${environment}-service`);
    return Object.values(resourcesOf(template, 'AWS::ECS::TaskDefinition'))[0]?.Properties;
  };

  test('T6: share their processes with the agent, have the fault endpoints, and no ECS Exec', () => {
    const { template } = assembly('staging').stack('holdfast-staging-service');
    expect(definition('staging')).toMatchObject({ PidMode: 'task', EnableFaultInjection: true });
    expect(definition('staging')?.ContainerDefinitions).toContainEqual(
      expect.objectContaining({ Name: 'fault-agent', Essential: false }),
    );
    const service = Object.values(resourcesOf(template, 'AWS::ECS::Service'))[0]?.Properties;
    expect(service?.EnableExecuteCommand ?? false).toBe(false);
  });

  test('are none of production’s: no agent, no shared processes, no fault endpoints', () => {
    expect(definition('production')).not.toHaveProperty('PidMode');
    expect(definition('production')).not.toHaveProperty('EnableFaultInjection');
    expect(JSON.stringify(definition('production'))).not.toContain('fault-agent');
  });

  const READY = {
    pidMode: 'task',
    enableFaultInjection: true,
    enableExecuteCommand: undefined,
    hasAgent: true,
  };

  test.each([
    ['pidMode', { pidMode: undefined }],
    ['enableFaultInjection', { enableFaultInjection: undefined }],
    ['ECS Exec', { enableExecuteCommand: true }],
    ['fault-agent', { hasAgent: false }],
  ])('T6: fail the synthesis without %s, with a sentence', (named, change) => {
    expect(taskFaultGaps(READY)).toEqual([]);
    const gaps = taskFaultGaps({ ...READY, ...change });
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain(named);
  });

  test('T6: that lack one of these fail the synthesis of the experiments', async () => {
    const config = await loadEnvironment('staging');
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    const vpc = new Vpc(stack, 'Vpc');
    const taskDefinition = new FargateTaskDefinition(stack, 'Task', {
      pidMode: PidMode.TASK,
      runtimePlatform: { operatingSystemFamily: OperatingSystemFamily.LINUX },
      enableFaultInjection: true,
    });
    taskDefinition.addContainer('App', { image: ContainerImage.fromRegistry('app') });
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    const service = new FargateService(stack, 'Service', {
      cluster,
      taskDefinition,
      enableExecuteCommand: true,
    });
    const keys = { logs: new Key(stack, 'Logs'), backup: new Key(stack, 'Backup') };
    new Chaos(stack, 'Chaos', { config, names: platformNames(config), vpc, keys, service: { service } });
    expect(stack.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([
      expect.stringContaining('ECS Exec must be off'),
      expect.stringContaining('fault-agent must stand beside the app'),
    ]);
  });
});
