import path from 'node:path';
import { sentenceOf } from '../../bin/holdfast/bad-input.ts';
import { assessSubject, readSubject } from '../../bin/holdfast/subject.ts';
import type { Assessment } from '../../lib/assessment/model.ts';
import { FAULTS } from '../../local/drills/faults/index.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { summary } from './record-markdown.ts';
import { type Replay, readReplay } from './replay.ts';
import { runChaos } from './run-chaos.ts';
import { drawSteps } from './sequence.ts';
import { UsageError } from './usage-error.ts';
import { writeRecord } from './write-record.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The exit code of a program that Ctrl-C ended. */
const interrupted = 130;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const ending = new AbortController();
  const stop = () => {
    // A second one is from somebody who does not want to wait; the kernel ends the children with this process.
    if (ending.signal.aborted) process.exit(interrupted);
    ending.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    const options = parseOptions(args, { root, known: [...FAULTS.keys()] });
    if (options === undefined) {
      process.stdout.write(HELP);
      return 0;
    }
    return await chaos(options, ending.signal);
  } catch (error) {
    console.error(
      ending.signal.aborted
        ? 'Stopped; nothing was recorded, and nothing is left running.'
        : error instanceof UsageError
          ? error.message
          : sentenceOf(error),
    );
    return ending.signal.aborted ? interrupted : 2;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

async function chaos(options: Options, signal: AbortSignal): Promise<number> {
  const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);
  const known = [...FAULTS.keys()];
  const replay: Replay | undefined =
    options.replay === undefined ? undefined : await readReplay(options.replay, known);
  const seed = replay?.seed ?? options.seed;
  say(replay === undefined ? `seed ${seed}: repeat it with --seed ${seed}` : `replay of seed ${seed}`);
  const record = await runChaos({
    ...options,
    ...{ seed, faults: FAULTS, progress: say, signal },
    steps: replay?.sequence ?? drawSteps(seed, options.only),
    // A replay ends with its last step.
    minutes: replay === undefined ? options.minutes : 10_080,
    assessment: await assessmentOf(options.templates),
  });
  const kept = options.records === undefined ? undefined : await writeRecord(record, options.records);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(record, null, 2)}\n`
      : [
          summary(record),
          ...record.violations.map(({ invariant, sentence }) => `  ${invariant}: ${sentence}`),
          ...(kept === undefined ? [] : [`Record: ${path.relative(process.cwd(), kept)}`]),
          '',
        ].join('\n'),
  );
  return record.verdict === 'held' ? 0 : 1;
}

async function assessmentOf(templates: string): Promise<Assessment> {
  try {
    return assessSubject(await readSubject([templates], {}));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Nothing is promised by ${templates}; write it with "npm run synth": ${why}`);
  }
}
