import { type Command, Option } from 'commander';
import type { SeedAmount } from '../../../local/platform/seed.ts';
import { addFolderOption, type LocalFlags, localModule, wantsColour } from '../local-commands.ts';
import { renderStatus } from '../render/platform-status.ts';
import { wholeNumber } from '../whole-number.ts';

interface UpFlags extends LocalFlags {
  readonly replicas: number;
  readonly port?: number;
  readonly seed: SeedAmount;
  readonly peers: boolean;
  readonly startLimit: number;
  readonly release?: string;
  readonly check?: boolean;
}

const HELP = `
Ctrl-C or "holdfast down" ends it; its data stays, and the next start goes on with it.

Examples:
  $ holdfast up
  $ holdfast up --replicas 3 --port 9000
  $ holdfast up --check`;

/** `holdfast up` */
export function addUp(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('up')
    .description('run the whole platform on this machine, in the foreground')
    .addOption(new Option('--replicas <n>', 'replicas of the app').default(2).argParser(wholeNumber(1, 12)))
    .addOption(
      new Option('--port <n>', 'port for people; the next free one when it is in use (8080)').argParser(
        wholeNumber(1, 65_535),
      ),
    )
    .addOption(
      new Option('--seed <amount>', 'data of the demonstration, in a database without any')
        .choices(['small', 'full', 'none'])
        .default('small'),
    )
    .option('--no-peers', 'without the stand-ins for Azure OpenAI and Dynamics 365')
    .option('--release <id>', 'run a release that was deployed before, instead of the sources')
    .addOption(
      new Option('--start-limit <seconds>', 'until a replica must be ready')
        .default(60)
        .argParser(wholeNumber(1, 3_600)),
    )
    .option('--check', 'start, sign in, write and read back, stop')
    .addHelpText('after', HELP)
    .action(async (flags: UpFlags) => {
      const { runPlatform } = await localModule();
      await runPlatform({
        ...flags,
        check: flags.check ?? false,
        startLimitMilliseconds: flags.startLimit * 1_000,
        ...(flags.port === undefined ? {} : { httpPort: flags.port }),
        progress: (line) => process.stderr.write(`${line}\n`),
        serving: (status) =>
          process.stdout.write(`${renderStatus(status, { color: wantsColour(process.stdout) })}`),
      });
      done(0);
    });
  addFolderOption(command);
}
