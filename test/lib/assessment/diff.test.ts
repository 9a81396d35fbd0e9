import { diffAssessments } from '../../../lib/assessment/diff.ts';
import { assessResources, database } from './templates.ts';

const good = assessResources(database());
const single = assessResources(database({ MultiAZ: false }));
const of = (disruption: string, diff: ReturnType<typeof diffAssessments>) =>
  diff.disruptions.find((row) => row.disruption === disruption);

describe('the difference of two assessments', () => {
  test('is nothing for the same templates', () => {
    const diff = diffAssessments(good, good);
    expect(diff).toMatchObject({ unchanged: true, broken: [], newFindings: [], resolvedFindings: [] });
  });

  test('names what got worse and what it breaks', () => {
    const diff = diffAssessments(good, single);
    expect(diff.unchanged).toBe(false);
    expect(of('zone', diff)).toMatchObject({ after: 'breached', rto: { movement: 'worse' } });
    expect(diff.broken).toContain('zone');
    expect(diff.newFindings.map(({ rule }) => rule)).toContain('automatic-failover');
    expect(diff.resolvedFindings.map(({ rule }) => rule)).not.toContain('automatic-failover');
  });

  test('is the mirror image the other way round', () => {
    const diff = diffAssessments(single, good);
    expect(of('zone', diff)?.rto.movement).toBe('better');
    expect(diff.broken).toEqual([]);
    expect(diff.resolvedFindings.map(({ rule }) => rule)).toContain('automatic-failover');
  });

  test('takes a finding for the same one although a number in it has moved', () => {
    const larger = assessResources(database({ AllocatedStorage: '5000' }));
    const largest = assessResources(database({ AllocatedStorage: '6000' }));
    const rules = diffAssessments(larger, largest);
    expect(of('corruption', rules)?.rto.movement).toBe('worse');
    expect(rules.newFindings).toEqual([]);
    expect(rules.resolvedFindings).toEqual([]);
  });

  test('counts an unrecoverable result as worse than an unknown one, and that as worse than any number', () => {
    const gone = assessResources(database({ BackupRetentionPeriod: 0 }));
    expect(of('corruption', diffAssessments(good, gone))?.rto.movement).toBe('worse');
    expect(of('corruption', diffAssessments(gone, good))?.rto.movement).toBe('better');
  });

  test('names components that come and go', () => {
    const none = assessResources({});
    expect(diffAssessments(none, good).added).toEqual(['database sales-db']);
    expect(diffAssessments(good, none).removed).toEqual(['database sales-db']);
  });

  test('shows an objective that was moved', () => {
    const looser = {
      ...good,
      disruptions: good.disruptions.map((row) => ({ ...row, rto: { ...row.rto, targetSeconds: 1e6 } })),
    };
    expect(diffAssessments(good, looser).unchanged).toBe(false);
  });
});
