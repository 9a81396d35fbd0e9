import { property, ResourceGraph } from '../../../lib/assessment/read/graph.ts';
import { Resolver } from '../../../lib/assessment/read/resolve.ts';
import type { Template } from '../../../lib/assessment/read/template.ts';
import { Reference, Unresolved } from '../../../lib/assessment/read/value.ts';
import { PRIMARY, RECOVERY, resource, stackOf } from './templates.ts';

const ALONE = { stackNamed: () => undefined, exportNamed: () => undefined };

function resolve(value: unknown, template: Template = {}) {
  return new Resolver(stackOf({ Bucket: resource('AWS::S3::Bucket') }, { template }), ALONE).resolve(value);
}

describe('Intrinsic functions', () => {
  test.each([
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, PRIMARY],
    ['Fn::Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::AccountId' }]] }, 'a:111122223333'],
    ['Fn::Sub', { 'Fn::Sub': 'x-${AWS::StackName}-${!kept}' }, 'x-app-${kept}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${Name}!', { Name: 'hello' }] }, 'hello!'],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Fn::GetAZs positions', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, `${PRIMARY}#0`],
    ['Fn::Base64', { 'Fn::Base64': 'text' }, 'text'],
  ])('%s is evaluated', (_name, value, expected) => {
    expect(resolve(value)).toBe(expected);
  });

  test('a parameter is its default, and without one it stays unresolved', () => {
    const template = { Parameters: { Size: { Type: 'Number', Default: 20 }, Name: { Type: 'String' } } };
    expect(resolve({ Ref: 'Size' }, template)).toBe(20);
    expect(resolve({ Ref: 'Name' }, template)).toBeInstanceOf(Unresolved);
  });

  test('a condition decides Fn::If when it can be decided', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'production' }, Asked: { Type: 'String' } },
      Conditions: {
        IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] },
        NotProduction: { 'Fn::Not': [{ Condition: 'IsProduction' }] },
        Unclear: { 'Fn::Equals': [{ Ref: 'Asked' }, 'yes'] },
        Either: { 'Fn::Or': [{ Condition: 'Unclear' }, { Condition: 'IsProduction' }] },
        Both: { 'Fn::And': [{ Condition: 'Unclear' }, { Condition: 'IsProduction' }] },
      },
    };
    expect(resolve({ 'Fn::If': ['IsProduction', true, false] }, template)).toBe(true);
    expect(resolve({ 'Fn::If': ['NotProduction', true, false] }, template)).toBe(false);
    expect(resolve({ 'Fn::If': ['Either', true, false] }, template)).toBe(true);
    expect(resolve({ 'Fn::If': ['Both', true, false] }, template)).toBeInstanceOf(Unresolved);
    expect(resolve({ 'Fn::If': ['Unclear', true, false] }, template)).toBeInstanceOf(Unresolved);
  });

  test('a mapping is looked up', () => {
    const template = { Mappings: { Sizes: { [PRIMARY]: { count: 3 } } } };
    expect(resolve({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'count'] }, template)).toBe(3);
    expect(resolve({ 'Fn::FindInMap': ['Sizes', 'elsewhere', 'count'] }, template)).toBeInstanceOf(
      Unresolved,
    );
  });

  test('a text that names a resource stays unresolved and remembers the resource', () => {
    const value = resolve({ 'Fn::Join': ['', ['arn:', { 'Fn::GetAtt': ['Bucket', 'Arn'] }]] });
    expect(value).toBeInstanceOf(Unresolved);
    expect((value as Unresolved).references).toEqual([new Reference('app', 'Bucket', 'Arn')]);
  });

  test('conditions that go round in a circle end as unresolved', () => {
    const template = { Conditions: { A: { Condition: 'B' }, B: { Condition: 'A' } } };
    expect(resolve({ 'Fn::If': ['A', 1, 2] }, template)).toBeInstanceOf(Unresolved);
  });

  test('an unknown function is unresolved, not passed over', () => {
    expect(resolve({ 'Fn::Cidr': ['10.0.0.0/16', 4, 8] })).toBeInstanceOf(Unresolved);
  });
});

describe('References into other stacks', () => {
  const key = stackOf(
    { Key: resource('AWS::KMS::Key') },
    {
      name: 'keys',
      region: RECOVERY,
      template: {
        Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'shared-key' } } },
      },
    },
  );

  test('Fn::GetStackOutput leads to the resource in the other region', () => {
    const user = stackOf({
      Table: resource('X::Y::Z', {
        Key: { 'Fn::GetStackOutput': { StackName: 'keys', OutputName: 'KeyArn', Region: RECOVERY } },
      }),
    });
    const graph = new ResourceGraph([key, user]);
    const [table] = graph.ofType('X::Y::Z');
    expect(table && property(table, 'Key')).toEqual(new Reference('keys', 'Key', 'Arn'));
  });

  test('Fn::ImportValue sees exports of its own region only', () => {
    const importing = resource('X::Y::Z', { Key: { 'Fn::ImportValue': 'shared-key' } });
    const graph = new ResourceGraph([
      key,
      stackOf({ Near: importing }, { name: 'near', region: RECOVERY }),
      stackOf({ Far: importing }, { name: 'far' }),
    ]);
    const keyOf = (id: string) =>
      graph.ofType('X::Y::Z').flatMap((found) => (found.logicalId === id ? [property(found, 'Key')] : []))[0];
    expect(keyOf('Near')).toEqual(new Reference('keys', 'Key', 'Arn'));
    expect(keyOf('Far')).toBeInstanceOf(Unresolved);
  });

  test('a resource whose condition is false is not there', () => {
    const stack = stackOf(
      {
        Gone: resource('X::Y::Z', {}, { Condition: 'Never' }),
        There: resource('X::Y::Z', {}, { Condition: 'Unclear' }),
      },
      {
        template: {
          Conditions: {
            Never: { 'Fn::Equals': ['a', 'b'] },
            Unclear: { 'Fn::Equals': [{ Ref: 'Missing' }, 'b'] },
          },
        },
      },
    );
    expect(new ResourceGraph([stack]).ofType('X::Y::Z').map(({ logicalId }) => logicalId)).toEqual(['There']);
  });
});
