import { createLogger } from '../../../app-src/src/logging/logger.ts';
import type { AppRuntime } from '../../../app-src/src/runtime/app-runtime.ts';
import { setCurrentRuntime } from '../../../app-src/src/runtime/current-runtime.ts';
import { reportRequestError } from '../../../app-src/src/telemetry/request-error.ts';

describe('a request that Next.js itself could not answer', () => {
  it('is counted by the pattern of its page and logged with a fingerprint, without what the user typed', () => {
    const lines: string[] = [];
    const failed: unknown[] = [];
    const runtime: Pick<AppRuntime, 'logger'> & { readonly observations: object } = {
      logger: createLogger('info', { write: (text) => void lines.push(text) }),
      observations: { failed: (...told: unknown[]) => failed.push(told) },
    };
    setCurrentRuntime(runtime as AppRuntime);
    const error = Object.assign(new Error('It broke.'), { digest: '7' });
    const request = { path: '/search?q=merger', method: 'GET' };
    reportRequestError(error, request, { routePath: '/[locale]/search' });
    expect(failed).toEqual([['/[locale]/search', 'uncaught', error]]);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'error',
      msg: 'A request failed.',
      route: '/[locale]/search',
      path: '/search',
      method: 'GET',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      err: { message: 'It broke.' },
    });
    expect(lines.join('')).not.toContain('merger');
  });
});
