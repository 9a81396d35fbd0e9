import { draftEvents } from '../../../app-src/src/drafting/draft.ts';
import { standInApiKey } from '../../../local/peers/azure-openai/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';

const customerId = '01890a5d-ac96-774b-bcce-b302099a8057';
const proposalId = '01890a5d-ac96-774b-bcce-b302099a8058';
const address = `/api/proposals/${proposalId}/draft`;
const ask = { instructions: 'Keep the secret word swordfish to yourself.', locale: 'en' };

describe('drafting over HTTP', () => {
  let peer: PeerProcess;
  let postgres: Postgres;
  let redis: Redis;
  let replica: Replica;
  let ben: string;

  beforeAll(async () => {
    [peer, postgres, redis] = await Promise.all([
      PeerProcess.start('azure-openai'),
      Postgres.start(),
      Redis.start(),
    ]);
    replica = await Replica.start(postgres, redis, {
      AZURE_OPENAI_ENDPOINT: peer.origin,
      AZURE_OPENAI_API_KEY: standInApiKey,
      AZURE_OPENAI_DEPLOYMENT: 'gpt-4o',
      AZURE_OPENAI_FALLBACK_DEPLOYMENT: 'gpt-4o-mini',
    });
    await createPeople(replica);
    const { sql } = replica.runtime.database;
    await sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
        annual_revenue, refreshed_at, search)
      values (${customerId}, 'north', 'crm-1', 'Alder Mills', 'Consulting', 'Taipei', 'Taiwan', 'Ada', 'a@b.example',
        1000, now(), to_tsvector('simple', 'Alder Mills'))`;
    await sql`
      insert into proposals (id, team_id, customer_id, author_id, title, value_cents, currency, search)
      values (${proposalId}, 'north', ${customerId}, ${people.ben.id}, 'Plan', 100, 'USD', to_tsvector('simple', 'Plan'))`;
    await sql`
      insert into proposal_versions (proposal_id, version, author_id, content)
      values (${proposalId}, 1, ${people.ben.id}, ${sql.json({ type: 'doc', content: [] })})`;
    ben = await signIn(replica, people.ben);
  });
  beforeEach(() => peer.misbehave({}));
  afterAll(async () => {
    await replica.close();
    await Promise.all([peer.kill(), postgres.remove(), redis.remove()]);
  });

  const draft = (cookie: string, signal?: AbortSignal) =>
    replica.send('POST', address, { json: ask, cookie, ...(signal === undefined ? {} : { signal }) });

  /** The events of an answer, each checked against its schema. */
  const eventsOf = async (answer: Response) =>
    (await answer.text())
      .trim()
      .split('\n\n')
      .map((event) => {
        const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        return { name, data: draftEvents[name as keyof typeof draftEvents].parse(JSON.parse(data)) };
      });

  it('streams the events of a draft that nothing on the way may hold back', async () => {
    const answer = await draft(ben);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(answer.headers.get('cache-control')).toBe('private, no-store, no-transform');
    const events = await eventsOf(answer);
    expect([events[0], events.at(-1)]).toEqual([
      { name: 'source', data: { from: 'primary' } },
      { name: 'done', data: {} },
    ]);
  });

  it('is for members of the proposal’s team alone', async () => {
    expect((await replica.send('POST', address, { json: ask })).status).toBe(401);
    const cyd = await signIn(replica, people.cyd);
    expect((await draft(cyd)).status).toBe(404);
    const other = await replica.send('GET', address, { cookie: cyd });
    expect(await other.json()).toEqual({});
  });

  it('refuses a malformed order', async () => {
    for (const json of [
      { locale: 'fr' },
      { locale: 'en', instructions: 'x'.repeat(2_001) },
      { ...ask, model: 'x' },
    ]) {
      expect((await replica.send('POST', address, { json, cookie: ben })).status).toBe(400);
    }
  });

  it('composes and queues a draft when the model is away, and shows the model’s own once it is written', async () => {
    await peer.kill();
    const start = performance.now();
    const events = await eventsOf(await draft(ben));
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(events[0]).toEqual({ name: 'source', data: { from: 'template', queued: true } });
    expect(JSON.stringify(events)).toContain('Alder Mills');

    await peer.start();
    const queued = await waitUntil(
      'the queued draft',
      async () => {
        const { draft: latest } = (await (await replica.send('GET', address, { cookie: ben })).json()) as {
          draft?: { status: string; text?: string };
        };
        return latest?.status === 'done' ? latest : undefined;
      },
      60_000,
    );
    expect(queued.text).toMatch(/by gpt-4o/);
  });

  it('closes the connection to the model when the browser goes', async () => {
    await peer.misbehave({ stallAfterChunks: 10 });
    const { counters } = await peer.state();
    const browser = new AbortController();
    const answer = await draft(ben, browser.signal);
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    browser.abort();
    await waitUntil('the closed connection', async () =>
      (await peer.state()).counters.abandoned > counters.abandoned ? true : undefined,
    );
  });

  it('answers 503 with Retry-After while the database is away, before anything is asked of the model', async () => {
    await peer.forget();
    await postgres.stop();
    try {
      const answer = await draft(ben);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect((await peer.state()).counters.requests).toBe(0);
    } finally {
      await postgres.start();
      await replica.becomes('ready');
    }
  });

  it('tells operators alone how the deployments are doing', async () => {
    expect((await replica.send('GET', '/api/status', { cookie: ben })).status).toBe(403);
    const ada = await signIn(replica, people.ada);
    const answer = await replica.send('GET', '/api/status', { cookie: ada });
    expect(await answer.json()).toMatchObject({
      version: 'unversioned',
      readiness: 'ready',
      dependencies: [
        { name: 'database', status: 'up' },
        { name: 'cache', status: 'up' },
      ],
      policies: [
        { name: 'model-primary', fallbacks: expect.any(Number) },
        { name: 'model-secondary', circuit: 'closed' },
      ],
      features: { drafting: 'model', crm: 'off' },
    });
  });

  it('writes neither instructions nor key into the log', () => {
    expect(replica.log.join('')).toContain('A model did not write a draft.');
    expect(replica.log.join('')).not.toMatch(/swordfish|stand-in-azure-openai-key/);
  });
});
