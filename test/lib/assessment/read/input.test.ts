import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { property, ResourceGraph } from '../../../../lib/assessment/read/graph.ts';
import { type InputOptions, readInput, readInputCounted } from '../../../../lib/assessment/read/input.ts';
import { Reference, Unresolved } from '../../../../lib/assessment/read/value.ts';

const REGION = 'eu-central-1';
const BUCKET = '{"Resources":{\n  "Bucket": {"Type":"AWS::S3::Bucket"}\n}}';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-input-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const read = (path = '.', options: Partial<InputOptions> = {}) =>
  readInput([join(folder, path)], { region: REGION, ...options });

async function propertyAt(path: string, place: string, options: Partial<InputOptions> = {}) {
  const [logicalId = '', ...rest] = place.split('.');
  const graph = new ResourceGraph(await read(path, options));
  const found = graph.resources.find((one) => one.logicalId === logicalId);
  return found && property(found, rest.join('.'));
}

describe('What a path may be', () => {
  test('a JSON template is a stack in the region and account that are given', async () => {
    write({ 'shop.template.json': BUCKET });
    const [stack] = await read('shop.template.json', { account: '111122223333' });
    expect(stack).toMatchObject({
      name: 'shop',
      region: REGION,
      account: '111122223333',
      lines: { Bucket: 2 },
    });
    expect(stack?.path).toBe(join(folder, 'shop.template.json'));
  });

  test('YAML keeps the line of each logical id, and its short forms are functions', async () => {
    write({
      'a.yaml':
        'Resources:\n  # first\n  Queue: { Type: AWS::SQS::Queue }\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      One: !Ref Queue\n      Two: !GetAtt Queue.Arn\n      Three: !Sub "x-${AWS::Region}"\n      Four: !GetAtt [Queue, Arn]\n',
    });
    const [stack] = await read('a.yaml');
    expect(stack?.lines).toEqual({ Queue: 3, Topic: 4 });
    expect(await propertyAt('a.yaml', 'Topic.One')).toEqual(new Reference('a', 'Queue'));
    expect(await propertyAt('a.yaml', 'Topic.Two')).toEqual(new Reference('a', 'Queue', 'Arn'));
    expect(await propertyAt('a.yaml', 'Topic.Three')).toBe(`x-${REGION}`);
    expect(await propertyAt('a.yaml', 'Topic.Four')).toEqual(new Reference('a', 'Queue', 'Arn'));
  });

  test('YAML merges mappings, the own keys before those of the first anchor before those of the second', async () => {
    write({
      'merge.yaml': [
        'Mappings: { Base: { A: &one { X: first, Y: first, Z: first }, B: &two { Y: second, W: second } } }',
        'Resources:',
        '  Queue:',
        '    Type: AWS::SQS::Queue',
        '    Properties: { <<: [*one, *two], Z: own, "<<": text }',
      ].join('\n'),
    });
    const [stack] = await read('merge.yaml');
    expect(stack?.template.Resources?.Queue?.Properties).toEqual({
      ...{ X: 'first', Y: 'first', W: 'second', Z: 'own' },
      '<<': 'text',
    });
  });

  test('YAML scalars mean what CloudFormation reads in them', async () => {
    write({
      'a.yml':
        'AWSTemplateFormatVersion: 2010-09-09\nResources:\n  A:\n    Type: X::Y::Z\n    Properties: { Yes: yes, Off: off, Version: 13.10, Account: 012345678901, Size: 20, Day: 2026-01-01 }\n',
    });
    const graph = new ResourceGraph(await read('a.yml'));
    expect(graph.resources[0]?.properties).toEqual({
      Yes: true,
      Off: false,
      Version: '13.10',
      Account: '012345678901',
      Size: 20,
      Day: '2026-01-01',
    });
  });

  test('standard input is read as either form', async () => {
    const stdin = (text: string) => readInput(['-'], { region: REGION, stdin: async () => text });
    expect((await stdin(BUCKET))[0]).toMatchObject({ name: 'stdin', path: '-' });
    expect(
      (await stdin('Resources: { A: { Type: AWS::S3::Bucket } }'))[0]?.template.Resources,
    ).toHaveProperty('A');
  });

  test('a folder yields its templates at any depth and counts what plainly is none', async () => {
    write({
      'a/x.json': BUCKET,
      'b/x.yaml': 'Resources: { A: { Type: AWS::S3::Bucket } }',
      'package.json': '{"name":"x"}',
      'k8s.yaml': 'kind: Pod\n---\nkind: Pod\n',
      'cut.json': '{"a":',
      'node_modules/m/t.json': BUCKET,
      'notes.txt': 'no',
    });
    const { stacks, skipped } = await readInputCounted([folder], { region: REGION });
    expect(stacks.map(({ name, file }) => [name, file])).toEqual([
      ['x', 'a/x.json'],
      [`x@${REGION}`, 'b/x.yaml'],
    ]);
    expect(skipped).toHaveLength(3);
  });

  test('a damaged template in a folder is refused, not skipped', async () => {
    write({ 'a.json': BUCKET, 'b.json': '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{' });
    await expect(read()).rejects.toThrow(/b\.json is not valid JSON/);
  });

  test('an assembly is read with the stacks of its stages, and the region of those that name none', async () => {
    const artifact = (file: string, environment: string) => ({
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: file, stackName: 'app' },
    });
    write({
      'manifest.json': JSON.stringify({
        artifacts: {
          one: artifact('a.json', 'aws://111122223333/eu-west-1'),
          two: artifact('a.json', 'aws://unknown-account/unknown-region'),
          stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
        },
      }),
      'a.json': BUCKET,
      'stage/manifest.json': JSON.stringify({ artifacts: { s: artifact('b.json', 'aws://1/us-east-1') } }),
      'stage/b.json': BUCKET,
    });
    const stacks = await read();
    expect(stacks.map(({ region, file }) => `${region} ${file}`)).toEqual([
      'eu-west-1 a.json',
      `${REGION} a.json`,
      'us-east-1 stage/b.json',
    ]);
    expect(new Set(stacks.map(({ name }) => name)).size).toBe(3);
    expect(new Set(stacks.map(({ name, deployedName }) => deployedName ?? name))).toEqual(new Set(['app']));
  });
});

