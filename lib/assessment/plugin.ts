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
    const templates = new Map(
      context.stackTemplates.map((stack) => [
        relative(directory, resolve(stack.templatePath)),
        stack.templatePath,
      ]),
    );
    const violations = assessment.findings.flatMap((finding) =>
      violationsOf(finding, assessment, templates, !known),
    );
    return { success: !violations.some((violation) => violation.severity === 'fatal'), violations };
  }
}

function outdirOf(app: IConstruct): string {
  if (!Stage.isStage(app)) throw new Error(`${app.node.path} is not an app, so it has no cloud assembly.`);
  return app.outdir;
}

function violationsOf(
  finding: Finding,
  assessment: Assessment,
  templates: ReadonlyMap<string, string>,
  firstCall: boolean,
): PolicyViolation[] {
  const templateOf = (stack: string) =>
    templates.get(assessment.stacks.find(({ name }) => name === stack)?.template ?? '');
  const here = finding.mends.filter((mend) => templateOf(mend.stack) !== undefined);
  // A finding that no property mends is told once.
  if (here.length === 0 && (finding.mends.length > 0 || !firstCall)) return [];
  return [
    {
      ruleName: finding.rule,
      description: `${finding.message} (${finding.criteria.join(', ')})`,
      severity: SEVERITY[finding.severity],
      fix: here
        .map((mend) => `${mend.change}: ${mend.property} of ${mend.constructPath ?? mend.logicalId}`)
        .join('; or '),
      violatingResources: here.map((mend) => ({
        resourceLogicalId: mend.logicalId,
        templatePath: templateOf(mend.stack),
        locations: [mend.property],
      })),
    },
  ];
}
