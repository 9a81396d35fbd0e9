import pino from 'pino';

/** Members of errors of the database and its drivers that hold what users typed. */
const valueMembers = new Set(['params', 'parameters', 'args', 'detail', 'types']);

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

/** `text`, taken from `error` or its causes, without the values that drizzle writes behind a statement that failed. */
export function withoutValues(error: unknown, text: string): string {
  let clean = text;
  let current = error;
  for (let depth = 0; depth < maxDepth && typeof current === 'object' && current !== null; depth += 1) {
    const { params, cause } = current as { readonly params?: unknown; readonly cause?: unknown };
    if (Array.isArray(params)) {
      clean = clean.replaceAll(`\nparams: ${params}`, '');
    }
    current = cause;
  }
  return clean;
}
