import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureK6 } from '../../requirements/k6.ts';
import { streamK6 } from './k6-stream.ts';
import { writeUnansweredUsers } from './unanswered-users.ts';

describe('k6 whose samples are streamed', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-k6-'));
    program = await ensureK6();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const stream = (signal = new AbortController().signal, usersFile = path.join(folder, 'users.json')) => {
    let samples = '';
    const ended = streamK6({
      program,
      usersFile,
      signal,
      onSamples: (piece) => {
        samples += piece;
      },
    });
    return { ended, samples: () => samples };
  };

  const writeUsers = (seconds: number) =>
    writeUnansweredUsers(path.join(folder, 'users.json'), [
      { seconds: 1, users: 3 },
      { seconds, users: 3 },
    ]);

  it('gives samples and nothing else, though k6 has warnings to say', async () => {
    await writeUsers(3);
    const { ended, samples } = stream();
    await ended;
    const [columns = '', ...rows] = samples().trimEnd().split('\n');
    expect(columns).toMatch(/^metric_name,timestamp,metric_value,/);
    const names = new Set(rows.map((row) => row.split(',')[0]));
    expect([...names]).toEqual(expect.arrayContaining(['vus', 'http_req_duration']));
    expect(rows.filter((row) => row.split(',').length !== columns.split(',').length)).toEqual([]);
  });

  it('ends early when it is told to, and this is no failure', async () => {
    await writeUsers(60);
    const abort = new AbortController();
    const { ended, samples } = stream(abort.signal);
    const start = Date.now();
    setTimeout(() => abort.abort(), 3_000);
    await ended;
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(samples()).toContain('http_req_duration');
  });

  it('ends at once when the run was stopped before it began', async () => {
    await writeUsers(60);
    const start = Date.now();
    await stream(AbortSignal.abort()).ended;
    expect(Date.now() - start).toBeLessThan(1_000);
  });

  it('tells what k6 said when it fails', async () => {
    const { ended } = stream(undefined, path.join(folder, 'missing.json'));
    await expect(ended).rejects.toThrow(/^k6 ended with code \d+: .*missing\.json/s);
  });
});
