import { resourcesOf } from '../../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

describe.each([
  ['holdfast-production-foundation', 'eu-central-1'],
  ['holdfast-production-recovery-foundation', 'eu-west-1'],
])('the keys in %s', (name, region) => {
  const keys = () => Object.values(resourcesOf(assembly.stack(name).template, 'AWS::KMS::Key'));

  it('D2: are the region’s own, rotated, and found by the same alias in every region', () => {
    expect(assembly.stack(name).region).toBe(region);
    expect(keys().map(({ Properties }) => Properties?.EnableKeyRotation)).toEqual([true, true, true]);
    const aliases = Object.values(resourcesOf(assembly.stack(name).template, 'AWS::KMS::Alias'));
    expect(aliases.map(({ Properties }) => Properties?.AliasName).sort()).toEqual([
      'alias/holdfast-production-backup',
      'alias/holdfast-production-data',
      'alias/holdfast-production-logs',
    ]);
  });

  it('D5: outlive their stack, for nothing they encrypted could be read without them', () => {
    expect(keys().map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
  });

  it('open to callers of other services only through Secrets Manager, and only from this account', () => {
    const open = keys().flatMap(statementsForAnyone);
    expect(open).toEqual([
      expect.objectContaining({
        Condition: {
          StringEquals: {
            'kms:CallerAccount': '111122223333',
            'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
          },
        },
      }),
    ]);
  });
});

interface Statement {
  readonly Principal: { readonly AWS?: unknown };
}

function statementsForAnyone({ Properties }: TemplateResource): Statement[] {
  const statements: Statement[] = Properties?.KeyPolicy.Statement ?? [];
  return statements.filter(({ Principal }) => Principal.AWS === '*');
}
