import { Problem } from './problem.ts';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site's page made the browser send. Browsers put `Origin` or `Sec-Fetch-Site` on every such request and let
 * no page change them; a request with neither is no browser's page and must say its origin as well.
 * @throws `Problem` 403
 */
export function requireSameOrigin(request: Request, publicOrigins: ReadonlySet<string>): void {
  if (readingMethods.has(request.method)) {
    return;
  }
  const origin = request.headers.get('origin');
  const allowed =
    origin === null
      ? request.headers.get('sec-fetch-site') === 'same-origin'
      : publicOrigins.has(origin.toLowerCase());
  if (!allowed) {
    throw new Problem({
      status: 403,
      code: 'cross-site',
      title: 'Writes are accepted from the pages of this product only.',
      detail: 'Send the header Origin with the origin of this product.',
    });
  }
}
