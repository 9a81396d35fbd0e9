import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { addFolderOption, type LocalFlags, localModule, wantsColour } from '../local-commands.ts';
import { renderStatus } from '../render/platform-status.ts';

interface StatusFlags extends LocalFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
}

/** Milliseconds between two looks with `--watch`. */
const every = 1_000;

/** `holdfast status` */
export function addStatus(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('status')
    .description('show every part of the platform on this machine')
    .option('--watch', 'look again every second, until Ctrl-C or until the platform ends')
    .option('--json', 'as JSON; with --watch one line per look')
    .addHelpText(
      'after',
      '\nExit codes: 0 when every part runs, 1 when one does not, 2 when no platform runs.',
    )
    .action(async ({ folder, json, watch }: StatusFlags) => {
      const { Client } = await localModule();
      const client = new Client(folder);
      const { stdout } = process;
      for (;;) {
        const status = await client.status();
        const text = json
          ? `${JSON.stringify(status, null, watch ? 0 : 2)}\n`
          : renderStatus(status, { color: wantsColour(stdout) });
        // On a terminal the table stays in its place; a file gets one after the other.
        const clear = watch && !json && stdout.isTTY ? '\u001b[H\u001b[2J' : '';
        stdout.write(clear + text);
        done(status.parts.every(({ state }) => state === 'running') ? 0 : 1);
        if (!watch) return;
        await sleep(every);
      }
    });
  addFolderOption(command);
}
