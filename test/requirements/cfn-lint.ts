import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CommandResult, command, findProgram, lastLines } from './command.ts';
import { installDebianPackages } from './debian.ts';
import { type Requirement, RequirementError } from './requirement.ts';

/** Pinned: a new version brings new rules, and those belong in a commit of their own. */
export const CFN_LINT_VERSION = '1.58.0';

const ROOT = resolve(import.meta.dirname, '../..');
const ENVIRONMENT = join(ROOT, '.holdfast/python');
const PYTHON = join(ENVIRONMENT, 'bin/python');

export const cfnLintRequirement: Requirement = {
  name: `cfn-lint ${CFN_LINT_VERSION}`,
  usedThrough: 'requirements/cfn-lint.ts',
  isPresent: () => existsSync(versionMark()),
  async install() {
    if (!findProgram('python3')) await installDebianPackages('python3', 'python3-venv');
    rmSync(ENVIRONMENT, { recursive: true, force: true });
    let made = await command('python3', ['-m', 'venv', ENVIRONMENT]);
    if (made.exitCode !== 0) {
      // Debian splits the module that puts pip into an environment off from Python itself.
      await installDebianPackages('python3-venv');
      made = await command('python3', ['-m', 'venv', '--clear', ENVIRONMENT]);
    }
    if (made.exitCode !== 0) {
      throw new RequirementError(`a Python environment could not be made: ${lastLines(made)}`);
    }
    const pip = await command(PYTHON, [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '2'],
      `cfn-lint==${CFN_LINT_VERSION}`,
    ]);
    if (pip.exitCode !== 0) throw new RequirementError(`pip could not install it: ${lastLines(pip, 3)}`);
    await command(PYTHON, ['-c', `open(${JSON.stringify(versionMark())}, 'w').close()`]);
  },
};

/** Written last, so that an interrupted install is not taken for a complete one. */
function versionMark(): string {
  return join(ENVIRONMENT, `cfn-lint-${CFN_LINT_VERSION}.installed`);
}

/**
 * Lints templates with the pinned cfn-lint, offline, leaving out the rules that `.cfnlintrc.yaml` names with a reason.
 *
 * @param files paths of templates
 * @param regions regions to check the availability of resource types in
 */
export function cfnLint(files: readonly string[], regions: readonly string[]): Promise<CommandResult> {
  const program = join(ENVIRONMENT, 'bin/cfn-lint');
  const config = join(ROOT, '.cfnlintrc.yaml');
  return command(program, [
    ...['--config-file', config, '--regions', ...regions, '--format', 'parseable', '--', ...files],
  ]);
}
