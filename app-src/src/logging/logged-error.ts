import pino from 'pino';

/** Members of errors of the database and its drivers that hold what users typed. */
const valueMembers = new Set(['params', 'parameters', 'args', 'detail', 'where', 'types']);

/** SQLSTATE of errors whose messages end with the value in quotes that could not be read: data exceptions, and syntax of searches. */
const quotesValue = /^(22\w{3}|42601)$/;

/** Errors wrap one another a few levels deep at most. */
const maxDepth = 5;

/** An error as the log shows it: with its causes, and without the values of a statement that failed. */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const { message, stack, ...members } = pino.stdSerializers.err(error);
  return {
    ...Object.fromEntries(Object.entries(members).filter(([name]) => !valueMembers.has(name))),
    message: withoutValues(error, message),
    stack: withoutValues(error, stack),
  };
}

/** `text`, taken from `error` or its causes, without the values that drizzle and PostgreSQL write behind what failed. */
export function withoutValues(error: unknown, text: string): string {
  let clean = text;
  let current = error;
  for (let depth = 0; depth < maxDepth && typeof current === 'object' && current !== null; depth += 1) {
    const { params, cause, code, message } = current as Readonly<Record<string, unknown>>;
    if (Array.isArray(params)) {
      clean = clean.replaceAll(`\nparams: ${params}`, '');
    }
    if (typeof message === 'string' && quotesValue.test(String(code))) {
      clean = clean.replaceAll(message, message.split(': "', 1)[0] ?? '');
    }
    current = cause;
  }
  return clean;
}
