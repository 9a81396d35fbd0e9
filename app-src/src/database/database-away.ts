/**
 * Codes of Node.js, postgres.js, this app and PostgreSQL that mean "not now": no connection could be made or kept, no answer came in
 * time, the server is starting, stopping or full, it is a standby that takes no writes, or it has not been migrated yet.
 * SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const awayCodes =
  /^(E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN|AI_AGAIN)|ENOTFOUND|CONNECT(ION)?_\w+|POOL_TIMEOUT|STATEMENT_UNANSWERED|SCHEMA_BEHIND|08\w{3}|25006|28\w{3}|53300|53400|57014|57P0[1-5]|CredentialsProviderError)$/;

/** Errors wrap one another a few levels deep at most; a cycle must not hang the judge. */
const maxDepth = 5;

/**
 * Whether an error means that PostgreSQL is away for the moment, so that old data may be served and a write may be tried again later; not
 * that the statement was wrong. Looks through wrapped errors.
 */
export function isAway(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < maxDepth && typeof current === 'object' && current !== null; depth += 1) {
    const { code, name, cause } = current as {
      readonly code?: unknown;
      readonly name?: unknown;
      readonly cause?: unknown;
    };
    if (awayCodes.test(String(code ?? name))) {
      return true;
    }
    current = cause;
  }
  return false;
}
