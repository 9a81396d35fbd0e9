import type { Command } from 'commander';
import { addFolderOption, type LocalFlags, localModule } from '../local-commands.ts';

/** `holdfast down` */
export function addDown(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('down')
    .description('stop the platform on this machine; its data stays')
    .action(async ({ folder }: LocalFlags) => {
      const { Client } = await localModule();
      await new Client(folder).down();
      process.stderr.write('The platform has stopped; its data stays.\n');
      done(0);
    });
  addFolderOption(command);
}
