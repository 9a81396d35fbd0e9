import { createHash } from 'node:crypto';
import { withoutValues } from '../logging/logged-error.ts';

/** Frames of a stack that tell one defect from another; those below belong to the framework. */
const frames = 3;

/** The most of a text that is looked at: messages may quote what a client sent. */
const mostCharacters = 4_000;

/**
 * The same short text for the same defect, so that a log can be grouped by it. What differs between two occurrences is left out: ids,
 * numbers, quoted values, line numbers, and folders.
 */
export function errorFingerprint(error: unknown): string {
  const { name, code, message, stack } = (
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  ) as Readonly<Record<string, unknown>>;
  const said = withoutValues(error, String(message ?? ''));
  const parts = [name, code, steady(said), ...framesOf(String(stack ?? ''))];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function steady(message: string): string {
  return message
    .slice(0, mostCharacters)
    .replaceAll(/"[^"]*"|'[^']*'/g, '?')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '?')
    .replaceAll(/\d+/g, '?');
}

function framesOf(stack: string): string[] {
  return stack
    .slice(0, mostCharacters)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') || line.includes('@'))
    .slice(0, frames)
    .map((line) => line.replaceAll(/:\d+/g, '').replaceAll(/[^\s()@]*[\\/]/g, ''));
}
