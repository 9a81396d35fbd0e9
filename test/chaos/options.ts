import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export interface Options {
  readonly seed: number;
  readonly minutes: number;
  /** A record whose sequence is run again, instead of one that is drawn. */
  readonly replay?: string;
  /** Names of faults to draw from. */
  readonly only?: readonly string[];
  readonly shrinkMinutes: number;
  readonly replicas: number;
  readonly folder: string;
  /** Where the record is added; none is kept when absent. */
  readonly records?: string;
  readonly templates: string;
  /** Go before other work on the machine. */
  readonly ahead: boolean;
  readonly json: boolean;
}

export const HELP = `Usage: npm run chaos -- [options]

Disrupts a platform of its own at random, under load, and judges after each step whether what must always hold still does.

  --seed NUMBER            draws the same sequence again (default: drawn, and printed)
  --minutes NUMBER         no step begins after that (default: 10)
  --replay FILE            run the sequence of a record.json again, whatever the time
  --only NAME,NAME         draw from these faults alone ("npm run holdfast -- drill list" lists them)
  --shrink-minutes NUMBER  for how long a failing sequence is made smaller, 0 for not at all (default: 30)
  --replicas NUMBER        replicas of the app (default: 2)
  --folder DIR             where the platform is kept (default: .holdfast/chaos)
  --records DIR            where the record is added (default: runbooks/records)
  --no-record              keep none
  --templates DIR          what the promises rest on (default: cdk.out)
  --ahead                  go before other work on this machine (root only); the record says so
  --json                   print the record instead of the summary
  --help                   print this text

Exit codes
  0   every invariant held
  1   one did not
  2   wrong option, or there is no platform to disrupt
`;

/**
 * @param root what relative default folders are in
 * @returns `undefined` when the help is asked for
 * @throws UsageError with a sentence that names the wrong part
 */
export function parseOptions(
  args: readonly string[],
  { root, known }: { readonly root: string; readonly known: readonly string[] },
): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const only = values.only?.split(',').map((name) => name.trim());
  const wrong = only?.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    throw new UsageError(`--only names ${wrong}, which is no fault; there are ${known.join(', ')}.`);
  }
  if (values.replay !== undefined && (values.seed !== undefined || only !== undefined)) {
    throw new UsageError('--replay has a sequence already: leave --seed and --only out.');
  }
  return {
    seed: values.seed === undefined ? randomInt(2 ** 31) : whole('seed', values.seed, 0, 2 ** 31 - 1),
    minutes: whole('minutes', values.minutes, 1, 10_080),
    ...(values.replay === undefined ? {} : { replay: values.replay }),
    ...(only === undefined ? {} : { only }),
    shrinkMinutes: whole('shrink-minutes', values['shrink-minutes'], 0, 10_080),
    replicas: whole('replicas', values.replicas, 2, 12),
    folder: path.resolve(values.folder ?? path.join(root, '.holdfast/chaos')),
    ...(values['no-record']
      ? {}
      : { records: path.resolve(values.records ?? path.join(root, 'runbooks/records')) }),
    templates: path.resolve(values.templates ?? path.join(root, 'cdk.out')),
    ahead: values.ahead,
    json: values.json,
  };
}

function whole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new UsageError(`--${name} ${text} must be a whole number from ${from} to ${to}.`);
  }
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        minutes: { type: 'string', default: '10' },
        replay: { type: 'string' },
        only: { type: 'string' },
        'shrink-minutes': { type: 'string', default: '30' },
        replicas: { type: 'string', default: '2' },
        folder: { type: 'string' },
        records: { type: 'string' },
        'no-record': { type: 'boolean', default: false },
        templates: { type: 'string' },
        ahead: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (npm run chaos -- --help lists the options.)`);
  }
}
