import { type AssessOptions, assess } from '../../lib/assessment/assess.ts';
import type { Assessment, Estimate } from '../../lib/assessment/model.ts';
import type { StackTemplate } from '../../lib/assessment/read/template.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/** What noticed a mutant. */
export type Outcome = 'verdict' | 'finding' | 'estimate' | 'survived';

export interface Result extends Omit<Mutant, 'stacks'> {
  readonly outcome: Outcome;
}

/**
 * Assesses every mutant and says what noticed it: the verdict, else a finding, else an estimate.
 *
 * @param keep which mutants to assess, by default all
 */
export function mutate(
  stacks: readonly StackTemplate[],
  options: AssessOptions,
  keep: (mutant: Mutant, index: number) => boolean = () => true,
): Result[] {
  const before = seenIn(assess(stacks, options));
  return [...mutantsOf(stacks)].filter(keep).map(({ stacks: mutated, ...mutant }) => {
    const after = seenIn(assess(mutated, options));
    const noticed = (['verdict', 'finding', 'estimate'] as const).find(
      (what) => before[what] !== after[what],
    );
    return { ...mutant, outcome: noticed ?? 'survived' };
  });
}

/** What a reader of a report sees, as texts to compare. Origins and wording of terms do not count as noticing. */
function seenIn(assessment: Assessment): Record<Exclude<Outcome, 'survived'>, string> {
  return {
    verdict: JSON.stringify([
      assessment.verdict,
      assessment.disruptions.map(({ disruption, verdict }) => [disruption, verdict]),
      assessment.availability.map(({ journey, verdict }) => [journey, verdict]),
    ]),
    finding: JSON.stringify(
      assessment.findings.map(({ rule, component, severity, message }) => [
        rule,
        component,
        severity,
        message,
      ]),
    ),
    estimate: JSON.stringify([
      assessment.estimates.map(({ component, disruption, routes }) => [
        component,
        disruption,
        routes.map((route) => [route.id, amount(route.rto), amount(route.rpo)]),
      ]),
      assessment.disruptions.map(({ rto, rpo }) => [amount(rto.estimate), amount(rpo.estimate)]),
      assessment.availability.map(({ floorPercent, expectedPercent }) => [floorPercent, expectedPercent]),
    ]),
  };
}

function amount(estimate: Estimate): number | string {
  return estimate.kind === 'estimate' ? estimate.seconds : estimate.kind;
}
