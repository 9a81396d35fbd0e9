import { type Command, InvalidArgumentError, Option } from 'commander';
import { addFolderOption, type LocalFlags, localModule } from '../local-commands.ts';

interface LogsFlags extends LocalFlags {
  readonly lines: number;
  readonly follow?: boolean;
}

/** `holdfast logs [PART]` */
export function addLogs(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('logs')
    .description('print what the parts of the platform have written, also after it has ended')
    .argument('[part]', 'one part, such as app-1; all when left out')
    .addOption(new Option('-n, --lines <n>', 'the last lines of each').default(20).argParser(lineCount))
    .option('-f, --follow', 'go on until Ctrl-C')
    .action(async (part: string | undefined, { folder, lines, follow = false }: LogsFlags) => {
      const { printLogs } = await localModule();
      await printLogs({ folder, part, lines, follow, write: (text) => process.stdout.write(text) });
      done(0);
    });
  addFolderOption(command);
}

function lineCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a number of lines, such as 100.');
  return Number(text);
}
