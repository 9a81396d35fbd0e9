import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../bin/setup/progress.mjs';
import { synthesizeApp } from '../../bin/start/synthesis.ts';
import { readAssembly } from '../../lib/assessment/read/assembly.ts';
import { loadEnvironment } from '../../lib/config/load.ts';
import { assessOptionsOf } from '../../lib/config/objectives.ts';
import { EXCLUSIONS } from './irrelevant.ts';
import { mutate } from './mutate.ts';
import { type Summary, summaryOf } from './summary.ts';

const ROOT = join(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    assembly: { type: 'string' },
    environment: { type: 'string', default: 'production' },
  },
});

const folder = values.assembly ?? (await mkdtemp(join(tmpdir(), 'holdfast-mutation-')));
try {
  if (values.assembly === undefined) {
    const progress = step(`Synthesize ${values.environment}`);
    const context = { environment: values.environment, assessment: 'off', nag: 'off' };
    const { exitCode, output } = await synthesizeApp({ root: ROOT, outdir: folder, context });
    if (exitCode !== 0) throw new Error(`Synthesis ended with exit code ${exitCode}:\n${output}`);
    progress.done();
  }
  const start = performance.now();
  const results = mutate(readAssembly(folder), assessOptionsOf(await loadEnvironment(values.environment)));
  const seconds = (performance.now() - start) / 1000;
  const summary = summaryOf(results);
  console.log(
    values.json
      ? JSON.stringify({ seconds, exclusions: EXCLUSIONS.length, ...summary }, null, 2)
      : report(summary, seconds),
  );
  process.exitCode = summary.relevantKilledShare === 1 ? 0 : 1;
} finally {
  if (values.assembly === undefined) await rm(folder, { recursive: true, force: true });
}

function report(summary: Summary, seconds: number): string {
  const { outcomes } = summary;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const lines = [
    `${summary.mutants} mutants in ${seconds.toFixed(1)} s; ${EXCLUSIONS.length} reasoned exclusions in test/mutation/irrelevant.ts.`,
    `Noticed by the verdict ${outcomes.verdict}, by a finding ${outcomes.finding}, by an estimate ${outcomes.estimate}; survived ${outcomes.survived}.`,
    `Killed: ${percent(summary.killedShare)} of all, ${percent(summary.relevantKilledShare)} of those that matter.`,
  ];
  const byReason = Map.groupBy(summary.survivors, ({ reason }) => reason ?? '');
  for (const [reason, survivors] of [...byReason].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const count = survivors.reduce((sum, { ids }) => sum + ids.length, 0);
    lines.push('', reason === '' ? `${count} survive without a reason:` : `${count} survive: ${reason}`);
    for (const { group, operator, ids } of survivors) {
      lines.push(`  ${operator}: ${group} (${ids.length})`);
      if (reason === '') lines.push(...ids.map((id) => `    ${id}`));
    }
  }
  return lines.join('\n');
}
