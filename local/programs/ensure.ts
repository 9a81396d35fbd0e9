import { command, lastLines } from './command.ts';
import { installDebianPackages } from './debian.ts';
import type { Program } from './program.ts';
import { ProgramError } from './program-error.ts';

/** A program that is there, with its version. */
export interface FoundProgram {
  readonly name: string;
  readonly path: string;
  /** Such as `15.14`. */
  readonly version: string;
}

export interface EnsureOptions {
  /** Called before a program is installed. */
  readonly installing?: (program: Program) => void;
  /** @default the system's package manager, which needs root */
  readonly install?: (...packages: readonly string[]) => Promise<void>;
}

/**
 * Finds a program, installs it when it is missing, and checks its version.
 * @throws ProgramError with one sentence: what is missing or too old, and how to get it
 */
export async function ensureProgram(program: Program, options: EnsureOptions = {}): Promise<FoundProgram> {
  const { name, minimum } = program;
  const path = program.find() ?? (await install(program, options));
  const result = await command(path, program.versionArguments);
  const version = /\d+(\.\d+)+|\b\d+\b/.exec(result.stdout)?.[0];
  if (result.exitCode !== 0 || version === undefined) {
    throw new ProgramError(`${name} (${path}) does not tell its version: ${lastLines(result, 1)}.`);
  }
  if (isOlder(version, minimum)) {
    throw new ProgramError(`${name} ${version} (${path}) is too old: install ${minimum} or newer.`);
  }
  return { name, path, version };
}

async function install(program: Program, { installing, install: bring }: EnsureOptions): Promise<string> {
  const { name, packages } = program;
  installing?.(program);
  try {
    await (bring ?? installDebianPackages)(...packages);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ProgramError(
      `${name} is not installed, and ${error.message} (package ${packages.join(', ')}).`,
    );
  }
  const path = program.find();
  if (path === undefined) {
    throw new ProgramError(`${name} is still not found after installing ${packages.join(', ')}.`);
  }
  return path;
}

function isOlder(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) => text.split('.').map(Number));
  for (const [index, least] of (want ?? []).entries()) {
    const part = have?.[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
