/** Input that cannot be used, told in one sentence for the person who gave it. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** Names of the errors whose message is written for the user; others are defects of the program. */
const FOR_USERS = new Set([
  ...['BadInput', 'ReadError', 'ChangeError', 'ExplainError', 'MeasuredError'],
  // Those of the local platform.
  ...['PartFailure', 'ProgramError', 'NotRunning', 'ControlError'],
]);

/** One sentence on one line, never a stack trace. */
export function sentenceOf(error: unknown): string {
  const { name, message, code }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  const line = message.replace(/\s+/g, ' ').trim();
  if (FOR_USERS.has(name) || code !== undefined || /^The report cannot be written/.test(line)) return line;
  return `This is a defect of holdfast, not of your input: ${line}`;
}
