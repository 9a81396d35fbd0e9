import { parseArgs } from 'node:util';
import { type Form, forms, pageNames } from './visits.ts';

export interface LighthouseOptions {
  /** Runs of each page. */
  readonly runs: number;
  /** All when left out. */
  readonly pages?: readonly string[];
  readonly forms?: readonly Form[];
  /** Take the processors before other programs of this machine. */
  readonly first: boolean;
  readonly help: boolean;
}

/** A wrong command line, told in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: npm run lighthouse -- [options]

Measures the production build in Chromium with Lighthouse, on a seeded PostgreSQL and a Redis of its own.

  --runs NUMBER   runs of each page, of which the median counts (default: 3)
  --page NAME     only this page; may be given more than once: ${pageNames.join(', ')}
  --form NAME     only mobile or desktop
  --first         take the processors before everything else on this machine (root on Linux);
                  other measurements that run at the same time are worth nothing then
  --help          print this text

Without --page and --form the result replaces docs/reports/lighthouse.json and docs/reports/lighthouse.md.

Exit codes
  0   every category of every page is above the floor
  1   some are not
  2   wrong option, or a page could not be measured
`;

/** @throws UsageError with a sentence that names the wrong part */
export function parseOptions(args: readonly string[]): LighthouseOptions {
  const values = parse(args);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UsageError(`--runs ${values.runs} must be a whole number of at least 1, for example --runs 3.`);
  }
  for (const page of values.page ?? []) {
    if (!pageNames.includes(page)) {
      throw new UsageError(`--page ${page} is not measured; these are: ${pageNames.join(', ')}.`);
    }
  }
  for (const form of values.form ?? []) {
    if (!isForm(form)) throw new UsageError(`--form ${form} must be ${forms.join(' or ')}.`);
  }
  return {
    runs,
    first: values.first,
    help: values.help,
    ...(values.page && { pages: values.page }),
    ...(values.form && { forms: values.form.filter(isForm) }),
  };
}

function isForm(value: string): value is Form {
  return (forms as readonly string[]).includes(value);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string', default: '3' },
        page: { type: 'string', multiple: true },
        form: { type: 'string', multiple: true },
        first: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (npm run lighthouse -- --help lists the options.)`);
  }
}
