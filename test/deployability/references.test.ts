import type { Assembly, AssemblyStack, Template } from '../assembly.ts';
import { danglingBetween, danglingInside } from './references.ts';

const queue = { Type: 'AWS::SQS::Queue' };

function stack(name: string, template: Template, rest: Partial<AssemblyStack> = {}): AssemblyStack {
  return {
    name,
    template,
    account: '111122223333',
    region: 'eu-central-1',
    templateFile: `${name}.template.json`,
    dependencies: [],
    nested: false,
    ...rest,
  };
}

function assembly(...stacks: AssemblyStack[]): Assembly {
  const named = (name: string) => stacks.find((one) => one.name === name) ?? stack(name, { Resources: {} });
  return { dir: '', stacks, assets: [], stack: named };
}

describe('references inside a template', () => {
  it('accepts what is there', () => {
    const template: Template = {
      Parameters: { Size: { Type: 'Number' } },
      Resources: {
        Queue: queue,
        Topic: {
          Type: 'AWS::SNS::Topic',
          DependsOn: 'Queue',
          Properties: {
            A: { Ref: 'Size' },
            B: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            C: { 'Fn::Sub': ['${AWS::Region} ${Queue.Arn} ${own} ${!literal}', { own: 1 }] },
          },
        },
      },
    };
    expect(danglingInside(template, 'S')).toEqual([]);
  });

  it.each([
    ['Ref', { Ref: 'Gone' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Gone', 'Arn'] }],
    ['Fn::Sub', { 'Fn::Sub': 'x ${Gone.Arn}' }],
    ['Fn::If', { 'Fn::If': ['Gone', 1, 2] }],
  ])('reports a dangling %s', (kind, value) => {
    const faults = danglingInside({ Resources: { Q: { ...queue, Properties: { V: value } } } }, 'S');
    expect(faults).toEqual([`S Resources.Q.Properties.V: ${kind} "Gone" is not in the template`]);
  });

  it('reports a dangling DependsOn and a dangling condition', () => {
    const faults = danglingInside({ Resources: { Q: { ...queue, DependsOn: ['A'], Condition: 'B' } } }, 'S');
    expect(faults).toEqual([
      'S Q: DependsOn "A" is not in the template',
      'S Q: Condition "B" is not in the template',
    ]);
  });
});

describe('references between stacks', () => {
  const source = stack('Source', {
    Resources: { Q: queue },
    Outputs: { Arn: { Value: 1, Export: { Name: 'arn' } } },
  });
  const reader = (value: unknown, rest: Partial<AssemblyStack> = { dependencies: ['Source'] }) =>
    stack('Reader', { Resources: { Q: { ...queue, Properties: { V: value } } } }, rest);
  const output = (rest: object = {}) => ({
    'Fn::GetStackOutput': { StackName: 'Source', OutputName: 'Arn', ...rest },
  });

  it('accepts an output and an export of a stack that is deployed before', () => {
    expect(danglingBetween(assembly(source, reader(output())))).toEqual([]);
    expect(danglingBetween(assembly(source, reader({ 'Fn::ImportValue': 'arn' })))).toEqual([]);
  });

  it.each([
    ['an unknown stack', output({ StackName: 'Gone' }), {}, 'there is no stack Gone'],
    ['an unknown output', output({ OutputName: 'Gone' }), {}, 'Source has no output Gone'],
    ['a wrong region', output({ Region: 'eu-west-1' }), {}, 'Source is in eu-central-1, not in eu-west-1'],
    ['another account', output(), { account: '444455556666' }, 'Source is in another account'],
    ['a stack that is deployed later', output(), { dependencies: [] }, 'Source is not deployed before it'],
    ['an unknown export', { 'Fn::ImportValue': 'gone' }, {}, 'no stack exports "gone"'],
    [
      'an export of another region',
      { 'Fn::ImportValue': 'arn' },
      { region: 'eu-west-1' },
      '"arn" is exported in 111122223333/eu-central-1, where an import cannot reach',
    ],
  ])('reports %s', (_name, value, rest, fault) => {
    const stacks = [source, reader(value, { dependencies: ['Source'], ...rest })];
    expect(danglingBetween(assembly(...stacks))).toEqual([`Reader Resources.Q.Properties.V: ${fault}`]);
  });
});
