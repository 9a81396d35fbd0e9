import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { proveSessions } from '../warm-up.ts';
import { type FargateProfile, fargateProfile } from './fargate-profile.ts';
import { measure } from './measure.ts';
import { prepareUsers } from './prepare.ts';
import { exitCodeOf, type FargateResult, type Outcome, resultOf } from './result.ts';
import { ResultStore } from './result-store.ts';
import { readProfileName, readSettings, type Settings } from './settings.ts';
import { Tally } from './tally.ts';

/** Milliseconds between two looks at a run that are kept, in case that it is cut off. */
const keepMilliseconds = 5 * 60_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => abort.abort());
  }
  try {
    const profile = fargateProfile(readProfileName(args));
    return exitCodeOf(await run(profile, readSettings(process.env), abort.signal));
  } catch (error) {
    say('nothing measured', { why: sentence(error) });
    return 2;
  }
}

async function run(profile: FargateProfile, settings: Settings, signal: AbortSignal): Promise<FargateResult> {
  const store = new ResultStore(settings, profile.name, new Date());
  const tally = new Tally(profile.profile, profile.windowSeconds);
  const result = (outcome: Outcome) =>
    resultOf(profile, settings.address, tally.tallied, outcome, new Date());
  // Before anything else: a run whose result cannot be kept need not begin.
  say('begun', { result: await store.keep(result({ kind: 'running' })) });
  const keeping = setInterval(() => {
    store.keep(result({ kind: 'running' })).catch((error) => say('not kept', { why: sentence(error) }));
  }, keepMilliseconds);
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-users-'));
  try {
    const outcome = await outcomeOf(async () => {
      const file = await prepareUsers(settings, profile.profile, process.env);
      await proveSessions(file, signal);
      const usersFile = path.join(folder, 'users.json');
      await writeFile(usersFile, JSON.stringify(file), { mode: 0o600 });
      say('users are signed in', { users: file.users.length, proposals: file.proposals.length });
      return measure({ profile: profile.profile, program: settings.k6, usersFile, tally, signal });
    }, signal);
    tally.end();
    const ended = result(outcome);
    const { all, api, verdicts } = ended;
    say('ended', { ...outcome, result: await store.keep(ended), all, api, verdicts });
    return ended;
  } finally {
    clearInterval(keeping);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A run that fails has a result as well: what was measured until then, and why. */
async function outcomeOf(work: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    return signal.aborted ? { kind: 'stopped' } : { kind: 'failed', why: sentence(error) };
  }
}

/** One line for CloudWatch Logs. */
function say(event: string, what: object): void {
  console.log(JSON.stringify({ event, ...what }));
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
