const censor = '[redacted]';

/**
 * What gives a secret or a person away wherever it stands in a line: in a message of the database, in an address, in a stack. Each
 * pattern is read from left to right without going back, so that no text makes it slow.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, `$1 ${censor}`],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"\\]{1,256}@/gi, `$1${censor}@`],
  [
    /\b((?:session_token|session_data|access_token|refresh_token|client_secret|api[-_]key|password)=)[^\s;&"\\]{1,4096}/gi,
    `$1${censor}`,
  ],
  [/[\w.+-]{1,64}@(?=[\w-]{1,63}\.)[\w.-]{1,255}/g, '[e-mail]'],
];

/** A line of the log without the secrets and e-mail addresses that stand in its texts. */
export function censoredLine(line: string): string {
  return patterns.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), line);
}
