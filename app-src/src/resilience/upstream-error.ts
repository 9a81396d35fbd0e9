/** What a dependency answered cannot be used. The message names the dependency and what was wrong, never what it sent. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  /** The HTTP status, when there was a whole answer. */
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The dependency's own code of the error. */
  readonly code: string;

  constructor(
    message: string,
    details: { status?: number; headers?: Headers; code?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.headers = details.headers;
    this.code = details.code ?? 'UPSTREAM';
  }
}
