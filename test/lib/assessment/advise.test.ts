import { advise } from '../../../lib/assessment/advise.ts';
import { assess } from '../../../lib/assessment/assess.ts';
import { applyChanges } from '../../../lib/assessment/what-if.ts';
import { database, OPTIONS, stackOf } from './templates.ts';

const verdictOf = (assessment: ReturnType<typeof assess>, disruption: string) =>
  assessment.disruptions.find((row) => row.disruption === disruption)?.verdict;

describe('advice', () => {
  const stacks = [stackOf(database({ MultiAZ: false, DeleteAutomatedBackups: true }))];
  const advice = advise(stacks, OPTIONS);
  const forRule = (rule: string) => advice.mends.filter(({ finding }) => finding.rule === rule);

  test('mends a database without a standby with the one property it takes', () => {
    expect(forRule('automatic-failover')[0]?.remedies[0]).toMatchObject({
      texts: ['app/Database.MultiAZ=true'],
      cost: 'second copy',
    });
  });

  test('suggests only what mends: each remedy, when made, resolves its finding and breaks nothing', () => {
    const before = assess(stacks, OPTIONS);
    const suggested = advice.mends.flatMap(({ finding, remedies }) =>
      remedies.map((remedy) => ({ finding, remedy })),
    );
    expect(suggested.length).toBeGreaterThan(0);
    for (const { finding, remedy } of suggested) {
      const after = assess(applyChanges(stacks, remedy.changes), OPTIONS);
      expect(after.findings.map(({ message }) => message)).not.toContain(finding.message);
      for (const { disruption, verdict } of before.disruptions)
        if (verdict === 'holds') expect(verdictOf(after, disruption)).toBe('holds');
    }
  });

  test('hands over the finding’s own words where no property is enough, and says that they were not tried', () => {
    const compromise = advice.mends.find(
      ({ finding }) => finding.rule === 'objective-rto' && finding.disruptions.includes('compromise'),
    );
    expect(compromise?.remedies).toEqual([]);
    expect(compromise?.unverified.length).toBeGreaterThan(0);
  });

  test('names single changes that break what holds, and each really does', () => {
    const good = [stackOf(database())];
    const { fragile } = advise(good, OPTIONS);
    const texts = fragile.map(({ text }) => text);
    expect(texts).toContain('app/Database.MultiAZ=false');
    for (const { change, breaks } of fragile) {
      const after = assess(applyChanges(good, [change]), OPTIONS);
      expect(breaks.length).toBeGreaterThan(0);
      for (const name of breaks.filter((one) => !one.startsWith('availability')))
        expect(verdictOf(after, name)).not.toBe('holds');
    }
  });

  test('never takes a word of a sentence for a value', () => {
    const { recoveryRegion: _, ...alone } = OPTIONS;
    const texts = advise(stacks, alone).mends.flatMap(({ remedies }) =>
      remedies.flatMap((remedy) => remedy.texts),
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(/=(true|false|\d+|[A-Z]\w+|\{.*\}|[a-z]{2}-[a-z]+-\d)$/);
  });

  test('stops at its bound and says so', () => {
    expect(advise(stacks, OPTIONS, { most: 3 })).toMatchObject({ tried: 3, complete: false });
    expect(advice.complete).toBe(true);
  });

  test('is the same from run to run', () => {
    expect(advise(stacks, OPTIONS)).toEqual(advice);
  });
});
