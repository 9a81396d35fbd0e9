import type { Command } from 'commander';
import { addFolderOption, type LocalFlags, localModule } from '../local-commands.ts';

const HELP = `
Each new replica must be alive, be ready and give right answers before an old one is drained. A release that fails,
also in its first seconds under all users, is taken back.

Exit codes: 0 when the release serves, 1 when it was taken back, 2 when nothing was tried.`;

/** `holdfast deploy [RELEASE]` */
export function addDeploy(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('deploy')
    .description('replace the replicas one by one, without a failed request')
    .argument('[release]', 'a release that was deployed before; a build of the sources when left out')
    .addHelpText('after', HELP)
    .action(async (release: string | undefined, { folder }: LocalFlags) => {
      const { Client, ControlError } = await localModule();
      try {
        const id = await new Client(folder).deploy(release, (line) => process.stderr.write(`${line}\n`));
        process.stderr.write(`Release ${id} serves.\n`);
        done(0);
      } catch (error) {
        if (!(error instanceof ControlError && error.kind === 'DeploymentFailed')) throw error;
        process.stderr.write(`${error.message}\n`);
        done(1);
      }
    });
  addFolderOption(command);
}
