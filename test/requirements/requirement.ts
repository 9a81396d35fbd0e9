/** A program that some tests need and that npm does not bring. */
export interface Requirement {
  readonly name: string;
  /** Modules whose import, direct or not, shows that a test needs the program; relative to `test/`. */
  readonly usedThrough: readonly string[];
  isPresent(): boolean;
  /** @throws RequirementError when it cannot be brought */
  install(): Promise<void>;
}

export { ProgramError as RequirementError } from '../../local/programs/program-error.ts';
