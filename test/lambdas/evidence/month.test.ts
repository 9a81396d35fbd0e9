import { indexKey, monthIndex, type ReadFile } from '../../../lambdas/evidence/month.ts';
import { evidenceRecord, recordKey } from '../../../lambdas/evidence/record.ts';
import { type IndexSettings, indexSettings } from '../../../lambdas/evidence/settings.ts';
import { createSigner } from '../../../lambdas/evidence/signature.ts';
import type { Verdict } from '../../../lambdas/verification/finding.ts';

const SETTINGS: IndexSettings = indexSettings.parse({
  environment: 'holdfast-production',
  evidence: { bucket: 'evidence', signingSecret: 'secret' },
  verifiers: [{ name: 'backup-copies', leastPerDay: 2 }],
});
const signer = createSigner('a secret of more than thirty-two characters');

function file(scheduled: string, verdict: Verdict = 'good'): ReadFile {
  const run = {
    verifier: 'backup-copies',
    environment: 'holdfast-production',
    scheduledAt: new Date(scheduled),
    checkedAt: new Date(scheduled),
    findings: [{ check: 'a', verdict, sentence: 'So it is.' }],
    measurements: [],
  };
  return { key: recordKey(run), file: JSON.parse(signer.seal(evidenceRecord(run))) };
}

const MONTH = ['2026-11-29T23:59:59Z', '2026-11-30T00:00:00Z', '2026-11-30T23:59:59Z'].map((at) => file(at));
const LAST = new Date('2026-11-30T00:30:00Z');
const index = (files: readonly ReadFile[], through = LAST) =>
  monthIndex(SETTINGS, files, through, signer.publicKey);
const sentences = (files: readonly ReadFile[], through = LAST) =>
  index(files, through).findings.map(({ verdict, sentence }) => `${verdict}: ${sentence}`);

describe('the index of a month', () => {
  test('D3: names every record with its hash and counts the verdicts', () => {
    const made = index([...MONTH, file('2026-11-30T12:00:00Z', 'unknown')]).index;
    expect(made.records.map(({ key }) => key)).toEqual([...made.records.map(({ key }) => key)].sort());
    expect(made.records[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(made).toMatchObject({
      month: '2026-11',
      through: '2026-11-30',
      verdicts: { 'backup-copies': { good: 3, bad: 0, unknown: 1 } },
      faults: [],
    });
    expect(sentences(MONTH)).toEqual(['good: All 3 records of 2026-11 are genuine, and no day has too few.']);
  });

  test('D3: is one file for a month, whatever the day', () => {
    expect(indexKey(new Date('2026-11-01T00:00:00Z'))).toBe('index/2026/11.json');
    expect(indexKey(new Date('2026-11-30T23:59:59.999Z'))).toBe('index/2026/11.json');
    expect(indexKey(new Date('2026-12-01T00:00:00Z'))).toBe('index/2026/12.json');
  });

  test('D3: leaves a day that is not over for the next index', () => {
    const earlier = index(MONTH, new Date('2026-11-29T12:00:00Z')).index;
    expect(earlier.records.map(({ scheduledAt }) => scheduledAt)).toEqual(['2026-11-29T23:59:59.000Z']);
  });

  test('D3: finds a record that was changed, and does not count it', () => {
    const [first, ...others] = MONTH;
    const changed = JSON.parse(JSON.stringify(first).replaceAll('"verdict":"good"', '"verdict":"bad"'));
    expect(sentences([changed, ...others])).toEqual([
      `bad: ${first?.key}: Its content does not have the hash that it names.`,
    ]);
  });

  test('D3: finds a genuine record under the name of another run', () => {
    const [first, second] = MONTH;
    const copied = { key: first?.key ?? '', file: second?.file };
    expect(sentences([copied, ...MONTH.slice(1)])).toEqual([
      `bad: ${first?.key}: It is the record of another run than its name says.`,
    ]);
  });

  test('D3: finds days with too few records, once there was a first', () => {
    const files = [
      '2026-11-27T12:00:00Z',
      '2026-11-29T12:00:00Z',
      ...['06', '18'].map((h) => `2026-11-30T${h}:00:00Z`),
    ];
    expect(sentences(files.map((at) => file(at)))).toEqual([
      'bad: backup-copies has 0 records of 2026-11-28, and should have 2 or more. See its log of that day.',
      'bad: backup-copies has 1 record of 2026-11-29, and should have 2 or more. See its log of that day.',
    ]);
  });

  test('D3: finds that a verifier has no record at all', () => {
    expect(sentences([])).toEqual([
      'bad: backup-copies has no record through 2026-11-30. See its log and its schedule.',
    ]);
  });
});
