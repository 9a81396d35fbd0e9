import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly environment: string;
  /** Replaces the environment's own recovery strategy for this run. */
  readonly strategy: string | undefined;
  /** End with the verdict's exit code. */
  readonly check: boolean;
  /** Print the assessment as JSON, and nothing else, on standard output. */
  readonly json: boolean;
  /** Whether the platform is run on this machine afterwards. */
  readonly platform: boolean;
  readonly help: boolean;
}

/** A wrong command line, told in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: npm start -- [options]

Synthesizes the platform, assesses its recovery objectives, says where the report is, and runs the platform on this
machine until Ctrl-C.

  --environment NAME   an environment of lib/config/environments (default: production)
  --strategy NAME      backup-restore, pilot-light or warm-standby instead of the environment's own
  --check              sign in to the platform, write and read back, stop it, and end with the verdict's exit code
  --no-platform        only synthesize and assess
  --json               print the assessment as JSON on standard output, and nothing else; runs no platform
  --help               print this text

Exit codes
  0   synthesized and run; with --check: every objective holds
  1   with --check: an objective is breached, or a template breaks a rule that would fail cdk synth
  2   wrong option or configuration, or the synthesis or the platform failed
  3   with --check: nothing is breached, but an objective cannot be proven
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with a sentence that names the wrong part
 */
export function parseOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  for (const name of ['environment', 'strategy'] as const) {
    if (values[name] === '') {
      throw new UsageError(`--${name} needs a name, for example --${name} ${EXAMPLE[name]}.`);
    }
  }
  return {
    environment: values.environment,
    strategy: values.strategy,
    check: values.check,
    json: values.json,
    platform: !values['no-platform'] && !values.json,
    help: values.help,
  };
}

const EXAMPLE = { environment: 'production', strategy: 'pilot-light' };

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        environment: { type: 'string', default: 'production' },
        strategy: { type: 'string' },
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'no-platform': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(sentence(error));
  }
}

function sentence(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const named = /'(?:-\w, )?(-[^\s']*)/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `${named} is not an option; npm start -- --help lists those that are.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /does not take an argument/.test(message)
        ? `${named} takes no value.`
        : `${named} needs a name, for example ${named} ${EXAMPLE[named.slice(2) as keyof typeof EXAMPLE] ?? 'NAME'}.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `${/'([^']*)'/.exec(message)?.[1]} is not an option; npm start -- --help lists those that are.`;
    default:
      return message;
  }
}
