import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule that a template breaks, whoever checked it. */
export interface Violation {
  /** Who checked, e.g. `CloudFormation Validate`. */
  readonly plugin: string;
  readonly rule: string;
  readonly description: string;
  readonly severity: string;
  /** Construct paths. */
  readonly constructs: readonly string[];
}

interface ReportJson {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly severity?: string;
      readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

const FAILING = ['fatal', 'error'];

/** The violations in `validation-report.json` that fail `cdk synth`; warnings are left out. */
export function failingViolations(outdir: string): Violation[] {
  const file = join(outdir, 'validation-report.json');
  if (!existsSync(file)) return [];
  const report = JSON.parse(readFileSync(file, 'utf8')) as ReportJson;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations
      .filter(({ severity = 'error' }) => FAILING.includes(severity.toLowerCase()))
      .map(({ ruleName, description, severity = 'error', violatingConstructs = [] }) => ({
        plugin: pluginName,
        rule: ruleName,
        description,
        severity,
        constructs: violatingConstructs.map(({ constructPath }) => constructPath ?? 'the app'),
      })),
  );
}

/** One violation for a terminal: rule, sentence, constructs. */
export function renderViolation({ plugin, rule, description, constructs }: Violation): string {
  const where = constructs.slice(0, 3).join(', ') + (constructs.length > 3 ? ', ...' : '');
  return `  ${plugin} ${rule}: ${description}\n    at ${where || 'the app'}`;
}
