import { property, ResourceGraph } from '../../../../lib/assessment/read/graph.ts';
import { prepared } from '../../../../lib/assessment/read/prepare.ts';
import { Resolver } from '../../../../lib/assessment/read/resolve.ts';
import type { Template } from '../../../../lib/assessment/read/template.ts';
import { isDynamicReference, Reference, Unresolved } from '../../../../lib/assessment/read/value.ts';
import { resource, stackOf } from '../templates.ts';

const ALONE = { stackNamed: () => undefined, exportNamed: () => undefined };
const resolve = (value: unknown, template: object = {}) =>
  new Resolver(
    stackOf({ Bucket: resource('AWS::S3::Bucket') }, { template: template as Template }),
    ALONE,
  ).resolve(value);

describe('Functions', () => {
  const MAPS = { Mappings: { Map: { top: { second: 'found', list: ['a', 'b'] } } } };

  test.each([
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Map', 'none', 'x', { DefaultValue: 7 }] }, 7],
    [
      'Fn::FindInMap that needs no default',
      { 'Fn::FindInMap': ['Map', 'top', 'second', { DefaultValue: 7 }] },
      'found',
    ],
    ['Fn::Length', { 'Fn::Length': { 'Fn::Split': [',', 'a,b,c'] } }, 3],
    [
      'Fn::ToJsonString',
      { 'Fn::ToJsonString': { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::Region' }] } },
      '{"b":["eu-central-1"]}',
    ],
    ['Fn::GetAZs of another region', { 'Fn::Select': ['1', { 'Fn::GetAZs': 'eu-west-1' }] }, 'eu-west-1#1'],
  ])('%s is evaluated', (_name, value, expected) => {
    expect(resolve(value, MAPS)).toEqual(expected);
  });

  test.each([
    { Ref: null },
    { Ref: ['a'] },
    { Ref: 'constructor' },
    { 'Fn::GetAtt': 5 },
    { 'Fn::GetAtt': 'NoDot' },
    { 'Fn::GetAtt': ['One'] },
    { 'Fn::GetAtt': [{ Ref: 'x' }, 'a'] },
    { 'Fn::Join': 'x' },
    { 'Fn::Join': [',', 'x'] },
    { 'Fn::Join': [null, []] },
    { 'Fn::Select': null },
    { 'Fn::Select': [9, ['a']] },
    { 'Fn::Select': ['x', ['a']] },
    { 'Fn::Split': [1] },
    { 'Fn::Split': ['', 'abc'] },
    { 'Fn::If': 'x' },
    { 'Fn::If': ['A', 1] },
    { 'Fn::If': [{}, 1, 2] },
    { 'Fn::Sub': null },
    { 'Fn::Sub': [] },
    { 'Fn::Sub': ['${a}', null] },
    { 'Fn::Sub': '${toString}' },
    { 'Fn::FindInMap': ['Map', 'constructor', 'name'] },
    { 'Fn::FindInMap': {} },
    { 'Fn::ImportValue': [] },
    { 'Fn::GetStackOutput': 'x' },
    { 'Fn::GetStackOutput': {} },
    { 'Fn::Length': 'x' },
    { 'Fn::ToJsonString': 'x' },
    { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] },
    { 'Fn::Transform': { Name: 'X' } },
    { 'Fn::ForEach::L': [1] },
    { 'Fn::Nonsense': undefined },
  ])('%j is unresolved and nothing throws', (value) => {
    expect(resolve(value, MAPS)).toBeInstanceOf(Unresolved);
  });

  test.each([
    [null],
    ['x'],
    [{ 'Fn::Equals': 'x' }],
    [{ 'Fn::Equals': [1] }],
    [{ 'Fn::And': [] }],
    [{ 'Fn::Not': {} }],
    [{ Condition: 'toString' }],
    [{ 'Fn::Or': [null] }],
    [{ 'Fn::Equals': [{ Ref: 'Bucket' }, 'x'] }],
  ])('the condition %j is undecided', (definition) => {
    expect(resolve({ 'Fn::If': ['C', 1, 2] }, { Conditions: { C: definition } })).toBeInstanceOf(Unresolved);
  });

  test('Fn::If leaves out what AWS::NoValue stands for', () => {
    const template = { Conditions: { Never: { 'Fn::Equals': [1, 2] } } };
    expect(resolve({ A: { 'Fn::If': ['Never', 1, { Ref: 'AWS::NoValue' }] } }, template)).toEqual({
      A: undefined,
    });
    expect(resolve([1, { 'Fn::If': ['Never', 1, { Ref: 'AWS::NoValue' }] }], template)).toEqual([1]);
  });

  test('a dynamic reference stays a text that is recognised', () => {
    const text = '{{resolve:ssm:/size}}';
    expect(resolve(text)).toBe(text);
    expect([isDynamicReference(text), isDynamicReference('{{other}}')]).toEqual([true, false]);
  });

  test('a text that doubles from output to output comes to an end', () => {
    const outputs = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => {
        const before = { 'Fn::GetStackOutput': { StackName: 'app', OutputName: `o${index - 1}` } };
        return [`o${index}`, { Value: index === 0 ? 'xxxx' : { 'Fn::Join': ['', [before, before]] } }];
      }),
    );
    const last = { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'o59' } };
    const graph = new ResourceGraph([
      stackOf({ A: resource('X::Y::Z', { P: last }) }, { template: { Outputs: outputs } }),
    ]);
    expect(graph.resources.map((one) => property(one, 'P'))[0]).toBeInstanceOf(Unresolved);
  });

  test('conditions that use each other twice are decided once each', () => {
    const conditions = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => {
        const before = { Condition: `C${index - 1}` };
        return [`C${index}`, index === 0 ? { 'Fn::Equals': [1, 1] } : { 'Fn::And': [before, before] }];
      }),
    );
    expect(resolve({ 'Fn::If': ['C40', 'yes', 'no'] }, { Conditions: conditions })).toBe('yes');
  });

  test('an export whose name is put together is found', () => {
    const shared = { K: { Value: { Ref: 'Key' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-key' } } } };
    const graph = new ResourceGraph([
      stackOf({ Key: resource('X::Key') }, { name: 'keys', template: { Outputs: shared } }),
      stackOf({ User: resource('X::User', { Key: { 'Fn::ImportValue': { 'Fn::Sub': 'keys-key' } } }) }),
    ]);
    expect(graph.ofType('X::User').map((one) => property(one, 'Key'))).toEqual([
      new Reference('keys', 'Key'),
    ]);
  });

  test('a deletion policy may be a function, and is no policy when it stays open', () => {
    const policy = (condition: unknown) => {
      const one = resource(
        'X::Y::Z',
        {},
        { DeletionPolicy: { 'Fn::If': ['C', 'Retain', 'Delete'] } as unknown as string },
      );
      return new ResourceGraph([stackOf({ A: one }, { template: { Conditions: { C: condition } } })])
        .resources[0]?.raw.DeletionPolicy;
    };
    expect(policy({ 'Fn::Equals': [1, 1] })).toBe('Retain');
    expect(policy(null)).toMatch(/^unresolved/);
  });
});

describe('What macros write out', () => {
  test('Fn::ForEach makes resources, properties and outputs', () => {
    const template = {
      Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'one,two-b' } },
      Resources: {
        'Fn::ForEach::Topics': [
          'Name',
          { Ref: 'Names' },
          {
            'Topic&{Name}': {
              Type: 'AWS::SNS::Topic',
              Properties: {
                TopicName: { Ref: 'Name' },
                'Fn::ForEach::P': ['K', ['A', 'B'], { 'Key${K}': { 'Fn::Sub': '${Name}-${K}' } }],
              },
            },
          },
        ],
      },
      Outputs: { 'Fn::ForEach::Out': ['Name', ['x'], { 'O${Name}': { Value: '${Name}' } }] },
    } as unknown as Template;
    const stack = prepared({ name: 'a', account: '1', region: 'eu-west-1', file: 'a', template }, 'a');
    expect(
      new ResourceGraph([stack]).resources.map(({ logicalId, properties }) => [logicalId, properties]),
    ).toEqual([
      ['Topicone', { TopicName: 'one', KeyA: 'one-A', KeyB: 'one-B' }],
      ['Topictwob', { TopicName: 'two-b', KeyA: 'two-b-A', KeyB: 'two-b-B' }],
    ]);
    expect(stack.template.Outputs).toEqual({ Ox: { Value: 'x' } });
  });

  test('serverless types become plain ones with what decides a recovery', () => {
    const template = {
      Globals: { Function: { Timeout: 9, VpcConfig: { SubnetIds: ['s-1'] } } },
      Resources: {
        F: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            VpcConfig: { SubnetIds: ['s-2'] },
            DeadLetterQueue: { Type: 'SQS', TargetArn: 'arn' },
            Events: {},
          },
        },
        A: {
          Type: 'AWS::Serverless::Api',
          Properties: { StageName: 'x', EndpointConfiguration: 'REGIONAL' },
        },
        H: { Type: 'AWS::Serverless::HttpApi' },
        T: {
          Type: 'AWS::Serverless::SimpleTable',
          Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
        },
        S: { Type: 'AWS::Serverless::StateMachine', Properties: { Type: 'EXPRESS', Role: 'arn' } },
        X: { Type: 'AWS::Serverless::Application', Properties: {} },
      },
    } as unknown as Template;
    const { template: plain } = prepared(
      { name: 'a', account: '1', region: 'eu-west-1', file: 'a', template },
      'a',
    );
    expect(plain.Resources).toMatchObject({
      F: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Timeout: 9,
          VpcConfig: { SubnetIds: ['s-1', 's-2'] },
          DeadLetterConfig: { TargetArn: 'arn' },
        },
      },
      A: { Type: 'AWS::ApiGateway::RestApi', Properties: { EndpointConfiguration: { Types: ['REGIONAL'] } } },
      H: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      T: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      },
      S: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { StateMachineType: 'EXPRESS', RoleArn: 'arn' },
      },
      X: { Type: 'AWS::Serverless::Application' },
    });
    expect(plain.Resources?.F?.Properties).not.toHaveProperty('Events');
  });
});
