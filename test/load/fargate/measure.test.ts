import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureK6 } from '../../requirements/k6.ts';
import type { Profile } from '../profiles.ts';
import { measure } from './measure.ts';
import { Tally } from './tally.ts';
import { writeUnansweredUsers } from './unanswered-users.ts';

describe('measuring', () => {
  let folder: string;
  let usersFile: string;
  let program: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-measure-'));
    usersFile = path.join(folder, 'users.json');
    program = await ensureK6();
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(change: Partial<Profile>) {
    const profile: Profile = {
      ...{ name: 'stress', thinkSeconds: 0.2, untilBroken: true },
      warmUp: [{ seconds: 1, users: 3 }],
      measured: [{ seconds: 60, users: 3 }],
      ...change,
    };
    await writeUnansweredUsers(usersFile, [...profile.warmUp, ...profile.measured]);
    const tally = new Tally(profile, 5);
    const start = Date.now();
    const outcome = await measure({
      ...{ profile, program, usersFile, tally },
      signal: new AbortController().signal,
    });
    return { outcome, seconds: (Date.now() - start) / 1_000, all: tally.tallied.all };
  }

  it('P3: ends a stress run once the product has been broken for ten seconds', async () => {
    const { outcome, seconds, all } = await run({});
    expect(outcome).toEqual({ kind: 'broke down', why: '100 % of the requests of 10 s failed' });
    expect(seconds).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(40);
    expect(all.failures).toBe(all.count);
  });

  it('P4: goes on to the end of any other run, whatever fails: how it recovers is of interest', async () => {
    const { outcome, all } = await run({
      name: 'load',
      untilBroken: false,
      measured: [{ seconds: 13, users: 3 }],
    });
    expect(outcome).toEqual({ kind: 'completed' });
    expect(all.failures).toBeGreaterThan(20);
  });
});
