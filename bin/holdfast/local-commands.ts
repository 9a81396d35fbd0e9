import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import type * as LocalModule from '../../local/command-line/index.ts';
import { BadInput } from './bad-input.ts';
import { usualFolder } from './usual-folder.ts';

/** The folder of this project. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Where the platform of this project is kept. */
export const projectFolder = usualFolder(project);

export interface LocalFlags {
  readonly folder: string;
}

/** The option of every command that starts or reaches a local platform. */
export function addFolderOption(command: Command): Command {
  return command.addOption(
    new Option('--folder <path>', 'where the platform keeps everything').default(
      projectFolder,
      '.holdfast/local',
    ),
  );
}

/**
 * What runs the platform. It needs the sources of the app, which an installed package does not have; hence the address that no bundler
 * follows.
 * @throws BadInput outside of the project's repository
 */
export async function localModule(): Promise<typeof LocalModule> {
  const file = join(project, 'local/command-line/index.ts');
  if (!existsSync(file)) {
    throw new BadInput(
      'The platform runs from its own repository only: clone it, and start it there with "npm start".',
    );
  }
  return (await import(file)) as typeof LocalModule;
}

/** Colour on a terminal only, unless NO_COLOR is set. */
export function wantsColour({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
