import { sentenceOf } from '../holdfast/bad-input.ts';
import { localModule, projectFolder, wantsColour } from '../holdfast/local-commands.ts';
import { renderStatus } from '../holdfast/render/platform-status.ts';

/**
 * Runs the platform on this machine until it is told to stop; with `check` it verifies it from a user's side and stops it.
 * @returns whether that went well; what did not is one sentence on standard error
 */
export async function runLocalPlatform(check: boolean): Promise<boolean> {
  const { stdout, stderr } = process;
  try {
    const { runPlatform } = await localModule();
    await runPlatform({
      ...{ folder: projectFolder, replicas: 2, seed: 'small', peers: true, check },
      progress: (line) => stderr.write(`${line}\n`),
      serving: (status) => stdout.write(`\n${renderStatus(status, { color: wantsColour(stdout) })}`),
    });
    return true;
  } catch (error) {
    stderr.write(`${sentenceOf(error)}\n`);
    return false;
  }
}
