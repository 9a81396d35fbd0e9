/** Milliseconds that an answer may take in a replica that has nothing else to do yet. */
const slowest = 5_000;

/** What everyone may ask for, and what must be in the answer. */
const questions = [
  { path: '/', type: 'text/html', holds: 'Holdfast' },
  { path: '/sign-in', type: 'text/html', holds: '<form' },
  { path: '/api/openapi.json', type: 'application/json', holds: '"openapi"' },
] as const;

/**
 * Asks a replica what a user would, before it gets users.
 * @throws with one sentence when an answer is wrong or slow
 */
export async function verifyAnswers(origin: string): Promise<void> {
  for (const { path, type, holds } of questions) {
    const response = await fetch(origin + path, { signal: AbortSignal.timeout(slowest) }).catch(
      (error: Error) => {
        throw new Error(
          `it gives no answer to ${path}${error.name === 'TimeoutError' ? ` within ${slowest / 1_000} s` : ''}`,
        );
      },
    );
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`it answers ${path} with status ${response.status}`);
    }
    if (!response.headers.get('content-type')?.startsWith(type) || !text.includes(holds)) {
      throw new Error(`it answers ${path} with something else than it should`);
    }
  }
}
