import { readAssembly } from '../../lib/assessment/read/assembly.ts';
import type { StackTemplate } from '../../lib/assessment/read/template.ts';
import { loadEnvironment } from '../../lib/config/load.ts';
import { assessOptionsOf } from '../../lib/config/objectives.ts';
import { synthesize } from '../assembly.ts';
import { mutantsOf } from './mutants.ts';
import { mutate } from './mutate.ts';
import { summaryOf } from './summary.ts';

const stackWith = (Resources: StackTemplate['template']['Resources']): StackTemplate[] => [
  {
    name: 'app',
    account: '111122223333',
    region: 'eu-central-1',
    file: 'app.template.json',
    template: { Resources },
  },
];

describe('Mutants', () => {
  const stacks = stackWith({
    Database: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Retain',
      Properties: { MultiAZ: true, BackupRetentionPeriod: 7, Tags: [{ Key: 'a', Value: 'b' }] },
    },
  });

  test('each takes one thing away or weakens it, and leaves the rest alone', () => {
    expect([...mutantsOf(stacks)].map(({ id }) => id)).toEqual([
      'app Database remove resource',
      'app Database DeletionPolicy delete with stack',
      'app Database MultiAZ remove',
      'app Database MultiAZ flip',
      'app Database BackupRetentionPeriod remove',
      'app Database BackupRetentionPeriod zero',
    ]);
  });

  test('the templates they are made of do not change', () => {
    const before = JSON.stringify(stacks);
    expect([...mutantsOf(stacks)].filter((mutant) => mutant.stacks === stacks)).toEqual([]);
    expect(JSON.stringify(stacks)).toBe(before);
  });
});

describe('The production platform', () => {
  test('D5, D6: no weakened property, and no resource taken away, goes unnoticed', async () => {
    const stacks = readAssembly(await synthesize());
    const results = mutate(stacks, assessOptionsOf(await loadEnvironment('production')));
    const { mutants, survivors } = summaryOf(results);
    expect(mutants).toBeGreaterThan(1000);
    expect(survivors.filter(({ reason }) => reason === undefined)).toEqual([]);
  }, 300_000);
});
