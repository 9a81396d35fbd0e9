import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../../lib/assessment/assess.ts';
import type { Assessment } from '../../lib/assessment/model.ts';
import { readAssembly } from '../../lib/assessment/read/assembly.ts';
import { loadEnvironment } from '../../lib/config/load.ts';
import { assessOptionsOf } from '../../lib/config/objectives.ts';
import type { Fault } from '../../local/drills/fault.ts';
import { FAULTS } from '../../local/drills/faults/index.ts';
import { nothingToHeal } from '../../local/drills/faults/pick.ts';
import { synthesize } from '../assembly.ts';
import { newFolder } from '../local/platform/holdfast-command.ts';
import { recordMarkdown } from './record-markdown.ts';
import { readReplay } from './replay.ts';
import { type ChaosOptions, runChaos } from './run-chaos.ts';
import { type ChaosStep, drawSteps } from './sequence.ts';
import { writeRecord } from './write-record.ts';

/** A build of the app may come first, and the machine may have other work. */
const patience = 900_000;

/** Somebody deletes what a user was told is saved. */
const planted: Fault = {
  name: 'planted-loss',
  async inject({ platform: { postgres } }) {
    const rows = await postgres.primary.use(
      (sql) => sql<{ title: string }[]>`
        delete from proposals where id in (
          select id from proposals where starts_with(title, 'Drill ') order by created_at limit 1
        ) returning title`,
      postgres.access.database,
    );
    return { detail: `deleted ${rows.map(({ title }) => title).join()}`, heal: nothingToHeal };
  },
};

const step = (...names: readonly string[]): ChaosStep => ({
  ...{ calmSeconds: 5, apartSeconds: 2 },
  faults: names.map((name) => ({ name, seed: 1 })),
});

// Ten minutes on a real platform, which wants the machine for itself: CHAOS=1 runs them.
const onPlatform = process.env.CHAOS === '1' ? describe : describe.skip;

onPlatform('chaos', () => {
  let folder: string;
  let records: string;
  let assessment: Assessment;
  beforeAll(async () => {
    folder = await newFolder();
    records = await mkdtemp(join(tmpdir(), 'holdfast-chaos-records-'));
    const options = assessOptionsOf(await loadEnvironment('production'));
    assessment = assess(readAssembly(await synthesize()), options);
  }, patience);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(records, { recursive: true });
  });

  const options = (more: Pick<ChaosOptions, 'steps' | 'minutes'>): ChaosOptions => ({
    ...{ folder, replicas: 2, seed: 20_261_123, shrinkMinutes: 0, assessment },
    ...{ faults: new Map([...FAULTS, [planted.name, planted]]), progress: () => undefined },
    signal: new AbortController().signal,
    ...more,
  });

  it(
    'breaks no invariant in a short run from a seed, and keeps a record that can be replayed',
    async () => {
      const faults = ['process-kill', 'cache-primary-loss', 'database-primary-kill', 'crm-dead'];
      const steps = drawSteps(20_261_123, faults);
      const record = await runChaos(options({ steps, minutes: 1 }));
      // How fast users are served again is for a machine without other work; that they are is not.
      expect(record.violations.filter(({ sentence }) => !/ took .+ are allowed\.$/.test(sentence))).toEqual(
        [],
      );
      for (const { journeys } of record.steps) {
        expect(journeys.filter(({ rtoSeconds }) => rtoSeconds === undefined)).toEqual([]);
      }
      expect(record.steps.length).toBeGreaterThan(0);
      expect(record.ledger.acknowledged).toBeGreaterThan(20);
      expect(record.ledger.readBack).toBe(record.ledger.acknowledged);
      expect(record.strangerAnswers).toBeGreaterThan(20);

      const kept = await writeRecord(record, records);
      expect(await readdir(kept)).toEqual(['record.json', 'record.md', 'timeline.svg']);
      const file = join(kept, 'record.json');
      expect(await readFile(file, 'utf8')).not.toContain(folder);
      expect(await readReplay(file, faults)).toEqual({ seed: 20_261_123, sequence: record.sequence });
      // What is there is never written to.
      expect(await writeRecord(record, records)).toBe(`${kept}-2`);
    },
    patience,
  );

  it(
    'finds a loss that was planted, ends there, and makes the sequence as small as it can be',
    async () => {
      const record = await runChaos({
        ...options({
          steps: [step('crm-dead'), step(planted.name), step('process-kill')],
          minutes: 30,
        }),
        shrinkMinutes: 10,
      });
      expect(record.verdict).toBe('violated');
      expect(record.sequence).toHaveLength(2);
      expect(record.violations.map(({ sentence }) => sentence)).toContainEqual(
        expect.stringMatching(/^1 acknowledged write was lost.* nothing may be lost: number \d+/),
      );
      expect(record.shrunk?.sequence.map(({ faults }) => faults.map(({ name }) => name))).toEqual([
        [planted.name],
      ]);
      expect(record.shrunk).toMatchObject({ reproduced: true, minimal: true });
      expect(recordMarkdown(record)).toMatch(/## The least that breaks it/);
    },
    patience,
  );
});
