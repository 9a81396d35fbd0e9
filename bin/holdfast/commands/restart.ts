import type { Command } from 'commander';
import { addFolderOption, type LocalFlags, localModule } from '../local-commands.ts';

/** `holdfast restart PART` */
export function addRestart(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('restart')
    .description('start one part of the platform again; a replica is replaced without a failed request')
    .argument('<part>', 'such as app-1; "holdfast status" lists them')
    .action(async (part: string, { folder }: LocalFlags) => {
      const { Client } = await localModule();
      await new Client(folder).restart(part);
      process.stderr.write(`${part} was started again.\n`);
      done(0);
    });
  addFolderOption(command);
}
