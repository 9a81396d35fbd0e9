/** A wrong command line or file, told in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
