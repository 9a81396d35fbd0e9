import { v7 } from 'uuid';

/** Letters, digits and a few separators: nothing that could break out of a log line, a header or a page. */
const wellFormed = /^[A-Za-z0-9][A-Za-z0-9._:=+/-]{7,127}$/;

/** The id of the client or the load balancer when it is well-formed, and a new one otherwise. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && wellFormed.test(given) ? given : v7();
}
