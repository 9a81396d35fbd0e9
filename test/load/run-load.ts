import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { breakdown, brokenSeconds } from './breaking-point.ts';
import { readDataSet } from './data-set.ts';
import { runK6 } from './k6-process.ts';
import { within } from './latencies.ts';
import { Observer } from './observer.ts';
import { goAhead } from './priority.ts';
import { type DataSize, type Product, publicOrigin, startProduct } from './product.ts';
import { type Profile, type ProfileName, peakUsers, profileOf, totalSeconds } from './profiles.ts';
import type { LoadRecord } from './record.ts';
import { makeSessions, sessionCookieName } from './sessions.ts';
import { forgetStatements, slowestStatements } from './statements.ts';
import { summarize } from './summarize.ts';
import type { UsersFile } from './users-file.ts';
import { proveSessions } from './warm-up.ts';

const run = promisify(execFile);

export interface RunOptions {
  readonly profile: ProfileName;
  readonly seconds: number;
  readonly replicas: number;
  readonly data: DataSize;
  /** Go before other work on the machine. */
  readonly ahead: boolean;
  /** Path of k6. */
  readonly k6: string;
  /** Of all programs that take part, for the record. */
  readonly versions: readonly string[];
  readonly command: string;
  readonly signal: AbortSignal;
  readonly progress: (step: string) => () => void;
}

/** Starts the product, lets the users of a profile loose on it, and ends all of it whatever happens. */
export async function runLoad(options: RunOptions): Promise<LoadRecord> {
  const { signal, progress } = options;
  const loadAverageBefore = loadavg()[0] ?? Number.NaN;
  const profile = profileOf(options.profile, options.seconds);
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-users-'));
  try {
    const product = await startProduct(options);
    try {
      const signedIn = progress(`Sign ${peakUsers(profile)} users in`);
      const file = await usersFile(product, profile);
      await proveSessions(file, signal);
      await writeFile(path.join(folder, 'users.json'), JSON.stringify(file));
      signedIn();
      const goBack = options.ahead ? goAhead() : () => undefined;
      const recorded = await measure({ ...options, profile, product, folder }).finally(goBack);
      return summarize({
        ...recorded,
        conditions: {
          profile: profile.name,
          command: options.command,
          startedAt: new Date(recorded.span.from).toISOString(),
          commit: await commit(),
          build: product.build,
          replicas: options.replicas,
          data: options.data,
          users: Math.max(0, ...recorded.userCounts.map(({ users }) => users)),
          thinkSeconds: profile.thinkSeconds,
          warmUpSeconds: totalSeconds(profile.warmUp),
          measuredSeconds: Math.round((recorded.span.to - recorded.span.from) / 1_000),
          machine: {
            cpu: cpus()[0]?.model ?? 'unknown',
            cpus: cpus().length,
            memoryGiB: Math.round(totalmem() / 1024 ** 3),
            wentAhead: options.ahead,
            loadAverageBefore: Math.round(loadAverageBefore * 10) / 10,
            versions: options.versions,
          },
        },
      });
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function usersFile(product: Product, profile: Profile): Promise<UsersFile> {
  const sql = product.postgres.connect();
  try {
    const { teamIds, ...dataSet } = await readDataSet(sql);
    const sessions = await makeSessions(sql, peakUsers(profile), product.authSecret);
    return {
      address: product.address,
      origin: publicOrigin,
      cookieName: sessionCookieName,
      password: demoPassword,
      thinkSeconds: profile.thinkSeconds,
      stages: [...profile.warmUp, ...profile.measured],
      users: sessions.map(({ email, cookie, teamId }) => ({ email, cookie, team: teamIds.indexOf(teamId) })),
      ...dataSet,
    };
  } finally {
    await sql.end();
  }
}

async function measure({
  profile,
  product,
  folder,
  k6,
  signal,
  progress,
}: Pick<RunOptions, 'k6' | 'signal' | 'progress'> & {
  readonly profile: Profile;
  readonly product: Product;
  readonly folder: string;
}) {
  const sql = product.postgres.connect();
  const observer = new Observer(product);
  const [warmUpSeconds, measuredSeconds] = [totalSeconds(profile.warmUp), totalSeconds(profile.measured)];
  const ended = progress(`Warm up for ${warmUpSeconds} s, and measure for ${measuredSeconds} s`);
  let from: number | undefined;
  let start: number | undefined;
  let brokeDown: string | undefined;
  const beginMeasuring = async () => {
    await forgetStatements(sql);
    await observer.lookNow();
  };
  let begun = Promise.resolve();
  try {
    await forgetStatements(sql);
    const { samples, userCounts } = await runK6({
      program: k6,
      usersFile: path.join(folder, 'users.json'),
      samplesFile: path.join(folder, 'samples.csv'),
      signal,
      looked: (read) => {
        start ??= read.userCounts[0]?.at;
        const now = Date.now();
        if (from === undefined && start !== undefined && now >= start + warmUpSeconds * 1_000) {
          from = now;
          begun = beginMeasuring();
        }
        if (from !== undefined && profile.untilBroken && now >= from + brokenSeconds * 1_000) {
          brokeDown = breakdown(within(read.samples, { from: now - brokenSeconds * 1_000, to: now }));
        }
        return brokeDown === undefined ? 'go on' : 'stop';
      },
    });
    await begun;
    await observer.lookNow();
    const statements = await slowestStatements(sql);
    if (from === undefined) {
      throw new Error('k6 ended before the warm-up was over.');
    }
    ended();
    const last = Math.max(from, ...samples.slice(-1_000).map(({ at }) => at));
    const to = brokeDown === undefined ? Math.min(last, from + measuredSeconds * 1_000) : last;
    return {
      span: { from, to },
      stages: profile.measured,
      samples,
      userCounts,
      observations: observer.observations,
      statements,
      brokeDown,
    };
  } finally {
    await observer.stop();
    await sql.end({ timeout: 1 });
  }
}

/** The commit that the sources are at, and whether they have been changed since. */
async function commit(): Promise<string> {
  try {
    const { stdout } = await run('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
      cwd: import.meta.dirname,
    });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
