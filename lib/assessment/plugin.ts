import { relative, resolve } from 'node:path';
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stage,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type AssessOptions, assess } from './assess.ts';
import type { Assessment, Finding } from './model.ts';
import { readAssembly } from './read/assembly.ts';
import { writeReports } from './report/write.ts';

/** Breaches cannot be acknowledged away: the framework fails a synthesis on this severity whatever is suppressed. */
const SEVERITY = { breach: 'fatal', unproven: 'fatal', warning: 'warning' } as const;

/**
 * Fails `cdk synth` and `cdk deploy` when the templates break an objective, or do not prove it. Register it with
 * `Validations.of(app).addPlugins(new ResilienceValidation(options))`.
 *
 * Writes `holdfast-assessment.json` and `holdfast-assessment.html` into the assembly.
 */
export class ResilienceValidation implements IPolicyValidationPlugin {
  readonly name = 'holdfast-resilience';
  readonly #options: AssessOptions;
  /** An app is assessed whole and once, however often its stacks are handed over in groups. */
  readonly #assessed = new WeakMap<object, Assessment>();

  constructor(options: AssessOptions) {
    this.#options = options;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const directory = outdirOf(context.appConstruct);
    const known = this.#assessed.get(context.appConstruct);
    const assessment = known ?? assess(readAssembly(directory), this.#options);
    if (!known) {
      this.#assessed.set(context.appConstruct, assessment);
      writeReports(assessment, directory);
    }
    const violations = assessment.findings.flatMap((finding) =>
      violationOf(finding, assessment, context, directory),
    );
    return { success: !violations.some((violation) => violation.severity === 'fatal'), violations };
  }
}

function outdirOf(app: IConstruct): string {
  if (!Stage.isStage(app)) throw new Error(`${app.node.path} is not an app, so it has no cloud assembly.`);
  return app.outdir;
}

/** @returns nothing when the finding concerns stacks that are handed over in another call */
function violationOf(
  finding: Finding,
  assessment: Assessment,
  { stackTemplates }: IPolicyValidationContext,
  directory: string,
): PolicyViolation[] {
  const templates = new Map(
    stackTemplates.map(({ templatePath }) => [relative(directory, resolve(templatePath)), templatePath]),
  );
  const templateOf = (stack: string) =>
    templates.get(assessment.stacks.find(({ name }) => name === stack)?.template ?? '');
  const places = placesOf(finding, assessment).filter(({ stack }) => templateOf(stack) !== undefined);
  if (places.length === 0) return [];
  return [
    {
      ruleName: finding.rule,
      description: `${finding.message} (${finding.criteria.join(', ')})`,
      severity: SEVERITY[finding.severity],
      fix: finding.mends
        .map((mend) => `${mend.change}: ${mend.property} of ${mend.constructPath ?? mend.logicalId}`)
        .join('; or '),
      violatingResources: places.map(({ stack, logicalId, property }) => ({
        resourceLogicalId: logicalId,
        templatePath: templateOf(stack),
        locations: property === undefined ? [] : [property],
      })),
    },
  ];
}

interface Place {
  readonly stack: string;
  readonly logicalId: string;
  readonly property?: string;
}

/**
 * The resources that a finding is shown at. There is always one, because the framework passes over a violation without
 * a resource, fatal or not: what no property mends is shown at its component, else at the first component or resource.
 */
function placesOf(finding: Finding, assessment: Assessment): readonly Place[] {
  if (finding.mends.length > 0) return finding.mends;
  const component =
    assessment.components.find(({ id }) => id === finding.component) ?? assessment.components[0];
  return component
    ? [component]
    : assessment.stacks
        .flatMap(({ name, firstResource }) =>
          firstResource === undefined ? [] : [{ stack: name, logicalId: firstResource }],
        )
        .slice(0, 1);
}
