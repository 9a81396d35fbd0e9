import type { Assessment, Finding } from '../model.ts';
import { CONTROLS, type Control, FRAMEWORK_SOURCE } from './controls/catalogue.ts';
import { type Evidence, type EvidenceId, evidenceOf } from './controls/evidence.ts';

/** What an assessment shows for one control. */
export interface ControlResult {
  readonly id: string;
  readonly framework: Control['framework'];
  readonly title: string;
  readonly confidence: Control['confidence'];
  /** Where the title is published. */
  readonly source: string;
  readonly status: 'evidence' | 'findings against' | 'no evidence found';
  readonly evidence: readonly Evidence[];
  /** Breaches and unproven objectives that speak against it. */
  readonly against: readonly Finding[];
  /** What templates cannot show for it. */
  readonly elsewhere?: string;
}

/**
 * The evidence that an assessment holds for each control. It helps an auditor and claims no compliance: a control asks
 * for more than templates can show, and a finding against it outweighs whatever else is found.
 */
export function controlsOf(assessment: Assessment): readonly ControlResult[] {
  const found = new Map<EvidenceId, readonly Evidence[]>();
  for (const id of new Set(CONTROLS.flatMap(({ evidence }) => evidence)))
    found.set(id, evidenceOf(assessment, id));
  return CONTROLS.map(({ id, framework, title, confidence, evidence: wanted, against: rule, elsewhere }) => {
    const evidence = wanted.flatMap((kind) => found.get(kind) ?? []);
    const against = assessment.findings.filter(
      (finding) =>
        finding.severity !== 'warning' &&
        (rule.rules.includes(finding.rule) ||
          finding.disruptions.some((disruption) => rule.disruptions.includes(disruption))),
    );
    return {
      id,
      framework,
      title,
      confidence,
      source: FRAMEWORK_SOURCE[framework],
      status:
        against.length > 0 ? 'findings against' : evidence.length > 0 ? 'evidence' : 'no evidence found',
      evidence,
      against,
      elsewhere,
    };
  });
}
