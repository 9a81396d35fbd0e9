import { assessSubject, readSubject } from '../../bin/holdfast/subject.ts';
import { DISRUPTIONS, type Disruption } from '../../lib/assessment/disruptions.ts';
import type { Assessment, Estimate } from '../../lib/assessment/model.ts';
import { DRILLS } from '../../lib/drills/drills.ts';
import { decidingOrigin } from '../../lib/drills/term-origin.ts';
import { formatDuration } from '../../lib/duration.ts';
import { synthesize } from '../assembly.ts';
import { readDisruptionPage, type Way } from './disruption-page.ts';
import { codeBlocks, localLinks, readRunbook, runbookFiles } from './markdown.ts';

const SECTIONS = [
  'When to use',
  'When not to use',
  'Who decides',
  'Steps',
  'If it takes longer',
  'Verify',
  'Failback',
  'Afterwards',
];
const OWNERS = ['On-call', 'Lead', 'The platform', 'The plan'];

const pages = DISRUPTIONS.map((disruption) => ({ disruption, page: readDisruptionPage(disruption) }));
let assessment: Assessment;

beforeAll(async () => {
  assessment = assessSubject(await readSubject([await synthesize()], {}));
});

/** Seconds of an estimate by what decides them, and their sum. */
function termsOf(estimate: Estimate | undefined): { total: number; terms: Record<string, number> } {
  if (estimate?.kind !== 'estimate') throw new Error('Production has no estimate for it.');
  return sumOf(estimate.terms.map((term) => ({ term: decidingOrigin(term), seconds: term.seconds })));
}

function budgetsOf({ steps }: Way): ReturnType<typeof sumOf> {
  return sumOf(steps.flatMap(({ budgets }) => budgets));
}

function sumOf(addends: readonly { readonly term: string; readonly seconds: number }[]) {
  const terms: Record<string, number> = {};
  for (const { term, seconds } of addends) if (seconds > 0) terms[term] = (terms[term] ?? 0) + seconds;
  return { total: addends.reduce((sum, { seconds }) => sum + seconds, 0), terms };
}

function resultOf(disruption: Disruption) {
  const result = assessment.disruptions.find((one) => one.disruption === disruption);
  if (!result) throw new Error(`Production is not assessed for ${disruption}.`);
  return result;
}

/** What recovers in a disruption and takes time, by kind: of several the slowest. */
function recoveriesOf(disruption: Disruption): Map<string, ReturnType<typeof termsOf>> {
  const found = new Map<string, ReturnType<typeof termsOf>>();
  for (const { component, best, disruption: of } of assessment.estimates) {
    const kind = assessment.components.find(({ id }) => id === component)?.kind;
    if (of !== disruption || kind === undefined || best?.rto.kind !== 'estimate') continue;
    const recovery = termsOf(best.rto);
    if (recovery.total > (found.get(kind)?.total ?? 0)) found.set(kind, recovery);
  }
  return found;
}

describe('runbooks of disruptions', () => {
  test('D4: there is a page for each disruption of the model, and no other', () => {
    const files = runbookFiles().filter((file) => file.startsWith('disruptions/'));
    expect(files.sort()).toEqual(DISRUPTIONS.map((disruption) => `disruptions/${disruption}.md`).sort());
  });

  test.each(pages)('D4: $disruption says when, who, how, and what follows, in this order', ({ page }) => {
    expect(page.sections).toEqual(SECTIONS);
    expect(Object.keys(page.table)).toEqual(['objective', 'budget', 'drills', 'alarms']);
  });

  test.each(pages)(
    'D4: each step of $disruption has owner, command, result and undo, and its number',
    ({ page }) => {
      for (const { steps } of page.ways) {
        expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
        for (const { title, owner, text } of steps) {
          expect(OWNERS).toContain(owner);
          expect({ title, commands: codeBlocks(text).length }).not.toEqual({ title, commands: 0 });
          const labels = [...text.matchAll(/^\*\*(Expect|Undo)\.\*\* \S/gm)].map(([, label]) => label);
          expect({ title, labels }).toEqual({ title, labels: ['Expect', 'Undo'] });
        }
      }
    },
  );

  test.each(pages)(
    'D4, D5: the times of the steps of $disruption are the terms of the model, below the objective',
    ({ disruption, page }) => {
      const { rto } = resultOf(disruption);
      const expected = termsOf(rto.estimate);
      const recoveries = recoveriesOf(disruption);
      const ofKinds = page.ways.filter(({ kind }) => kind !== undefined);
      for (const way of ofKinds) expect(budgetsOf(way)).toEqual(recoveries.get(way.kind ?? ''));
      const whole = page.ways.find(({ kind }) => kind === undefined);
      if (whole) {
        expect(budgetsOf(whole)).toEqual(expected);
      } else {
        // What recovers by itself does so at the same time.
        expect(ofKinds.map(({ kind }) => kind).sort()).toEqual([...recoveries.keys()].sort());
        expect(Math.max(...ofKinds.map((way) => budgetsOf(way).total))).toBe(expected.total);
      }
      expect(expected.total).toBeLessThan(rto.targetSeconds ?? 0);
    },
  );

  test.each(pages)(
    'D4, D5: $disruption and the list of pages tell its objective and what the model predicts',
    ({ disruption, page }) => {
      const { rto, rpo } = resultOf(disruption);
      const within = formatDuration(termsOf(rto.estimate).total);
      const objective = formatDuration(rto.targetSeconds ?? 0);
      expect(page.table.objective).toBe(
        `back in less than ${objective}; less than ${formatDuration(rpo.targetSeconds ?? 0)} of writes lost`,
      );
      expect(page.table.budget).toBe(
        `back within ${within}; at most ${formatDuration(termsOf(rpo.estimate).total)} of writes lost`,
      );
      const row = `\\| \\[disruptions/${disruption}\\.md\\]\\(disruptions/${disruption}\\.md\\) \\| .+ \\| ${objective} \\| ${within}(?:, by itself)? \\|`;
      expect(readRunbook('README.md')).toMatch(new RegExp(`^${row}$`, 'm'));
    },
  );

  test.each(pages)(
    'D4, D7: $disruption names the drills that rehearse it, all of them',
    ({ disruption, page }) => {
      const named = [...(page.table.drills ?? '').matchAll(/`npx holdfast drill run ([\w-]+)`/g)].map(
        ([, name]) => name,
      );
      const drills = DRILLS.filter((drill) => 'disruption' in drill && drill.disruption === disruption);
      expect(named.sort()).toEqual(drills.map(({ name }) => name).sort());
      if (named.length === 0) expect(page.table.drills).toMatch(/^none: /);
    },
  );

  test.each(pages)('D4: $disruption names the alarms that it is noticed by', ({ page }) => {
    const alarms = localLinks(page.table.alarms ?? '');
    expect(alarms.length).toBeGreaterThan(0);
    for (const alarm of alarms) expect(alarm).toMatch(/^\.\.\/alarms\/[\w-]+\.md#[\w-]+$/);
  });
});
