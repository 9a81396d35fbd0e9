import type { Assessment, DisruptionResult, Finding, Verdict } from '../model.ts';
import { componentName, count, findComponent, SEVERITY_VERDICT, valueText } from './words.ts';

/** One sentence that says which disruptions decide the verdict. */
export function verdictSentence(assessment: Assessment): string {
  const named = (verdict: Verdict): string[] =>
    assessment.disruptions.filter((row) => row.verdict === verdict).map((row) => row.disruption);
  const breached = named('breached');
  const unproven = named('unproven');
  const holds = named('holds');
  const missing = assessment.notModelled.reduce((sum, type) => sum + type.count, 0);
  const parts = [
    breached.length > 0
      ? `${list(breached)} ${breached.length === 1 ? 'misses its' : 'miss their'} objectives`
      : '',
    unproven.length > 0 ? `${list(unproven)} cannot be proven from the templates` : '',
    holds.length > 0 ? `${holds.length} of ${assessment.disruptions.length} disruptions hold` : '',
    ...journeyParts(assessment),
    missing > 0 ? `${count(missing, 'resource')} ${missing === 1 ? 'is' : 'are'} not modelled` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'No objective is declared.' : sentence(parts.join('; '));
}

function journeyParts(assessment: Assessment): string[] {
  const short = assessment.availability.filter((journey) => journey.verdict === 'breached');
  const target = assessment.objectives.availabilityPercent;
  return short.length === 0
    ? []
    : [`expected availability of ${list(short.map((journey) => journey.journey))} is not above ${target} %`];
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Why the contractual floor stays where it is: a product of SLAs is never above its weakest factor. */
export function floorSentence(assessment: Assessment): string {
  const factors = assessment.availability.flatMap((journey) => journey.floorFactors);
  const weakest = factors.reduce<(typeof factors)[number] | undefined>(
    (low, factor) => (low === undefined || factor.percent < low.percent ? factor : low),
    undefined,
  );
  if (!weakest) return 'The contractual floor has no factor: no SLA was found on any journey.';
  const edge = factors.find(
    (factor) => findComponent(assessment, factor.component)?.resourceType === 'AWS::CloudFront::Distribution',
  );
  const bound = edge ?? weakest;
  const who = edge ? 'CloudFront' : componentName(assessment, bound.component);
  return `The floor is a product of SLAs, so with ${who} (${bound.percent} %) in series it cannot exceed ${bound.percent} %.`;
}

/** How far an assumption may move before the verdict turns. */
export function sensitivityText(
  verdict: Verdict,
  { value, breaksAt, unit }: { readonly value: number; readonly breaksAt: number; readonly unit: string },
): string {
  const breached = verdict === 'breached';
  if (!Number.isFinite(breaksAt)) return 'no value of it alone turns the verdict.';
  if (breached && breaksAt <= 0) return 'no value of it alone would make the target hold.';
  const now = `it is ${valueText(value, unit)}`;
  const edge = valueText(breaksAt, unit);
  if (breached) return `would hold with ${breaksAt < value ? 'less' : 'more'} than ${edge}; ${now}.`;
  const holds = verdict === 'holds' ? 'holds' : 'would hold at most';
  return `${holds} until it ${breaksAt > value ? 'exceeds' : 'falls below'} ${edge}; ${now}.`;
}

/**
 * The findings that decide a row whose numbers are better than its verdict. Without them the reader would look at two
 * numbers within their targets beside the word BREACHED.
 */
export function decidingFindings(assessment: Assessment, result: DisruptionResult): readonly Finding[] {
  const { verdict, rto, rpo } = result;
  if (verdict === rto.verdict || verdict === rpo.verdict) return [];
  return assessment.findings.filter(
    (finding) =>
      finding.disruptions.includes(result.disruption) && SEVERITY_VERDICT[finding.severity] === verdict,
  );
}
