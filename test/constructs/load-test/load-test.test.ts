import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inDeployOrder, readStacks } from '../../../bin/start/deployment.ts';
import { synthesizeApp } from '../../../bin/start/synthesis.ts';
import { failingViolations, renderViolation } from '../../../bin/start/violations.ts';
import { ORIGIN_PROOF_HEADER } from '../../../constructs/edge/origin-proof.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { assetExists } from '../../assembly/assembly.ts';
import { propertiesOf, resourceOf, resourcesOf } from '../../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize, type Template } from '../../assembly.ts';
import { danglingBetween, danglingInside } from '../../deployability/references.ts';
import { fargateProfileNames } from '../../load/fargate/fargate-profile.ts';
import { cfnLint } from '../../requirements/cfn-lint.ts';
import { K6_VERSION } from '../../requirements/k6.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const NAME = 'holdfast-staging-load-test';

let on: Assembly;
let off: Assembly;
let exitCode: number;
let template: Template;

beforeAll(async () => {
  const outdir = await mkdtemp(join(process.env.HOLDFAST_TEST_ASSEMBLIES ?? '', 'load-test-'));
  const app = 'test/constructs/load-test/staging-under-load.app.ts';
  ({ exitCode } = await synthesizeApp({ root: ROOT, app, outdir, context: {}, failOnViolations: true }));
  on = readAssembly(outdir);
  off = readAssembly(await synthesize({ environment: 'staging' }));
  ({ template } = on.stack(NAME));
});

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Actions and resources of every statement of a role, by the part of the role's logical id. */
function permissions(role: string): [string[], string[]][] {
  const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties?.Roles.some(({ Ref }: { readonly Ref: string }) => Ref.includes(role)),
  );
  expect(policies).toHaveLength(1);
  const statements = policies.flatMap(
    ({ Properties }) => (Properties?.PolicyDocument.Statement ?? []) as Statement[],
  );
  return statements.map(({ Action, Resource }) => [[Action].flat(), [Resource].flat().map(text)]);
}

const container = () => propertiesOf(template, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];
const assessment = ({ dir }: Assembly): Assessment =>
  JSON.parse(readFileSync(join(dir, 'holdfast-assessment.json'), 'utf8'));
const bucketName = () => Object.keys(resourcesOf(template, 'AWS::S3::Bucket'))[0];

describe('a platform without the load test', () => {
  it.each(['production', 'staging'])('%s has neither its stack nor a way in for it', async (environment) => {
    const assembly = readAssembly(await synthesize({ environment }));
    expect(assembly.stacks.filter(({ name }) => name.includes('load-test'))).toEqual([]);
    expect(assembly.stacks.filter((stack) => /load.?test/i.test(JSON.stringify(stack.template)))).toEqual([]);
  });

  it('differs in nothing but that stack and what others tell it', () => {
    const stacks = on.stacks.filter(({ name }) => name !== NAME);
    expect(stacks.map(({ name }) => name)).toEqual(off.stacks.map(({ name }) => name));
    for (const { name, template: beside } of stacks) {
      const alone = off.stack(name).template;
      expect([name, beside.Resources]).toEqual([name, alone.Resources]);
      expect([name, beside.Outputs ?? {}]).toEqual([name, expect.objectContaining(alone.Outputs ?? {})]);
    }
  });
});

