import { checkSite } from './checks.ts';

/**
 * Entry point of the canary; an error is a failed run.
 *
 * @throws Error when the site is not as it must be, or the variable `ORIGIN` does not say where it is
 */
export async function handler(): Promise<string> {
  const { ORIGIN } = process.env;
  if (ORIGIN === undefined)
    throw new Error('The variable ORIGIN is missing: set it to the origin of the site.');
  return checkSite(ORIGIN);
}
