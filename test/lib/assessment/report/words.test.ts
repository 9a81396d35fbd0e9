import type { Route } from '../../../../lib/assessment/model.ts';
import { whyNotBest } from '../../../../lib/assessment/report/compare.ts';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import {
  decidingFindings,
  floorSentence,
  sensitivityText,
  verdictSentence,
} from '../../../../lib/assessment/report/sentences.ts';
import { renderTable } from '../../../../lib/assessment/report/table.ts';
import { percentText, valueText } from '../../../../lib/assessment/report/words.ts';
import { estimate, fixture, term } from './fixture.ts';

const seconds = (amount: number) => estimate(term('a term', amount, 'recover', []));
const route = (rto: Route['rto'], rpo: Route['rpo']): Route => ({
  id: 'r',
  name: 'a route',
  rto,
  rpo,
  proof: [],
});
const best = route(seconds(600), seconds(300));

describe('why a route is not the best', () => {
  test.each([
    [route(seconds(3600), seconds(360)), 'It recovers 50 min later and loses 1 min more data.'],
    [route(seconds(300), seconds(3900)), 'It recovers 5 min sooner and loses 1 h more data.'],
    [best, 'The numbers are the same.'],
    [
      route({ kind: 'unrecoverable', reason: 'the vault is gone', mends: [] }, seconds(0)),
      'Recovery time unrecoverable: the vault is gone.',
    ],
    [
      route(seconds(0), { kind: 'unknown', reason: 'the lag is not bounded', mends: [] }),
      'Data loss unknown: the lag is not bounded.',
    ],
  ])('is told by its numbers or by the reason it has none', (other, expected) => {
    expect(whyNotBest(best, other)).toBe(expected);
  });
});

describe('numbers in words', () => {
  test('percents are cut, not rounded, so that none crosses its target in print', () => {
    expect(percentText(99.89999)).toBe('99.899 %');
    expect(percentText(99.9)).toBe('99.900 %');
    expect(percentText(100)).toBe('100.000 %');
  });

  test('values keep the unit in which they are set', () => {
    expect(valueText(900, 's')).toBe('900 s (15 min)');
    expect(valueText(0.1 + 0.2, 'per year')).toBe('0.3 per year');
  });
});

describe('how far an assumption may move', () => {
  test.each([
    ['holds', 1, 104, 'holds until it exceeds 104 per year; it is 1 per year.'],
    ['holds', 10, 2, 'holds until it falls below 2 per year; it is 10 per year.'],
    ['breached', 10, 2, 'would hold with less than 2 per year; it is 10 per year.'],
    ['breached', 10, 0, 'no value of it alone would make the target hold.'],
    ['unproven', 1, 104, 'would hold at most until it exceeds 104 per year; it is 1 per year.'],
    ['holds', 10, Number.POSITIVE_INFINITY, 'no value of it alone turns the verdict.'],
  ] as const)('%s from %d with the edge at %d', (verdict, value, breaksAt, expected) => {
    expect(sensitivityText(verdict, { value, breaksAt, unit: 'per year' })).toBe(expected);
  });
});

describe('sentences', () => {
  test('the verdict says that everything holds when it does', () => {
    const rows = fixture().disruptions.slice(0, 3);
    expect(verdictSentence(fixture({ disruptions: rows, availability: [], notModelled: [] }))).toBe(
      '3 of 3 disruptions hold.',
    );
  });

  test('the verdict names what no number covers', () => {
    expect(verdictSentence(fixture())).toMatch(/4 resources are not modelled\.$/);
  });

  test('a row whose numbers hold names the findings that breach it, and only those', () => {
    const [row] = fixture().disruptions;
    const [warning, breach] = fixture().findings;
    if (!row || !warning || !breach) throw new Error('the fixture has rows and findings');
    const findings = [
      { ...warning, disruptions: ['process' as const] },
      { ...breach, disruptions: ['process' as const] },
    ];
    const assessment = fixture({ findings, disruptions: [{ ...row, verdict: 'breached' }] });
    const deciding = assessment.disruptions.map((result) => decidingFindings(assessment, result));
    expect(deciding).toEqual([[findings[1]]]);
    expect(decidingFindings(assessment, row)).toEqual([]);
    expect(renderTable(assessment, { color: false, width: 80 })).toContain('✗ finding rds-restore-size');
    expect(renderHtml(assessment)).toContain('by <a href="#finding-2">rds-restore-size</a>');
  });

  test('the floor is bound by its weakest factor when no CloudFront is in series', () => {
    const [, write] = fixture().availability;
    if (!write) throw new Error('the fixture has two journeys');
    const floorFactors = write.floorFactors.slice(1);
    expect(floorSentence(fixture({ availability: [{ ...write, floorFactors }] }))).toContain(
      'with database orders (99.95 %) in series it cannot exceed 99.95 %',
    );
    expect(floorSentence(fixture({ availability: [] }))).toContain('no SLA was found');
  });
});
