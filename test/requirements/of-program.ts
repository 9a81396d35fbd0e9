import { installDebianPackages } from '../../local/programs/debian.ts';
import type { Program } from '../../local/programs/program.ts';
import type { Requirement } from './requirement.ts';

/** A program of the local platform as something that tests need. */
export function requirementOf(program: Program, usedThrough: readonly string[]): Requirement {
  return {
    name: program.name,
    usedThrough,
    isPresent: () => program.find() !== undefined,
    install: () => installDebianPackages(...program.packages),
  };
}
