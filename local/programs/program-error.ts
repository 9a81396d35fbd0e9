/** Why a program could not be brought, as the end of a sentence. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}