describe('Parameters', () => {
  const TEMPLATE = JSON.stringify({
    Parameters: {
      Size: { Type: 'Number', Default: 5 },
      Ids: { Type: 'List<AWS::EC2::Subnet::Id>' },
      Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/image' },
    },
    Resources: {
      A: { Type: 'X::Y::Z', Properties: { S: { Ref: 'Size' }, I: { Ref: 'Ids' }, M: { Ref: 'Image' } } },
    },
  });

  test('what the user gives replaces the default, by type', async () => {
    write({ 'a.json': TEMPLATE });
    const options = { parameters: { Size: '20', Ids: 'subnet-1, subnet-2', Image: '/other' } };
    expect(await propertyAt('a.json', 'A.S', options)).toBe(20);
    expect(await propertyAt('a.json', 'A.I', options)).toEqual(['subnet-1', 'subnet-2']);
    expect(await propertyAt('a.json', 'A.M', options)).toBeInstanceOf(Unresolved);
    expect(await propertyAt('a.json', 'A.I')).toBeInstanceOf(Unresolved);
  });

  test('one that no template has is refused with those that there are', async () => {
    write({ 'a.json': TEMPLATE });
    await expect(read('a.json', { parameters: { Sise: '1' } })).rejects.toThrow(
      'No template has a parameter "Sise"; known are Ids, Image, Size.',
    );
  });
});

describe('Nested stacks', () => {
  const nested = (more: object = {}) =>
    JSON.stringify({
      Conditions: { Never: { 'Fn::Equals': [1, 2] } },
      Resources: {
        Inner: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: './inner.yaml', Parameters: { Stage: 'production' } },
          ...more,
        },
        User: { Type: 'X::Y::Z', Properties: { Key: { 'Fn::GetAtt': ['Inner', 'Outputs.Arn'] } } },
      },
    });
  const INNER =
    'Parameters: { Stage: { Type: String, Default: test } }\nResources:\n  Key: { Type: X::Key, Properties: { Stage: !Ref Stage } }\nOutputs: { Arn: { Value: !GetAtt Key.Arn } }\n';

  test("a template beside the parent is a stack of its own with the parent's parameters and outputs", async () => {
    write({ 'parent.json': nested(), 'inner.yaml': INNER });
    expect(await propertyAt('parent.json', 'Key.Stage')).toBe('production');
    expect(await propertyAt('parent.json', 'User.Key')).toEqual(new Reference('parent-Inner', 'Key', 'Arn'));
  });

  test('in a folder the nested template is read once', async () => {
    write({ 'parent.json': nested(), 'inner.yaml': INNER });
    expect((await read()).map(({ name }) => name)).toEqual(['parent', 'parent-Inner']);
  });

  test('it is gone when the condition of its parent is false', async () => {
    write({ 'parent.json': nested({ Condition: 'Never' }), 'inner.yaml': INNER });
    expect(await propertyAt('parent.json', 'Key.Stage')).toBeUndefined();
  });

  test('a template elsewhere stays a resource', async () => {
    write({ 'parent.json': nested() });
    const types = new ResourceGraph(await read('parent.json')).resources.map(({ type }) => type);
    expect(types).toContain('AWS::CloudFormation::Stack');
  });

  test('a stack that nests itself is refused', async () => {
    write({ 'inner.yaml': nested() });
    await expect(read('inner.yaml')).rejects.toThrow(/nests itself through Inner/);
  });
});
