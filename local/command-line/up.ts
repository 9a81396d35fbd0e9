import { ask } from '../control/control-client.ts';
import { AlreadyRunning, type ControlActions, ControlServer } from '../control/control-server.ts';
import { LocalFolder } from '../folder/local-folder.ts';
import { LivePage } from '../live-page/live-page.ts';
import { checkPlatform } from '../platform/check-platform.ts';
import {
  LocalPlatform,
  type LocalPlatformOptions,
  type PlatformStatus,
  usualPort,
} from '../platform/local-platform.ts';
import { PartFailure } from '../processes/part.ts';

export interface UpOptions extends LocalPlatformOptions {
  /** Verify the platform from a user's side, stop it, and end. */
  readonly check: boolean;
  /** Told what was done, line by line. */
  readonly progress: (line: string) => void;
  /** Called when everything serves. */
  readonly serving?: (status: PlatformStatus) => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the platform until it is told to stop by a signal or by `holdfast down`.
 * @throws PartFailure or ProgramError, each one sentence, when it cannot be started; nothing is left running then
 */
export async function runPlatform(options: UpOptions): Promise<void> {
  const { progress, check } = options;
  const folder = new LocalFolder(options.folder);
  await folder.make();
  const control = await takeControl(folder);
  const livePage = await openLivePage(options);
  const platform = LocalPlatform.start({ ...options, ...(livePage && { livePage }) }, progress);
  livePage?.show(platform);
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= platform.stop();
    tell();
    return stopped;
  };
  const onSignal = () => {
    // A second one is from somebody who does not want to wait; the kernel ends the children with this process.
    if (stopped !== undefined) process.exit(130);
    progress('Stopping; press Ctrl-C again to end at once');
    void stop();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    control.offer(actionsOf(platform, stop));
    await platform.ready();
    options.serving?.(platform.status());
    if (check) await checkPlatform(platform, progress);
    else await told;
  } catch (error) {
    // Who was told to stop has not failed.
    if (stopped === undefined) throw error;
  } finally {
    await stop();
    await livePage?.close();
    await control.close();
    for (const signal of signals) process.off(signal, onSignal);
  }
  progress('The platform has stopped; its data stays.');
}

/** The page is a convenience: the platform also runs without it. */
async function openLivePage({ httpPort = usualPort, progress }: UpOptions): Promise<LivePage | undefined> {
  try {
    return await LivePage.start(httpPort + 1, progress);
  } catch (error) {
    progress(`There is no live page: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function takeControl(folder: LocalFolder): Promise<ControlServer> {
  try {
    return await ControlServer.listen(folder.controlSocket);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const status = (await ask(folder.controlSocket, 'status', {}, { limitMilliseconds: 3_000 }).catch(
      () => undefined,
    )) as PlatformStatus | undefined;
    const where =
      status === undefined ? '' : ` (process ${status.pid}${status.address && `, ${status.address}`})`;
    throw new PartFailure(
      `A platform runs in ${folder.root} already${where}: look at it with "holdfast status", or end it with "holdfast down".`,
    );
  }
}

function actionsOf(platform: LocalPlatform, stop: () => Promise<void>): ControlActions {
  return {
    ping: async () => 'pong',
    status: async () => platform.status(),
    down: stop,
    restart: (parameters) => platform.restart(parameters.get('part') ?? ''),
    scale: (parameters) => platform.app.scale(Number(parameters.get('count'))),
    deploy: async (parameters, progress) => {
      const { id } = await platform.deploy(parameters.get('release') ?? undefined, progress);
      return { release: id };
    },
  };
}
