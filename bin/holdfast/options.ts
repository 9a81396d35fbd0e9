import { type Command, Option } from 'commander';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Options of every command that assesses templates. */
export function addSubjectOptions(command: Command): Command {
  return command
    .option('--region <region>', 'primary region, for templates that do not say theirs')
    .option('--dr-region <region>', 'recovery region, or "none"')
    .option('--account <id>', 'account, for templates that do not say theirs')
    .option('--parameter <name=value>', 'value of a template parameter (repeatable)', collect)
    .option('--objectives <file>', 'objectives per disruption, YAML or JSON')
    .option('--rto <duration>', 'recovery time objective of every declared disruption, such as 4h')
    .option('--rpo <duration>', 'data loss objective of every declared disruption, such as 1h')
    .option('--availability <percent>', 'availability objective, such as 99.9')
    .option('--assume <file>', 'your own values of assumptions, by id, YAML or JSON')
    .option(
      '--measured <file>',
      'drill records whose measured times replace assumptions (repeatable)',
      collect,
    );
}

/** Options that say how the result is written. */
export function addOutputOptions(command: Command, formats: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option('--format <format>', 'form of the result').choices(formats).default(formats[0]))
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option('--output <file>', 'write the result to a file instead of standard output')
    .option('--no-color', 'no colour, as with NO_COLOR=1 and on anything but a terminal');
}

/** Flags that `addOutputOptions` gives. */
export interface FormatFlags {
  readonly format: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly color?: boolean;
}

/** The form that was asked for. */
export function formatOf({ format, json }: FormatFlags): string {
  return json === true ? 'json' : format;
}
