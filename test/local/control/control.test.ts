import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askSupervisor, ControlError, NotRunning } from '../../../local/control/control-client.ts';
import { AlreadyRunning, ControlServer } from '../../../local/control/control-server.ts';

describe('the control socket', () => {
  let folder: string;
  let socket: string;
  const servers: ControlServer[] = [];
  const listen = async () => {
    const server = await ControlServer.listen(socket);
    servers.push(server);
    return server;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-control-'));
    socket = join(folder, 'control.sock');
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await rm(folder, { recursive: true });
  });

  it('belongs to one supervisor: of several that start at once, one goes on', async () => {
    const tries = await Promise.allSettled([listen(), listen(), listen()]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(AlreadyRunning);
    }
    await expect(ControlServer.listen(socket)).rejects.toThrow(AlreadyRunning);
  });

  it('is taken over from a supervisor that left its socket behind', async () => {
    await writeFile(socket, '');
    (await listen()).offer({ ping: async () => 'pong' });
    expect(await askSupervisor(socket, 'ping')).toBe('pong');
  });

  it('is free again once it was closed', async () => {
    await (await listen()).close();
    servers.length = 0;
    await listen();
  });

  it('passes parameters, progress, results and sentences of refusal', async () => {
    (await listen()).offer({
      scale: async (parameters, progress) => {
        progress('one more');
        if (parameters.get('count') === '0') throw new Error('0 replicas cannot be had.');
        return { replicas: Number(parameters.get('count')) };
      },
    });
    const lines: string[] = [];
    const progress = (line: string) => void lines.push(line);
    expect(await askSupervisor(socket, 'scale', { count: '3' }, { progress })).toEqual({ replicas: 3 });
    expect(lines).toEqual(['one more']);
    await expect(askSupervisor(socket, 'scale', { count: '0' })).rejects.toThrow(
      new ControlError('0 replicas cannot be had.'),
    );
  });

  it('tells a client that asks too early, and one that finds nobody', async () => {
    await expect(askSupervisor(socket, 'status')).rejects.toThrow(NotRunning);
    await listen();
    await expect(askSupervisor(socket, 'status')).rejects.toThrow(/still starting/);
  });
});
