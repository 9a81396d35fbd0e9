import { DISRUPTIONS, type Disruption } from '../../disruptions.ts';
import type { Assessment, Component, Route, TemplateOrigin } from '../../model.ts';
import { componentName, count, estimateText, percentText } from '../words.ts';

/** One thing that an assessment shows, with the properties that prove it. */
export interface Evidence {
  readonly text: string;
  readonly proof: readonly TemplateOrigin[];
}

type Collect = (assessment: Assessment) => readonly Evidence[];

const COLLECTORS = {
  objectives: (assessment) => {
    const declared = assessment.disruptions.filter(({ verdict }) => verdict !== 'undeclared');
    if (declared.length === 0) return [];
    const holds = declared.filter(({ verdict }) => verdict === 'holds').length;
    return plain(
      `RTO and RPO are computed for ${count(assessment.disruptions.length, 'disruption')} and judged against declared objectives for ${declared.length}: ${holds} hold.`,
    );
  },
  'recovery-order': (assessment) =>
    assessment.disruptions
      .filter(({ rto }) => rto.estimate.kind === 'estimate' && rto.path.length > 1)
      .flatMap(({ disruption, rto }) =>
        plain(
          `After ${disruption}: ${rto.path.map((id) => componentName(assessment, id)).join(', then ')}; ${estimateText(rto.estimate)}.`,
        ),
      ),
  'copies-elsewhere': (assessment) => routesOf(assessment, ['region'], isRecord),
  'processing-elsewhere': (assessment) => routesOf(assessment, ['region'], (one) => !isRecord(one)),
  backups: (assessment) => routesOf(assessment, ['corruption', 'deletion'], isRecord),
  'beyond-administrator': (assessment) => routesOf(assessment, ['compromise'], isRecord),
  zones: (assessment) => routesOf(assessment, ['zone'], () => true),
  failover: (assessment) => routesOf(assessment, ['process', 'node'], () => true),
  capacity: (assessment) =>
    assessment.components
      .filter(({ primary, kind }) => primary && kind === 'ecs-service')
      .filter(({ id }) => !hasFinding(assessment, id, ['zone-capacity']))
      .flatMap(({ name }) =>
        plain(
          `The tasks of ${name} that are left when a zone is lost carry the declared load (check zone-capacity).`,
        ),
      ),
  'front-door': (assessment) =>
    assessment.components
      .filter(({ kind }) => kind === 'web-acl' || kind === 'cloudfront-distribution')
      .map((component) => ({
        text: `${component.name} (${component.resourceType}) stands in front of the application.`,
        proof: [typeOf(component)],
      })),
  availability: (assessment) =>
    assessment.availability
      .filter(({ verdict }) => verdict === 'holds')
      .flatMap(({ journey, expectedPercent }) =>
        plain(
          `The ${journey} journey is expected to be available ${percentText(expectedPercent)}, above ${assessment.objectives.availabilityPercent} %.`,
        ),
      ),
} satisfies Record<string, Collect>;

/** A kind of evidence. */
export type EvidenceId = keyof typeof COLLECTORS;

/** Everything of one kind that the assessment shows; empty when it shows nothing. */
export function evidenceOf(assessment: Assessment, id: EvidenceId): readonly Evidence[] {
  return COLLECTORS[id](assessment);
}

function plain(text: string): readonly Evidence[] {
  return [{ text, proof: [] }];
}

function isRecord({ state }: Component): boolean {
  return state === 'system of record';
}

/**
 * The routes that have numbers: what is blocked or unknown is no evidence, and neither is a route without proof. Each
 * route to data counts, for a second copy is evidence too; of the others the one in use.
 */
function routesOf(
  assessment: Assessment,
  disruptions: readonly Disruption[],
  wanted: (component: Component) => boolean,
): readonly Evidence[] {
  const components = new Map(assessment.components.map((component) => [component.id, component]));
  return DISRUPTIONS.filter((disruption) => disruptions.includes(disruption)).flatMap((disruption) =>
    assessment.estimates
      .filter((estimate) => estimate.disruption === disruption)
      .flatMap(({ component: id, routes, best }): Evidence[] => {
        const component = components.get(id);
        if (!component || !wanted(component)) return [];
        const counted = isRecord(component) ? routes : best ? [best] : [];
        return counted.filter(isProven).map((route) => ({
          text: `${component.name}, ${disruption}: ${route.name} (RTO ${estimateText(route.rto)}, RPO ${estimateText(route.rpo)}).`,
          proof: templates(route),
        }));
      }),
  );
}

function isProven({ rto, rpo, proof }: Route): boolean {
  return rto.kind === 'estimate' && rpo.kind === 'estimate' && proof.length > 0;
}

function templates({ proof }: Route): readonly TemplateOrigin[] {
  return proof.filter((origin): origin is TemplateOrigin => origin.kind === 'template');
}

function hasFinding(assessment: Assessment, component: string, rules: readonly string[]): boolean {
  return assessment.findings.some(
    (finding) => finding.component === component && rules.includes(finding.rule),
  );
}

function typeOf({ stack, logicalId, constructPath, resourceType }: Component): TemplateOrigin {
  return { kind: 'template', stack, logicalId, constructPath, path: 'Type', value: resourceType };
}
