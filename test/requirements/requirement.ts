/** A program that some tests need and that npm does not bring. */
export interface Requirement {
  readonly name: string;
  /** Module whose import, direct or not, shows that a test needs the program; relative to `test/`. */
  readonly usedThrough: string;
  isPresent(): boolean;
  /** @throws RequirementError when it cannot be brought */
  install(): Promise<void>;
}

/** Why a program could not be brought, as the end of a sentence. */
export class RequirementError extends Error {
  override readonly name = 'RequirementError';
}
