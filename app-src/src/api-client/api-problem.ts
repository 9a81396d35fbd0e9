/** A field that an answer complains about. */
export interface ProblemField {
  /** A JSON Pointer into the body, or the name of a parameter. */
  readonly at: string;
  readonly message: string;
}

interface ProblemParts {
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  /** Machine-readable reason, such as `database-unavailable`; `network` when there was no answer. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly errors?: readonly ProblemField[];
  /** The whole document, for what a single problem adds, such as the newer version in a conflict. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Why the API did not do what was asked: a problem document (RFC 9457), or no answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly errors: readonly ProblemField[];
  readonly body: Readonly<Record<string, unknown>>;

  constructor(parts: ProblemParts) {
    super(parts.detail ?? parts.title);
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.errors = parts.errors ?? [];
    this.body = parts.body ?? {};
  }

  /** Nobody answered, or somebody before the app said that it is away. */
  get away(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** Asking again may help. */
  get passing(): boolean {
    return this.away || this.status === 429 || this.status === 500;
  }
}

/** Reads why an answer refused. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await jsonOf(response);
  return new ApiProblem({
    status: response.status,
    code: text(body.code) ?? `http-${response.status}`,
    title: text(body.title) ?? text(body.message) ?? response.statusText,
    detail: text(body.detail),
    requestId: text(body.requestId),
    retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after')),
    errors: Array.isArray(body.errors) ? body.errors.filter(isField) : [],
    body,
  });
}

async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    // The edge answers with HTML while no replica does.
    return {};
  }
}

function isField(value: unknown): value is ProblemField {
  return (
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `Retry-After` in seconds, or as a date. */
function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
