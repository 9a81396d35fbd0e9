import type { DrillRecord } from '../../../lib/drills/record.ts';
import type { Fault } from '../../../local/drills/fault.ts';
import type { ShownDrill } from '../../../local/live-page/shown-drill.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { DrillPlace } from './drill-place.ts';

jest.setTimeout(600_000);

const numbersOf = (writes: readonly { readonly number: number }[]) => writes.map(({ number }) => number);

describe('a drill', () => {
  let drills: DrillPlace;

  beforeAll(async () => {
    drills = await DrillPlace.start();
  });
  afterAll(() => drills?.remove());

  /** Changes what users had been told is saved when it begins, behind the product's back. Tells the titles by what was done to them. */
  const sabotage = (statements: (titles: readonly string[]) => readonly string[]): Fault => ({
    name: 'process-kill',
    async inject({ platform: { postgres } }) {
      await postgres.primary.use(async (sql) => {
        const rows = await sql<{ title: string }[]>`
          select title from proposals where title like 'Drill %' and author_id =
            (select author_id from proposals where title like 'Drill %' group by 1 order by count(*) desc limit 1)
          and created_at < now() - interval '1 second' order by created_at desc limit 3`;
        for (const statement of statements(rows.map(({ title }) => title))) await sql.unsafe(statement);
      }, 'holdfast');
      return { detail: 'rows of the ledger were changed', heal: async () => undefined };
    },
  });

  const whole = ({ ledger }: DrillRecord) => {
    expect(ledger.acknowledged).toBeGreaterThan(50);
    expect(ledger).toMatchObject({
      ...{ readBack: ledger.acknowledged, lost: [], duplicated: [], outOfOrder: [], rpoSeconds: 0 },
    });
  };

  it('of a killed replica finds that it comes back and that no acknowledged write is lost', async () => {
    const shown = jest.spyOn(drills.place.page, 'drill');
    const marks = () => (shown.mock.results[0]?.value as ShownDrill | undefined)?.view().marks ?? [];
    let runs = true;
    const running = drills.run('process-kill').finally(() => {
      runs = false;
    });
    await waitUntil(
      'the live page to show the detection',
      async () => (marks().some(({ kind }) => kind === 'detection') ? true : undefined),
      120_000,
    );
    expect(runs).toBe(true);
    const record = await running;
    expect(marks().filter(({ kind }) => kind === 'detection')).toHaveLength(1);
    expect(marks().filter(({ kind }) => kind === 'injection')).toHaveLength(1);
    shown.mockRestore();
    whole(record);
    expect(record.injected).toMatch(/^SIGKILL to app-\d \(process \d+\)$/);
    expect(record.verdict).toMatchObject({ verdict: 'held' });
    expect(record.prediction).toMatchObject({
      ...{ kind: 'predicted', disruption: 'process' },
      routes: [{ route: 'ecs.replace-task' }],
    });
    expect(record.marks.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['injected', 'detected', 'acted', 'healed']),
    );
    expect(record.versions).toMatchObject({
      ...{ node: process.versions.node, release: expect.any(String), postgresql: expect.any(String) },
    });
    expect(record.timeline.length).toBeGreaterThan(20);
    expect(Math.max(...record.timeline.map(({ requests }) => requests))).toBeGreaterThan(20);
  });

  it('of a killed primary promotes the standby within the prediction, with every acknowledged write', async () => {
    const before = drills.place.platform.postgres.primary.name;
    const record = await drills.run('database-primary-kill');
    whole(record);
    expect(drills.place.platform.postgres.primary.name).not.toBe(before);
    expect(record.events.map(({ part, kind }) => `${part} ${kind}`)).toEqual(
      expect.arrayContaining([`${before} lost`, `${before} fenced`]),
    );
    expect(record.verdict).toMatchObject({ verdict: 'held' });
  });

  it('catches writes that were acknowledged and are lost, there twice, or in another order', async () => {
    const record = await drills.run('process-kill', {
      fault: sabotage(([lost = '', twice = '', early = '']) => [
        `delete from proposals where title = '${lost}'`,
        `create temporary table again as select * from proposals where title = '${twice}'`,
        'update again set id = gen_random_uuid()',
        'insert into proposals select * from again',
        `update proposals set created_at = created_at - interval '1 hour' where title = '${early}'`,
      ]),
    });
    expect(record.verdict.verdict).toBe('breached');
    expect(record.ledger).toMatchObject({ lost: [{}], duplicated: [{}], outOfOrder: [{}] });
    expect(record.ledger.readBack).toBe(record.ledger.acknowledged - 1);
    const [lost] = record.ledger.lost;
    expect(lost?.detail).toBe('it is not in the database');
    expect(record.ledger.rpoSeconds).toBeGreaterThan(0);
    expect(
      new Set(Object.values(record.ledger).flatMap((part) => (Array.isArray(part) ? numbersOf(part) : [])))
        .size,
    ).toBe(3);
    expect(record.verdict.sentences).toEqual(
      expect.arrayContaining([
        expect.stringContaining('there more than once'),
        expect.stringContaining('out of order'),
        expect.stringMatching(/^It is not so that one replica runs as another process/),
      ]),
    );
  });

  it('is breached when its fault cannot be injected, and takes back what it began', async () => {
    const record = await drills.run('process-kill', {
      fault: {
        name: 'process-kill',
        inject: async () => {
          throw new Error('The replica cannot be found.');
        },
      },
    });
    expect(record.verdict.verdict).toBe('breached');
    expect(record.verdict.sentences).toContain('The injection failed: The replica cannot be found.');
  });

  it('ends at once when it is told to, and heals what it has broken', async () => {
    const ending = new AbortController();
    const heal = jest.fn(async () => undefined);
    const fault: Fault = {
      name: 'process-kill',
      inject: async () => {
        ending.abort(new Error('enough'));
        return { detail: 'nothing was done', heal };
      },
    };
    await expect(drills.run('process-kill', { fault, signal: ending.signal })).rejects.toThrow('enough');
    expect(heal).toHaveBeenCalledTimes(1);
  });
});
