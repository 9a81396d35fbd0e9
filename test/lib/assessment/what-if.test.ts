import { applyChanges, changeText, parseChange } from '../../../lib/assessment/what-if.ts';
import { assessResources, database, stackOf } from './templates.ts';

const stacks = [stackOf(database())];
const known = assessResources(database());
const properties = (changed: ReturnType<typeof applyChanges>) =>
  changed[0]?.template.Resources?.Database?.Properties;

describe('a change', () => {
  test.each([
    ['Database.MultiAZ=false', ['MultiAZ'], false],
    ['Database.Properties.MultiAZ=true', ['MultiAZ'], true],
    ['Database.BackupRetentionPeriod=7', ['BackupRetentionPeriod'], 7],
    ['Database.Engine=postgres', ['Engine'], 'postgres'],
    ['Database.A.0.B={"C":[1]}', ['A', '0', 'B'], { C: [1] }],
    ['Database.Query=a=b', ['Query'], 'a=b'],
    ['Database.MultiAZ=', ['MultiAZ'], undefined],
    ['Database=', [], undefined],
  ])('%s is read', (text, path, value) => {
    expect(parseChange(text)).toEqual({ logicalId: 'Database', path, value });
  });

  test('names the stack where it has to', () => {
    expect(parseChange('data/Database.MultiAZ=true')).toMatchObject({ stack: 'data', logicalId: 'Database' });
  });

  test.each(['', '=', 'Database', '.MultiAZ=true', 'Database.=1', 'Database=1', 'Database.__proto__.x=1'])(
    '%j is refused in a sentence',
    (text) => expect(() => parseChange(text)).toThrow(/LogicalId|names no property/),
  );

  test('is written as it is read', () => {
    for (const text of [
      'data/Database.MultiAZ=true',
      'Database.A.0={"b":1}',
      'Database.Engine=postgres',
      'Database.X=',
    ])
      expect(changeText(parseChange(text))).toBe(text);
  });
});

describe('changed templates', () => {
  const change = (text: string) => applyChanges(stacks, [parseChange(text)], known);

  test('have the new value, and the given ones keep theirs', () => {
    expect(properties(change('Database.MultiAZ=false'))?.MultiAZ).toBe(false);
    expect(properties(stacks)?.MultiAZ).toBe(true);
  });

  test('lose a property, a resource and an item of a list', () => {
    expect(properties(change('Database.MultiAZ='))).not.toHaveProperty('MultiAZ');
    expect(change('Database=')[0]?.template.Resources).not.toHaveProperty('Database');
    expect(
      change('SubnetGroup.SubnetIds.0=')[0]?.template.Resources?.SubnetGroup?.Properties?.SubnetIds,
    ).toEqual([{ Ref: 'Subnet1' }]);
  });

  test('take attributes that stand beside the properties', () => {
    expect(change('Database.DeletionPolicy=Delete')[0]?.template.Resources?.Database?.DeletionPolicy).toBe(
      'Delete',
    );
  });

  test('take several changes, one after the other', () => {
    const both = ['Database.MultiAZ=false', 'Database.MultiAZ=true'].map(parseChange);
    expect(properties(applyChanges(stacks, both, known))?.MultiAZ).toBe(true);
  });

  test.each([
    ['Databse.MultiAZ=true', /no resource Databse; did you mean Database/],
    ['Database.MultiAs=true', /did you mean MultiAZ\?/],
    ['Database.Colour=red', /Colour of Database .*known are /],
    ['SubnetGroup.SubnetIds.9=x', /list of 2.*positions count from 0/],
    ['Database.MultiAZ.Deep=1', /Database\.MultiAZ is true, which has no Deep/],
  ])('%s is refused in a sentence', (text, message) => expect(() => change(text)).toThrow(message));

  test('need the stack where two have the resource', () => {
    const two = [stackOf(database()), stackOf(database(), { name: 'other' })];
    expect(() => applyChanges(two, [parseChange('Database.MultiAZ=false')])).toThrow(
      /app\/Database or other\/Database/,
    );
    const [first, second] = applyChanges(two, [parseChange('other/Database.MultiAZ=false')]);
    expect(first?.template.Resources?.Database?.Properties?.MultiAZ).toBe(true);
    expect(second?.template.Resources?.Database?.Properties?.MultiAZ).toBe(false);
  });
});
