/** An error of the Redis client with a `code` that says what kind it is, which the client gives to system errors only. */
export function codedError(error: Error): Error {
  if ('code' in error) {
    return error;
  }
  return Object.assign(new Error(error.message, { cause: error }), { code: codeOf(error) });
}

function codeOf(error: Error): string {
  if (error.name === 'ReplyError') {
    // Redis puts its own code first: "WRONGPASS invalid username-password pair".
    return error.message.split(' ', 1)[0] ?? 'ERR';
  }
  return /timed out|timeout/i.test(error.message) ? 'ETIMEDOUT' : 'CONNECTION_CLOSED';
}
