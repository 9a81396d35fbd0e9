import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceProcess } from '../../../local/processes/service-process.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { synthesize } from '../../assembly.ts';
import { holdfast, newFolder, nothingLeft, spawnHoldfast } from '../platform/holdfast-command.ts';

jest.setTimeout(600_000);

describe('holdfast drill run, when it is ended early', () => {
  let folder: string;
  let args: readonly string[];
  let running: ServiceProcess | undefined;

  beforeAll(async () => {
    folder = await newFolder();
    args = [
      ...['drill', 'run', 'process-kill', '--templates', await synthesize()],
      ...['--folder', folder, '--records', join(folder, 'records')],
    ];
  });
  afterEach(() => running?.end('SIGKILL'));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Starts the drill, and resolves when users are served. */
  const underLoad = async (): Promise<ServiceProcess> => {
    const started = spawnHoldfast(args);
    running = started;
    const loaded = await waitUntil(
      'the load',
      async () => started.output.includes('steady load') || (started.running ? undefined : false),
      400_000,
    );
    if (!loaded) throw new Error(started.output);
    return started;
  };

  it('by Ctrl-C says so, records nothing, and leaves nothing running; meanwhile nobody else may use its folder', async () => {
    const drill = await underLoad();
    const second = await holdfast(args);
    expect(second).toEqual({
      code: 2,
      output: `Drills run in ${folder} already: wait for them to end, or name another folder with --folder.\n`,
    });
    drill.signal('SIGINT');
    expect(await drill.exited).toMatchObject({ code: 2 });
    expect(drill.output).toContain('Stopping; press Ctrl-C again to end at once');
    expect(drill.output.trimEnd().split('\n').at(-1)).toBe(
      'The drill was ended before it was over, so nothing is recorded.',
    );
    await nothingLeft(folder, []);
    expect(await readdir(folder)).not.toContain('records');
  });

  it('by kill -9 leaves nothing running, and the next one begins with new data', async () => {
    const drill = await underLoad();
    drill.signal('SIGKILL');
    await drill.exited;
    await nothingLeft(folder, []);
    const next = await underLoad();
    expect(next.output).toMatch(/data: ready after/);
    next.signal('SIGTERM');
    expect(await next.exited).toMatchObject({ code: 2 });
    await nothingLeft(folder, []);
  });
});
