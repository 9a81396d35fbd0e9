import { type Candidate, remedyCandidates, weakeningCandidates } from './advise/candidates.ts';
import { COSTS, type Cost } from './advise/remedies.ts';
import { type AssessOptions, assess } from './assess.ts';
import { diffAssessments, findingKey } from './diff.ts';
import type { Assessment, Finding, Mend } from './model.ts';
import type { StackTemplate } from './read/template.ts';
import { applyChanges, changeText, type PropertyChange } from './what-if.ts';

/** Changes that were made to the templates and assessed, and that mend the finding without breaking anything else. */
export interface Remedy {
  readonly changes: readonly PropertyChange[];
  /** The changes as `holdfast what-if` takes them. */
  readonly texts: readonly string[];
  readonly cost: Cost;
}

/** What mends one breach. */
export interface MendAdvice {
  readonly finding: Finding;
  /** Cheapest and smallest first; empty when no known change of properties mends it. */
  readonly remedies: readonly Remedy[];
  /** The finding's own advice, which asks for more than a property and is not verified; given only without remedies. */
  readonly unverified: readonly Mend[];
}

/** A single change that would break what holds. */
export interface Fragility {
  readonly change: PropertyChange;
  readonly text: string;
  /** What held and would not any more. */
  readonly breaks: readonly string[];
}

/** The advice. Serialises to JSON as it is. */
export interface Advice {
  readonly schemaVersion: 1;
  readonly verdict: Assessment['verdict'];
  readonly mends: readonly MendAdvice[];
  readonly fragile: readonly Fragility[];
  /** How many changed assemblies were assessed, and whether the bound cut the search short. */
  readonly tried: number;
  readonly complete: boolean;
}

/** Most remedies shown for one finding. */
const SHOWN = 3;

/**
 * Finds the smallest changes that mend each breach, and the single changes that would break what holds. Each is really
 * made and assessed: nothing is suggested that does not work.
 *
 * @param most bound on the assessments, because each costs as much as the first
 */
export function advise(
  stacks: readonly StackTemplate[],
  options: AssessOptions,
  { most = 400 }: { readonly most?: number } = {},
): Advice {
  const assessment = assess(stacks, options);
  const open = assessment.findings.filter(({ severity }) => severity !== 'warning');
  const laboratory = new Laboratory(stacks, options, most);
  const mends = mendsFor(open, remedyCandidates(stacks, open, assessment), laboratory, assessment);
  const fragile = new Map<string, Fragility>();
  for (const { changes } of weakeningCandidates(stacks, assessment)) {
    const after = laboratory.assess(changes);
    const broken = after ? diffAssessments(assessment, after).broken : [];
    // Of several values that break the same, the last tried is the mildest.
    for (const change of broken.length > 0 ? changes : []) {
      const place = changeText({ ...change, value: undefined });
      fragile.set(`${place}${broken.join()}`, { change, text: changeText(change), breaks: broken });
    }
  }
  return {
    schemaVersion: 1,
    verdict: assessment.verdict,
    mends,
    fragile: [...fragile.values()],
    tried: laboratory.tried,
    complete: laboratory.tried < most,
  };
}

/** Where changes are tried; it closes when the bound is reached. */
class Laboratory {
  tried = 0;
  readonly #stacks: readonly StackTemplate[];
  readonly #options: AssessOptions;
  readonly #most: number;

  constructor(stacks: readonly StackTemplate[], options: AssessOptions, most: number) {
    this.#stacks = stacks;
    this.#options = options;
    this.#most = most;
  }

  /** @returns nothing when the bound is reached */
  assess(changes: readonly PropertyChange[]): Assessment | undefined {
    if (this.tried >= this.#most) return undefined;
    this.tried++;
    return assess(applyChanges(this.#stacks, changes), this.#options);
  }
}

function mendsFor(
  open: readonly Finding[],
  candidates: readonly Candidate[],
  laboratory: Laboratory,
  assessment: Assessment,
): MendAdvice[] {
  const found = new Map(open.map((finding) => [findingKey(finding), [] as Candidate[]]));
  const helps: Candidate[] = [];
  const attempt = (candidate: Candidate): void => {
    const after = laboratory.assess(candidate.changes);
    if (!after) return;
    const diff = diffAssessments(assessment, after);
    const clean =
      diff.broken.length === 0 && diff.newFindings.every(({ severity }) => severity === 'warning');
    if (clean) for (const finding of diff.resolvedFindings) found.get(findingKey(finding))?.push(candidate);
    const better = diff.disruptions.some(
      ({ rto, rpo }) => rto.movement === 'better' || rpo.movement === 'better',
    );
    if (better || diff.resolvedFindings.length > 0) helps.push(candidate);
  };
  candidates.forEach(attempt);
  const unmended = () => open.some((finding) => (found.get(findingKey(finding)) ?? []).length === 0);
  // What no single change mends may take several that each help, or all of them.
  if (unmended() && helps.length > 1) for (const pair of combinations(helps)) if (unmended()) attempt(pair);
  return open.map((finding) => {
    const remedies = (found.get(findingKey(finding)) ?? [])
      .toSorted(cheapest)
      .filter((candidate, index, all) => !all.slice(0, index).some((other) => contains(candidate, other)))
      .slice(0, SHOWN)
      .map(({ changes, cost }) => ({ changes, cost, texts: changes.map(changeText) }));
    return { finding, remedies, unverified: remedies.length > 0 ? [] : finding.mends };
  });
}

/** Pairs of changes of different properties, cheapest first, then all together. */
function combinations(helps: readonly Candidate[]): Candidate[] {
  const pairs = helps.flatMap((one, index) =>
    helps.slice(index + 1).flatMap((other) => together([one, other])),
  );
  return [...pairs.toSorted(cheapest), ...together(helps)];
}

function together(candidates: readonly Candidate[]): Candidate[] {
  const changes = candidates.flatMap((candidate) => candidate.changes);
  const places = new Map(changes.map((change) => [changeText({ ...change, value: undefined }), change]));
  if (candidates.length === 2 && places.size < changes.length) return [];
  const dearest = Math.max(...candidates.map(({ cost }) => COSTS.indexOf(cost)));
  return [{ changes: [...places.values()], cost: COSTS[dearest] ?? 'second copy' }];
}

function cheapest(one: Candidate, other: Candidate): number {
  return COSTS.indexOf(one.cost) - COSTS.indexOf(other.cost) || one.changes.length - other.changes.length;
}

/** Whether a remedy is another one with more to it. */
function contains(candidate: Candidate, smaller: Candidate): boolean {
  const texts = new Set(candidate.changes.map(changeText));
  return smaller.changes.every((change) => texts.has(changeText(change)));
}