describe('staging with the load test', () => {
  it('C2: breaks no rule of cdk-nag and of the assessment', () => {
    expect(failingViolations(on.dir).map(renderViolation)).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('is assessed as it is without', () => {
    const [beside, alone] = [assessment(on), assessment(off)];
    expect(beside.verdict).toEqual(alone.verdict);
    expect(beside.disruptions).toEqual(alone.disruptions);
  });

  it('can be deployed, as far as that shows without an account', async () => {
    expect(on.stacks.flatMap((stack) => danglingInside(stack.template, stack.name))).toEqual([]);
    expect(danglingBetween(on)).toEqual([]);
    expect(on.assets.filter((asset) => !assetExists(on, asset))).toEqual([]);
    const order = inDeployOrder(readStacks(on.dir)).map(({ name }) => name);
    expect(order.indexOf(NAME)).toBeGreaterThan(order.indexOf('holdfast-staging-service'));
    const file = join(on.dir, on.stack(NAME).templateFile);
    const { stdout, stderr } = await cfnLint([file], ['eu-central-1']);
    expect(`${stdout}${stderr}`.replaceAll(`${on.dir}/`, '')).toBe('');
  });

  it('can be deleted when the tests are over, and its results stay', () => {
    const { artifacts } = JSON.parse(readFileSync(join(on.dir, 'manifest.json'), 'utf8'));
    expect(artifacts[NAME].properties.terminationProtection).toBe(false);
    expect(on.stacks.filter(({ dependencies }) => dependencies.includes(NAME))).toEqual([]);
    expect(resourceOf(template, 'AWS::S3::Bucket')).toMatchObject({ DeletionPolicy: 'Retain' });
  });
});

describe('the way of the load', () => {
  it('goes to staging’s load balancer under its own region’s name, past the edge', () => {
    const variables = Object.fromEntries(
      container().Environment.map(({ Name, Value }: Record<string, unknown>) => [Name, Value]),
    );
    expect(variables).toMatchObject({
      TARGET_ADDRESS: 'https://origin-eu-central-1.staging.example.com',
      PUBLIC_ORIGIN: 'https://staging.example.com',
    });
    const records = off.stacks.flatMap(({ template: one }) =>
      Object.values(resourcesOf(one, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties?.Name),
    );
    expect(records).toContain('origin-eu-central-1.staging.example.com.');
    expect(JSON.stringify(template)).not.toMatch(/holdfast-production|app\.example\.com/);
  });

  it('is let in at the load balancer from each NAT gateway’s one address, on its port alone', () => {
    const rules = Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroupIngress')).map(
      ({ Properties = {} }) => Properties,
    );
    const toLoadBalancer = rules.filter(({ GroupId }) => text(GroupId).includes('holdfast-staging-service'));
    expect(toLoadBalancer.map(({ FromPort, ToPort, IpProtocol }) => [FromPort, ToPort, IpProtocol])).toEqual(
      Array(3).fill([443, 443, 'tcp']),
    );
    const network = on.stack('holdfast-staging-network').template;
    const gateways = toLoadBalancer.map(({ CidrIp }) => {
      const [, [address, length]] = CidrIp['Fn::Join'];
      const told = network.Outputs?.[address['Fn::GetStackOutput'].OutputName]?.Value as {
        readonly 'Fn::GetAtt': [string, string];
      };
      expect([length, told['Fn::GetAtt'][1]]).toEqual(['/32', 'PublicIp']);
      return told['Fn::GetAtt'][0];
    });
    const ofGateways = Object.values(resourcesOf(network, 'AWS::EC2::NatGateway')).map(
      ({ Properties }) => Properties?.AllocationId['Fn::GetAtt'][0],
    );
    expect(gateways.sort()).toEqual(ofGateways.sort());
    const others = rules.filter((rule) => !toLoadBalancer.includes(rule));
    expect(others).toEqual([
      expect.objectContaining({
        FromPort: 5432,
        ToPort: 5432,
        GroupId: { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'holdfast-staging-data' }) },
        SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('WayIn'), 'GroupId'] },
      }),
    ]);
  });

  it('leads out to HTTPS and to the database, and nobody may connect to the task', () => {
    const { SecurityGroupEgress, SecurityGroupIngress } = propertiesOf(template, 'AWS::EC2::SecurityGroup');
    expect(SecurityGroupIngress).toBeUndefined();
    expect(SecurityGroupEgress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443 })]);
    expect(propertiesOf(template, 'AWS::EC2::SecurityGroupEgress')).toMatchObject({
      FromPort: 5432,
      ToPort: 5432,
    });
  });
});

describe('the task', () => {
  it('may sign in to the database as the app and add results, and delete or read none', () => {
    expect(permissions('TaskRole')).toEqual([
      [['rds-db:connect'], [expect.stringContaining('DatabaseProxyConnectArn')]],
      [
        ['s3:PutObject'],
        [text({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucketName(), 'Arn'] }, '/results/*']] })],
      ],
    ]);
  });

  it('is started with the two secrets and the one parameter that it needs', () => {
    const here = 'eu-central-1:111122223333';
    const secret = (name: string) => `arn:aws:secretsmanager:${here}:secret:holdfast-staging/${name}`;
    const host = `arn:aws:ssm:${here}:parameter/holdfast/staging/database/host`;
    expect(container().Secrets).toEqual([
      { Name: 'DATABASE_HOST', ValueFrom: host },
      { Name: 'AUTH_SECRET', ValueFrom: secret('app/auth') },
      { Name: 'ORIGIN_PROOF', ValueFrom: secret('origin-verify/v1') },
    ]);
    const allowed = permissions('ExecutionRole');
    const resourcesFor = (action: string) =>
      allowed.filter(([actions]) => actions.includes(action)).flatMap(([, resources]) => resources);
    expect(resourcesFor('secretsmanager:GetSecretValue')).toEqual([
      `${secret('app/auth')}-??????`,
      `${secret('origin-verify/v1')}-??????`,
    ]);
    expect(resourcesFor('ssm:GetParameters')).toEqual([host]);
    expect(allowed.filter(([, resources]) => resources.includes('*')).map(([actions]) => actions)).toEqual([
      ['ecr:GetAuthorizationToken'],
    ]);
  });

  it('has no secret in its template', () => {
    expect(JSON.stringify(template)).not.toMatch(/resolve:secretsmanager|SecretString/);
    const names = container().Environment.map(({ Name }: { readonly Name: string }) => Name);
    expect(names.filter((name: string) => /SECRET|PASSWORD|TOKEN|PROOF/.test(name))).toEqual([]);
  });

  it('runs on ARM64, writes to /tmp alone, and has two minutes to keep its result when it is stopped', () => {
    expect(propertiesOf(template, 'AWS::ECS::TaskDefinition')).toMatchObject({
      Cpu: '2048',
      Memory: '8192',
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      Volumes: [{ Name: 'tmp' }],
    });
    expect(container()).toMatchObject({
      ReadonlyRootFilesystem: true,
      MountPoints: [{ ContainerPath: '/tmp', SourceVolume: 'tmp' }],
      StopTimeout: 120,
    });
    expect(propertiesOf(template, 'AWS::Logs::LogGroup')).toMatchObject({
      LogGroupName: '/holdfast-staging/load-test',
      RetentionInDays: 90,
      KmsKeyId: expect.anything(),
    });
  });

  it('is alone in its cluster, so that no metric of the service counts it', () => {
    expect(propertiesOf(template, 'AWS::ECS::Cluster').ClusterName).toBe(NAME);
    expect(resourcesOf(template, 'AWS::ECS::Service')).toEqual({});
  });
});

