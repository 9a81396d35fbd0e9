/** Why a dependency is away, in words that are safe to show to anyone. */
export type FailureCause =
  | 'no answer in time'
  | 'connection refused'
  | 'name not found'
  | 'connection lost'
  | 'credentials refused'
  | 'certificate not trusted'
  | 'failed';

const causes: readonly (readonly [RegExp, FailureCause])[] = [
  [/^(ETIMEDOUT|CONNECT_TIMEOUT|PROBE_TIMEOUT)$/, 'no answer in time'],
  [/^ECONNREFUSED$/, 'connection refused'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'name not found'],
  [/^(ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|CONNECTION_)/, 'connection lost'],
  [/^(28P01|28000|WRONGPASS|NOAUTH|CredentialsProviderError|(HTTP_)?40[13])$/, 'credentials refused'],
  [/(CERT|ALTNAME)/, 'certificate not trusted'],
];

/** Classifies an error by its code alone: messages may carry host names, users or queries. */
export function failureCause(error: unknown): FailureCause {
  const code = errorCode(error);
  return causes.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return '';
  }
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return String(code ?? name);
}
