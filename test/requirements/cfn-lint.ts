import { join, resolve } from 'node:path';
import { type CommandResult, command } from './command.ts';
import { pythonCommand, requirementOfPython } from './python.ts';

/** Pinned: a new version brings new rules, and those belong in a commit of their own. */
export const CFN_LINT_VERSION = '1.58.0';

const ROOT = resolve(import.meta.dirname, '../..');

const CFN_LINT = {
  name: 'cfn-lint',
  version: CFN_LINT_VERSION,
  distribution: 'cfn-lint',
  folder: 'python',
  usedThrough: ['requirements/cfn-lint.ts'],
} as const;

export const cfnLintRequirement = requirementOfPython(CFN_LINT);

/**
 * Lints templates with the pinned cfn-lint, offline, leaving out the rules that `.cfnlintrc.yaml` names with a reason.
 *
 * @param files paths of templates
 * @param regions regions to check the availability of resource types in
 */
export function cfnLint(files: readonly string[], regions: readonly string[]): Promise<CommandResult> {
  const program = pythonCommand(CFN_LINT, 'cfn-lint');
  const config = join(ROOT, '.cfnlintrc.yaml');
  return command(program, [
    ...['--config-file', config, '--regions', ...regions, '--format', 'parseable', '--', ...files],
  ]);
}
