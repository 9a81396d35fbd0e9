import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { step } from '../../bin/setup/progress.mjs';
import { ensureProgram } from '../../local/programs/ensure.ts';
import { haproxy } from '../../local/programs/haproxy.ts';
import { postgresql } from '../../local/programs/postgresql.ts';
import { redis } from '../../local/programs/redis.ts';
import { ensureK6, K6_VERSION } from '../requirements/k6.ts';
import { HELP, type LoadOptions, parseOptions, UsageError } from './options.ts';
import type { LoadRecord } from './record.ts';
import { htmlReport } from './report/html.ts';
import { markdownReport } from './report/markdown.ts';
import { runLoad } from './run-load.ts';
import { verdictSentence } from './targets.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The exit code of a program that Ctrl-C ended. */
const interrupted = 130;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const options = parseOptions(args);
    if (options === undefined) {
      process.stdout.write(HELP);
      return 0;
    }
    return await perf(options, args, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) {
      console.error('Stopped; nothing was written, and nothing is left running.');
      return interrupted;
    }
    console.error(
      error instanceof UsageError
        ? error.message
        : `Nothing was measured: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 2;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function perf(options: LoadOptions, args: readonly string[], signal: AbortSignal): Promise<number> {
  const versions = await programs();
  const record = await runLoad({
    ...options,
    k6: versions.k6,
    versions: versions.said,
    command: `npm run perf -- ${args.join(' ')}`,
    signal,
    progress: (title) => {
      const one = step(title);
      return () => one.done();
    },
  });
  const files = await write(record, path.resolve(root, options.out));
  process.stdout.write(options.json ? `${JSON.stringify(record, undefined, 2)}\n` : summary(record, files));
  return record.verdicts.every(({ held }) => held) ? 0 : 1;
}

/** Finds or installs what the run needs. @throws with one sentence */
async function programs(): Promise<{ readonly k6: string; readonly said: readonly string[] }> {
  const found = [];
  // One after the other: a package manager lets nobody else in.
  for (const program of [postgresql, redis, haproxy]) {
    found.push(await ensureProgram(program));
  }
  const k6 = await ensureK6();
  const said = [...found.map(({ name, version }) => `${name} ${version}`), `k6 ${K6_VERSION}`];
  return { k6, said: [...said, `Node.js ${process.version.slice(1)}`] };
}

async function write(record: LoadRecord, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, record.conditions.profile);
  await writeFile(`${file}.json`, `${JSON.stringify(record)}\n`);
  await writeFile(`${file}.md`, markdownReport(record));
  await writeFile(`${file}.html`, htmlReport(record));
  return file;
}

function summary({ verdicts, brokeDown, all, perSecond }: LoadRecord, file: string): string {
  return [
    `${all.count} requests, ${perSecond} a second, ${all.failures} failed.`,
    ...verdicts.map(verdictSentence),
    ...(brokeDown === null ? [] : [`Broke down at ${brokeDown.users} users: ${brokeDown.why}.`]),
    `Report: ${path.relative(process.cwd(), file)}.html (.md, .json)`,
    '',
  ].join('\n');
}
