/**
 * Where to go after the sign-in: a page of this site, or `fallback`. An address elsewhere, a script, or what a browser would read as
 * another host (`//elsewhere`, `/\elsewhere`) is refused, so that nobody can send a reader on from here.
 * @param next what the address of the sign-in page asks for
 * @param origin the origin of the sign-in page
 */
export function safeNext(next: string | null | undefined, origin: string, fallback: string): string {
  if (!next?.startsWith('/')) {
    return fallback;
  }
  const target = URL.canParse(next, origin) ? new URL(next, origin) : undefined;
  if (target?.origin !== origin || target.pathname.startsWith('/api/') || target.pathname.startsWith('//')) {
    return fallback;
  }
  return target.pathname + target.search + target.hash;
}
