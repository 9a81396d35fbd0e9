import { randomUUID } from 'node:crypto';
import {
  type DraftOrder,
  enqueueDraft,
  latestDraft,
} from '../../../app-src/src/drafting/draft-request-queries.ts';
import { DraftWorker } from '../../../app-src/src/drafting/draft-worker.ts';
import type { Policy, PolicyOptions } from '../../../app-src/src/resilience/policy.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { silentLogger } from '../cache/replica.ts';
import { TestDatabase, twoTeams } from '../queries/test-database.ts';
import { deploymentsOn } from './draft-fixture.ts';

const customerId = '01890a5d-ac96-774b-bcce-b302099a8057';
const proposalId = '01890a5d-ac96-774b-bcce-b302099a8058';
const order: DraftOrder = {
  teamId: 'north',
  proposalId,
  userId: 'nora',
  instructions: 'Be brief.',
  locale: 'en',
};

describe('the queue of drafts', () => {
  let peer: PeerProcess;
  let tests: TestDatabase;
  const workers: DraftWorker[] = [];
  const policies: Policy[] = [];

  beforeAll(async () => {
    [peer, tests] = await Promise.all([PeerProcess.start('azure-openai'), TestDatabase.start()]);
  });
  beforeEach(async () => {
    await peer.misbehave({});
    await peer.forget();
    await twoTeams(tests);
    await tests.database.sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
        annual_revenue, refreshed_at, search)
      values (${customerId}, 'north', 'crm-1', 'Alder Mills', 'Consulting', 'Taipei', 'Taiwan', 'Ada', 'a@b.example',
        1000, now(), to_tsvector('simple', 'Alder Mills'))`;
    await tests.database.sql`
      insert into proposals (id, team_id, customer_id, author_id, title, value_cents, currency, search)
      values (${proposalId}, 'north', ${customerId}, 'nora', 'Plan', 100, 'USD', to_tsvector('simple', 'Plan'))`;
    await tests.database.sql`
      insert into proposal_versions (proposal_id, version, author_id, content)
      values (${proposalId}, 1, 'nora', ${tests.database.sql.json({ type: 'doc', content: [] })})`;
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    for (const policy of policies.splice(0)) {
      policy.close();
    }
  });
  afterAll(() => Promise.all([peer.kill(), tests.remove()]));

  const work = (options: Partial<PolicyOptions> = {}) => {
    const made = deploymentsOn(peer.origin, options);
    policies.push(...made.policies);
    const worker = new DraftWorker({
      orm: () => tests.orm,
      deployments: made.deployments,
      logger: silentLogger,
      pauseMilliseconds: 40,
    });
    workers.push(worker);
    worker.start();
    return { worker, policies: made.policies };
  };
  const latest = () => latestDraft(tests.orm, { teamId: 'north', proposalId });
  const becomes = (status: string) =>
    waitUntil(`a draft that is ${status}`, async () => {
      const draft = await latest();
      return draft?.status === status ? draft : undefined;
    });

  it('is worked off, and the finished text is there for the page', async () => {
    await enqueueDraft(tests.orm, order);
    work();
    const draft = await becomes('done');
    expect(draft.result).toMatch(/^Draft \w+ by gpt-4o\.\n\n/);
    expect(draft.finishedAt).not.toBeNull();
  });

  it('is worked off by the second deployment while the first fails', async () => {
    await peer.misbehave({ status: 500, only: 'gpt-4o/' });
    await enqueueDraft(tests.orm, order);
    work();
    expect((await becomes('done')).result).toContain('by gpt-4o-mini.');
  });

  it('gives each draft to one of several replicas', async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID());
    for (const id of ids) {
      await tests.database.sql`
        insert into proposals (id, team_id, customer_id, author_id, title, value_cents, currency, search)
        values (${id}, 'north', ${customerId}, 'nora', 'Plan', 100, 'USD', to_tsvector('simple', 'Plan'))`;
      await tests.database.sql`
        insert into proposal_versions (proposal_id, version, author_id, content)
        values (${id}, 1, 'nora', ${tests.database.sql.json({ type: 'doc', content: [] })})`;
      await enqueueDraft(tests.orm, { ...order, proposalId: id });
    }
    work();
    work();
    work();
    await waitUntil('all drafts', async () => {
      const [row] = await tests.database
        .sql`select count(*)::int as done from draft_requests where status = 'done'`;
      return row?.done === 6 ? true : undefined;
    });
    expect((await peer.state()).counters.requests).toBe(6);
  });

  it('waits for its next attempt when no model answers', async () => {
    await peer.misbehave({ status: 503 });
    await enqueueDraft(tests.orm, order);
    work();
    await waitUntil('the first attempt', async () =>
      (await peer.state()).counters.requests === 2 ? true : undefined,
    );
    await becomes('waiting');
    const [row] = await tests.database.sql`
      select attempts, extract(epoch from due_at - now())::float as seconds from draft_requests`;
    expect(row?.attempts).toBe(1);
    expect(row?.seconds).toBeGreaterThan(10);
    expect(row?.seconds).toBeLessThanOrEqual(30);
  });

  it('is given up when every model refuses it', async () => {
    await peer.misbehave({ status: 400 });
    await enqueueDraft(tests.orm, order);
    work();
    expect((await becomes('failed')).result).toBeNull();
  });

  it('is given up without another question when no replica survived its attempts', async () => {
    await enqueueDraft(tests.orm, order);
    await tests.database.sql`update draft_requests set status = 'running', attempts = 12`;
    work();
    await becomes('failed');
    expect((await peer.state()).counters.requests).toBe(0);
  });

  it('rests while every circuit is open, and goes on when one closes', async () => {
    const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 800, volumeThreshold: 1 };
    await peer.misbehave({ status: 500 });
    await enqueueDraft(tests.orm, order);
    const { policies: circuits } = work({ breaker });
    await becomes('waiting');
    await waitUntil('open circuits', async () =>
      circuits.every((circuit) => circuit.state().circuit === 'open') ? true : undefined,
    );
    await peer.misbehave({});
    await enqueueDraft(tests.orm, order);
    const { counters } = await peer.state();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await peer.state()).counters.requests).toBe(counters.requests);
    await becomes('done');
    expect(circuits[0]?.state().circuit).toBe('closed');
  });

  it('gives a draft back at once when its replica stops', async () => {
    await peer.misbehave({ hang: true });
    await enqueueDraft(tests.orm, order);
    const { worker } = work();
    await becomes('running');
    await waitUntil('the question', async () =>
      (await peer.state()).counters.requests > 0 ? true : undefined,
    );
    const start = performance.now();
    await worker.stop();
    expect(performance.now() - start).toBeLessThan(1_000);
    expect((await latest())?.status).toBe('waiting');
    await peer.misbehave({});
    work();
    await becomes('done');
  });

  it('survives a database that is away for a while', async () => {
    work();
    await tests.server.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tests.server.start();
    await waitUntil('the database', async () => (await enqueueDraft(tests.orm, order)) && true);
    await becomes('done');
  });
});
