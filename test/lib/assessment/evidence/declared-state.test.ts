import { assessResources, database, resource, row } from '../templates.ts';

const declared = (State: unknown) => ({ Metadata: { Holdfast: { State } } });
const cache = (State: unknown) => ({
  Cache: resource('AWS::ElastiCache::ServerlessCache', {}, declared(State)),
});

describe('A state declared in metadata', () => {
  test('makes a database a copy that loses nothing of the record', () => {
    const resources = database({ BackupRetentionPeriod: 0 });
    const derived = { ...resources, Database: { ...resources.Database, ...declared('derived') } };
    const assessment = assessResources(derived as typeof resources);
    expect(assessment.components[0]?.state).toBe('derived');
    expect(row(assessment, 'corruption').rpo.estimate).toMatchObject({ kind: 'estimate', seconds: 0 });
    expect(row(assessment, 'corruption').rto.estimate.kind).toBe('unrecoverable');
  });

  test('makes a cache the record', () => {
    expect(row(assessResources(cache('system of record')), 'deletion').rpo.estimate.kind).toBe(
      'unrecoverable',
    );
  });

  test('that cannot be read counts as a system of record and is told', () => {
    const assessment = assessResources(cache('system of reocrd'));
    expect(assessment.components[0]?.state).toBe('system of record');
    const finding = assessment.findings.find(({ rule }) => rule === 'declared-state');
    expect(finding?.message).toContain('"system of reocrd"');
    expect(finding?.mends[0]?.property).toBe('Metadata.Holdfast.State');
  });

  test('that can be read is not told', () => {
    expect(assessResources(cache('derived')).findings.map(({ rule }) => rule)).not.toContain(
      'declared-state',
    );
  });
});
