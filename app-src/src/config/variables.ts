import { z } from 'zod';

/** The value that stands for an absent variable: a task definition cannot leave a name out, only leave it empty. */
const emptyIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

/** A variable with free text; `meaning` completes the sentence "NAME is missing: set it to ...". */
export const text = (meaning: string) =>
  z.preprocess(emptyIsAbsent, z.string({ error: `set it to ${meaning}` }));

/** As {@link text}, but it may be left out. */
export const optionalText = (meaning: string) =>
  z.preprocess(emptyIsAbsent, z.string({ error: `set it to ${meaning}` }).optional());

/** A variable that takes one of a few words. Without `fallback` it must be set. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  fallback?: Words[number],
) {
  const choice = z.enum(words, { error: `set it to ${words.join(' or ')}` });
  return z.preprocess((value) => emptyIsAbsent(value) ?? fallback, choice);
}

/** A whole number between two bounds, both allowed; `fallback` stands when the variable is absent. */
export function wholeNumber(bounds: {
  readonly from: number;
  readonly to: number;
  readonly fallback: number;
}) {
  const error = `set it to a whole number from ${bounds.from} to ${bounds.to}`;
  return z.preprocess(
    (value) => emptyIsAbsent(value) ?? String(bounds.fallback),
    z
      .string({ error })
      .regex(/^\d{1,9}$/, { error })
      .transform(Number)
      .pipe(z.number().min(bounds.from, { error }).max(bounds.to, { error })),
  );
}