describe('the results', () => {
  it('P2: are private, encrypted, kept in every version, and expire', () => {
    expect(propertiesOf(template, 'AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
      },
    });
  });

  it('P4: are announced by mail when a task ends, however it ends', () => {
    const { EventPattern, Targets } = propertiesOf(template, 'AWS::Events::Rule');
    expect(EventPattern).toEqual({
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [{ 'Fn::GetAtt': [Object.keys(resourcesOf(template, 'AWS::ECS::Cluster'))[0], 'Arn'] }],
        lastStatus: ['STOPPED'],
      },
    });
    expect(Targets[0].InputTransformer.InputTemplate).toMatch(/^"A task of .* has stopped. Exit code: </);
    expect(propertiesOf(template, 'AWS::SNS::Topic')).toMatchObject({
      TopicName: `${NAME}-ended`,
      KmsMasterKeyId: expect.anything(),
    });
    const publishers = propertiesOf(template, 'AWS::KMS::Key').KeyPolicy.Statement.flatMap(
      ({ Principal }: { readonly Principal: { readonly Service?: string } }) => Principal.Service ?? [],
    );
    expect(publishers).toEqual(['events.amazonaws.com']);
    expect(propertiesOf(template, 'AWS::SNS::Subscription').Endpoint).toBe('oncall@example.com');
  });

  it('P2, P3, P4: have a command that starts each profile, in private subnets', () => {
    const commands = Object.entries(template.Outputs ?? {}).flatMap(([id, { Value }]) => {
      const [, parts] = (Value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
      const command = parts.map((part) => (typeof part === 'string' ? part : 'ID')).join('');
      return command.startsWith('aws ecs run-task') ? [{ id, command, parts: text(parts) }] : [];
    });
    const started = commands.map(({ command }) => /"command":(\[.*?\])/.exec(command)?.[1] ?? '');
    expect(started.map((program) => JSON.parse(program))).toEqual([
      ...fargateProfileNames.map((name) => ['fargate/run.mjs', name]),
      ['fargate/seed.mjs'],
    ]);
    for (const { command, parts } of commands) {
      expect(command).toContain(
        `--cluster ${NAME} --task-definition ${NAME} --launch-type FARGATE --count 1`,
      );
      expect(command).toContain('{subnets=[ID,ID,ID],securityGroups=[ID],assignPublicIp=DISABLED}');
      expect(parts).toMatch(/PrivateSubnet1.*PrivateSubnet2.*PrivateSubnet3/);
    }
  });
});

describe('the image', () => {
  const dockerfile = (folder: string) => readFileSync(join(ROOT, folder, 'Dockerfile'), 'utf8');

  it('has the k6 of local runs, by digest, and the Node.js of the app', () => {
    const own = dockerfile('constructs/load-test/image');
    expect(/^ARG K6_IMAGE=grafana\/k6:(\S+)@sha256:[0-9a-f]{64}$/m.exec(own)?.[1]).toBe(K6_VERSION);
    const node = /^ARG NODE_IMAGE=.*$/m;
    expect(node.exec(own)?.[0]).toBe(node.exec(dockerfile('app-src'))?.[0]);
    expect(own).toMatch(/^USER 1000:1000$/m);
  });

  it('has the script of local runs, to the byte, and proves itself by the header that the edge sends', () => {
    const asset = on.assets.find(({ kind, path }) => kind === 'docker image' && has(path, 'fargate/run.mjs'));
    for (const file of ['k6/users.ts', 'mix.ts']) {
      const copied = readFileSync(join(on.dir, asset?.path ?? '', file), 'utf8');
      expect([file, copied]).toEqual([file, readFileSync(join(ROOT, 'test/load', file), 'utf8')]);
    }
    expect(has(asset?.path, 'fargate/seed.mjs')).toBe(true);
    const program = readFileSync(join(on.dir, asset?.path ?? '', 'fargate/run.mjs'), 'utf8');
    expect(program).toContain(`"${ORIGIN_PROOF_HEADER}": `);
  });

  function has(path: string | undefined, file: string): boolean {
    try {
      return readFileSync(join(on.dir, path ?? '', file)).length > 0;
    } catch {
      return false;
    }
  }
});
