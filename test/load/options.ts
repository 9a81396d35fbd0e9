import { parseArgs } from 'node:util';
import type { DataSize } from './product.ts';
import { type ProfileName, profileNames, usualSeconds } from './profiles.ts';

export interface LoadOptions {
  readonly profile: ProfileName;
  /** The measured part, or each step of a stress run. */
  readonly seconds: number;
  readonly replicas: number;
  readonly data: DataSize;
  /** Go before other work on the machine. */
  readonly ahead: boolean;
  /** Print the record instead of the summary. */
  readonly json: boolean;
  /** Folder of the reports. */
  readonly out: string;
}

/** A wrong command line, told in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: npm run perf -- PROFILE [options]

Measures the production build behind HAProxy, with PostgreSQL, Redis and users who are signed in, all on this machine.

Profiles
  smoke   20 users on the small data set, for a few seconds: does everything answer?
  load    1,000 users at once, judged by the requirements
  stress  2,000 users, then 500 more at each step until the product breaks down

  --seconds NUMBER   length of the measured part, of a stress run each step (default: ${profileNames.map((name) => `${name} ${usualSeconds[name]}`).join(', ')})
  --replicas NUMBER  replicas of the app (default: 2)
  --data SIZE        small or full data set (default: small for smoke, else full: 50,000 proposals)
  --out DIR          folder of PROFILE.json, PROFILE.md and PROFILE.html (default: .holdfast/reports)
  --ahead            go before other work on this machine (root only); the report says so
  --json             print the JSON document
  --help             print this text

Exit codes
  0   every target of the profile is held
  1   a target is missed
  2   wrong option, or nothing could be measured
`;

/** @returns `undefined` when the help is asked for. @throws UsageError with a sentence that names the wrong part */
export function parseOptions(args: readonly string[]): LoadOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) {
    return undefined;
  }
  const [name, ...more] = positionals;
  const profile = profileNames.find((one) => one === name);
  if (profile === undefined || more.length > 0) {
    const said = name === undefined ? 'A profile is missing' : `"${positionals.join(' ')}" is no profile`;
    throw new UsageError(
      `${said}: give one of ${profileNames.join(', ')}, for example npm run perf -- load.`,
    );
  }
  const data = values.data ?? (profile === 'smoke' ? 'small' : 'full');
  if (data !== 'small' && data !== 'full') {
    throw new UsageError(`--data ${data} must be small or full.`);
  }
  return {
    profile,
    seconds: whole('seconds', values.seconds ?? String(usualSeconds[profile]), 5, 86_400),
    replicas: whole('replicas', values.replicas, 1, 8),
    data,
    ahead: values.ahead,
    json: values.json,
    out: values.out,
  };
}

function whole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new UsageError(`--${name} ${text} must be a whole number from ${from} to ${to}.`);
  }
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seconds: { type: 'string' },
        replicas: { type: 'string', default: '2' },
        data: { type: 'string' },
        out: { type: 'string', default: '.holdfast/reports' },
        ahead: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (npm run perf -- --help lists the options.)`);
  }
}
