import type { Disruption } from './disruptions.ts';
import { DISRUPTIONS } from './disruptions.ts';
import type { Assessment, Estimate, Finding, JourneyAvailability, Judged, Verdict } from './model.ts';

/** How a number moved. Two results that are not numbers compare by kind: unknown is better than unrecoverable. */
export type Movement = 'same' | 'better' | 'worse';

/** One objective before and after. */
export interface NumberDiff {
  readonly before: Judged;
  readonly after: Judged;
  readonly movement: Movement;
}

/** One disruption before and after. */
export interface DisruptionDiff {
  readonly disruption: Disruption;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly rto: NumberDiff;
  readonly rpo: NumberDiff;
}

/** One user journey before and after; an end is absent when the journey is. Percent. */
export interface JourneyDiff {
  readonly journey: JourneyAvailability['journey'];
  readonly before?: {
    readonly expectedPercent: number;
    readonly floorPercent: number;
    readonly verdict: Verdict;
  };
  readonly after?: {
    readonly expectedPercent: number;
    readonly floorPercent: number;
    readonly verdict: Verdict;
  };
  readonly movement: Movement;
}

/** What a change does to the objectives. Serialises to JSON as it is. */
export interface AssessmentDiff {
  readonly schemaVersion: 1;
  readonly before: Verdict;
  readonly after: Verdict;
  /** True when nothing that the report shows has moved. */
  readonly unchanged: boolean;
  /** Disruptions that held before and do not any more, and journeys likewise. */
  readonly broken: readonly string[];
  readonly disruptions: readonly DisruptionDiff[];
  readonly availability: readonly JourneyDiff[];
  readonly newFindings: readonly Finding[];
  readonly resolvedFindings: readonly Finding[];
  /** Names of components. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two assessments objective by objective. Each is judged by its own objectives. */
export function diffAssessments(base: Assessment, head: Assessment): AssessmentDiff {
  const keyOf = keyFor(base, head);
  const disruptions = DISRUPTIONS.flatMap((disruption): DisruptionDiff[] => {
    const before = base.disruptions.find((result) => result.disruption === disruption);
    const after = head.disruptions.find((result) => result.disruption === disruption);
    if (!before || !after) return [];
    return [
      {
        disruption,
        before: before.verdict,
        after: after.verdict,
        rto: numberDiff(before.rto, after.rto),
        rpo: numberDiff(before.rpo, after.rpo),
      },
    ];
  });
  const availability = journeys(base, head);
  const newFindings = without(head.findings, base.findings, keyOf);
  const resolvedFindings = without(base.findings, head.findings, keyOf);
  const names = (one: Assessment) => new Map(one.components.map(({ id, name }) => [keyOf(id), name]));
  const [old, present] = [names(base), names(head)];
  const added = [...present].filter(([id]) => !old.has(id)).map(([, name]) => name);
  const removed = [...old].filter(([id]) => !present.has(id)).map(([, name]) => name);
  return {
    schemaVersion: 1,
    before: base.verdict,
    after: head.verdict,
    unchanged:
      disruptions.every(({ before, after, rto, rpo }) => before === after && still(rto) && still(rpo)) &&
      availability.every(({ movement }) => movement === 'same') &&
      [newFindings, resolvedFindings, added, removed].every(({ length }) => length === 0),
    broken: [
      ...disruptions.filter((row) => row.before === 'holds' && fails(row.after)).map((row) => row.disruption),
      ...availability
        .filter(
          ({ before, after }) => before?.verdict === 'holds' && (after === undefined || fails(after.verdict)),
        )
        .map(({ journey }) => `availability of the ${journey}`),
    ],
    disruptions,
    availability,
    newFindings,
    resolvedFindings,
    added,
    removed,
  };
}

function fails(verdict: Verdict): boolean {
  return verdict === 'breached' || verdict === 'unproven';
}

function still({ movement, before, after }: NumberDiff): boolean {
  return (
    movement === 'same' && before.targetSeconds === after.targetSeconds && before.verdict === after.verdict
  );
}

function numberDiff(before: Judged, after: Judged): NumberDiff {
  const change = weight(after.estimate) - weight(before.estimate);
  return { before, after, movement: movementOf(-change) };
}

function weight(estimate: Estimate): number {
  if (estimate.kind === 'estimate') return estimate.seconds;
  return estimate.kind === 'unknown' ? Number.MAX_VALUE / 4 : Number.MAX_VALUE / 2;
}

/** @param gain above zero when things became better */
function movementOf(gain: number): Movement {
  if (gain === 0) return 'same';
  return gain > 0 ? 'better' : 'worse';
}

function journeys(base: Assessment, head: Assessment): JourneyDiff[] {
  const names = [...new Set([...base.availability, ...head.availability].map(({ journey }) => journey))];
  return names.map((journey) => {
    const [before, after] = [base, head].map((one) => {
      const found = one.availability.find((candidate) => candidate.journey === journey);
      if (!found) return undefined;
      const { expectedPercent, floorPercent, verdict } = found;
      return { expectedPercent, floorPercent, verdict };
    });
    const gain = (after?.expectedPercent ?? 0) - (before?.expectedPercent ?? 0);
    const floorGain = (after?.floorPercent ?? 0) - (before?.floorPercent ?? 0);
    return {
      journey,
      ...(before && { before }),
      ...(after && { after }),
      movement: movementOf(Math.abs(gain) < 1e-9 ? floorGain : gain),
    };
  });
}

/** Two lone templates are two versions of one stack, whatever their files are called; else a stack is known by its name. */
function keyFor(base: Assessment, head: Assessment): (id: string) => string {
  const alone = base.stacks.length === 1 && head.stacks.length === 1;
  return (id) => (alone ? id.slice(id.indexOf('/') + 1) : id);
}

/**
 * A finding is the same one while it concerns the same thing, even where a number in its sentence has moved.
 *
 * @param keyOf makes `<stack>/<logicalId>` comparable between two assessments
 */
export function findingKey(
  { rule, severity, component, disruptions, mends }: Finding,
  keyOf: (id: string) => string = (id) => id,
): string {
  const places = mends.map(
    ({ stack, logicalId, property }) => `${keyOf(`${stack}/${logicalId}`)}/${property}`,
  );
  return JSON.stringify([
    rule,
    severity,
    component === undefined ? '' : keyOf(component),
    disruptions,
    // What limits a number, and so what mends it, may change while the objective stays missed.
    rule.startsWith('objective-') ? [] : places.sort(),
  ]);
}

function without(
  findings: readonly Finding[],
  others: readonly Finding[],
  keyOf: (id: string) => string,
): Finding[] {
  const known = new Set(others.map((finding) => findingKey(finding, keyOf)));
  return findings.filter((finding) => !known.has(findingKey(finding, keyOf)));
}
