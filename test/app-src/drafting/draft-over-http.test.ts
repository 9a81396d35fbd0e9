import { standInApiKey } from '../../../local/peers/azure-openai/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { createSales, proposalId } from '../api/sales-data.ts';
import { AppServer, environmentFor } from '../app-server.ts';
import { cookiesOf, createPeople, password, people } from '../http/people.ts';
import { Replica } from '../http/replica.ts';

describe('a draft through the whole server', () => {
  let peer: PeerProcess;
  let postgres: Postgres;
  let redis: Redis;
  let app: AppServer;
  let cookie: string;

  beforeAll(async () => {
    [peer, postgres, redis] = await Promise.all([
      PeerProcess.start('azure-openai'),
      Postgres.start(),
      Redis.start(),
    ]);
    const replica = await Replica.start(postgres, redis);
    await createPeople(replica);
    await createSales(replica, 1);
    await replica.close();
    app = await AppServer.start({
      ...environmentFor(postgres, redis),
      AZURE_OPENAI_ENDPOINT: peer.origin,
      AZURE_OPENAI_API_KEY: standInApiKey,
      AZURE_OPENAI_DEPLOYMENT: 'gpt-4o',
    });
    const answer = await send('/api/auth/sign-in/email', { email: people.ben.email, password });
    cookie = cookiesOf(answer);
  }, 300_000);
  beforeEach(() => peer.misbehave({}));
  afterAll(async () => {
    await app?.stop();
    await Promise.all([peer?.kill(), postgres?.remove(), redis?.remove()]);
  });

  const send = (address: string, json: object, signal?: AbortSignal) =>
    fetch(app.origin + address, {
      method: 'POST',
      headers: {
        origin: app.origin,
        'content-type': 'application/json',
        'accept-encoding': 'gzip, br',
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify(json),
      ...(signal === undefined ? {} : { signal }),
    });
  const draft = (signal?: AbortSignal) =>
    send(`/api/proposals/${proposalId('north', 1)}/draft`, { instructions: '', locale: 'en' }, signal);

  it('arrives word by word, while the model still writes', async () => {
    const answer = await draft();
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
    const arrivals: number[] = [];
    for await (const _ of answer.body ?? []) {
      arrivals.push(performance.now());
    }
    expect(arrivals.length).toBeGreaterThan(10);
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(200);
  });

  it('is composed within 3 s while the model hangs', async () => {
    await peer.misbehave({ hang: true });
    const start = performance.now();
    const events = await (await draft()).text();
    expect(events).toMatch(/^event: source\ndata: {"from":"template","queued":true}\n/);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('ends at the model as soon as the browser closes its connection', async () => {
    await peer.misbehave({ stallAfterChunks: 20 });
    const { counters } = await peer.state();
    const browser = new AbortController();
    const answer = await draft(browser.signal);
    await answer.body?.getReader().read();
    browser.abort();
    // Well before the silence of the model itself would end it.
    await waitUntil(
      'the closed connection',
      async () => ((await peer.state()).counters.abandoned > counters.abandoned ? true : undefined),
      1_500,
    );
  });

  it('is finished, and the app exits cleanly, when the app is told to stop meanwhile', async () => {
    await peer.misbehave({ stallAfterChunks: 20 });
    const answer = await draft();
    app.process.signal('SIGTERM');
    const events = await answer.text();
    expect(events).toContain('"from":"template"');
    expect(events).toMatch(/event: done\ndata: {}\n\n$/);
    expect((await app.process.exited).code).toBe(0);
  });
});
