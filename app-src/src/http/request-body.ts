import { deeperThan } from './json-depth.ts';
import { invalid, Problem } from './problem.ts';
import { unstorable } from './storable-text.ts';

/** The most that a request's body may hold, in bytes. */
export const maxBodyBytes = 1024 * 1024;

/** Objects and arrays within one another. A text with lists in lists takes about twenty; endless nesting would exhaust the stack of its reader. */
const maxDepth = 100;

/**
 * Reads a JSON body. Reading stops at the first byte beyond `limit`, so that a body of any size costs no more.
 * @throws `Problem` 415 for another content type, 413 for too much, 400 for what is not JSON
 */
export async function readJsonBody(request: Request, limit = maxBodyBytes): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) {
    throw new Problem({
      status: 415,
      code: 'unsupported-media-type',
      title: 'The body must be JSON.',
      detail: 'Send the header Content-Type: application/json.',
    });
  }
  const text = decode(await readBytes(request, limit));
  const value = parse(text);
  if (deeperThan(value, maxDepth)) {
    throw invalid([{ at: '', message: `nest at most ${maxDepth} objects and arrays within one another` }]);
  }
  const at = unstorable(text, value);
  if (at !== undefined) {
    throw invalid([{ at, message: 'leave out NUL characters and halves of surrogate pairs' }]);
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : 'it cannot be parsed');
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) {
    await request.body?.cancel();
    throw tooLarge(limit);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      throw tooLarge(limit);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks, size);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('it is not UTF-8');
  }
}

function malformed(reason: string): Problem {
  // V8 quotes a piece of the text behind the position; the client has the text already.
  return invalid([{ at: '', message: `the body is not JSON: ${reason.slice(0, 200)}` }]);
}

function tooLarge(limit: number): Problem {
  return new Problem({
    status: 413,
    code: 'too-large',
    title: 'The body is too large.',
    detail: `A body may hold ${limit} bytes.`,
    headers: { Connection: 'close' },
  });
}
