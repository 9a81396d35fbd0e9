import type { Command } from 'commander';
import { BadInput } from '../bad-input.ts';
import { addFolderOption, type LocalFlags, localModule } from '../local-commands.ts';

/** `holdfast scale N` */
export function addScale(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('scale')
    .description('run so many replicas of the app')
    .argument('<replicas>', 'from 1 to 12')
    .action(async (count: string, { folder }: LocalFlags) => {
      if (!/^\d+$/.test(count)) {
        throw new BadInput(`"${count}" is no number of replicas: give a whole number from 1 to 12.`);
      }
      const { Client } = await localModule();
      await new Client(folder).scale(count);
      process.stderr.write(`${count} replicas serve.\n`);
      done(0);
    });
  addFolderOption(command);
}
