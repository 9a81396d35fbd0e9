import { ApiProblem } from './api-problem.ts';
import { request } from './request.ts';
import { goToSignIn } from './sign-in-path.ts';

/** What became of a write. */
export type Sent<Data> =
  | { readonly ok: true; readonly status: number; readonly data: Data }
  | { readonly ok: false; readonly problem: ApiProblem };

export interface SendOptions {
  /** Give the same key when the same write is sent again, so that it takes place once. Made up when left out. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Leave the browser where it is when the session has ended. */
  readonly stay?: boolean;
}

/**
 * Writes through the API. Never throws for what the service says; an aborted `signal` alone rejects. Without a session the browser goes
 * to the sign-in page.
 */
export async function send<Data>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  { idempotencyKey = crypto.randomUUID(), signal, stay = false }: SendOptions = {},
): Promise<Sent<Data>> {
  try {
    const response = await request(path, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(body ?? {}),
      ...(signal && { signal }),
    });
    const text = await response.text();
    return { ok: true, status: response.status, data: (text === '' ? undefined : JSON.parse(text)) as Data };
  } catch (error) {
    if (!(error instanceof ApiProblem)) {
      throw error;
    }
    if (error.status === 401 && !stay) {
      goToSignIn();
    }
    return { ok: false, problem: error };
  }
}
