/** What a stand-in answers: a body in chunks, each written apart. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly string[];
  /** Milliseconds between chunks. @default 0 */
  readonly pauseMilliseconds?: number;
}

/** An answer of one JSON document. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    chunks: [JSON.stringify(body)],
  };
}
