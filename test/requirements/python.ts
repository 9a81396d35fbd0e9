import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command, findProgram, lastLines } from './command.ts';
import { installDebianPackages } from './debian.ts';
import { type Requirement, RequirementError } from './requirement.ts';

const HOME = resolve(import.meta.dirname, '../../.holdfast');

export interface PythonPackage {
  /** Name of the tool, and of its command. */
  readonly name: string;
  readonly version: string;
  /** As pip knows it, without the version, e.g. `moto[server]`. */
  readonly distribution: string;
  /** Folder of its environment under `.holdfast`; every tool has its own, so that none breaks another's. */
  readonly folder: string;
  readonly usedThrough: readonly string[];
}

/** Path of a command of the package. */
export function pythonCommand({ folder }: Pick<PythonPackage, 'folder'>, name: string): string {
  return join(HOME, folder, 'bin', name);
}

/** A tool of the Python package index as something that tests need, in an environment of its own. */
export function requirementOfPython(tool: PythonPackage): Requirement {
  const environment = join(HOME, tool.folder);
  const python = pythonCommand(tool, 'python');
  // Written last, so that an interrupted install is not taken for a complete one.
  const mark = join(environment, `${tool.name}-${tool.version}.installed`);
  return {
    name: `${tool.name} ${tool.version}`,
    usedThrough: tool.usedThrough,
    isPresent: () => existsSync(mark),
    async install() {
      if (!findProgram('python3')) await installDebianPackages('python3', 'python3-venv');
      rmSync(environment, { recursive: true, force: true });
      let made = await command('python3', ['-m', 'venv', environment]);
      if (made.exitCode !== 0) {
        // Debian splits the module that puts pip into an environment off from Python itself.
        await installDebianPackages('python3-venv');
        made = await command('python3', ['-m', 'venv', '--clear', environment]);
      }
      if (made.exitCode !== 0) {
        throw new RequirementError(`a Python environment could not be made: ${lastLines(made)}`);
      }
      const pip = await command(python, [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '2'],
        `${tool.distribution}==${tool.version}`,
      ]);
      if (pip.exitCode !== 0) throw new RequirementError(`pip could not install it: ${lastLines(pip, 3)}`);
      await command(python, ['-c', `open(${JSON.stringify(mark)}, 'w').close()`]);
    },
  };
}
