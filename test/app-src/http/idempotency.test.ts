import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { idempotencyKeys, teams } from '../../../app-src/src/database/schema/index.ts';
import { deleteOldKeys } from '../../../app-src/src/http/idempotency-purge.ts';
import { route } from '../../../app-src/src/http/route.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from './people.ts';
import { Replica } from './replica.ts';

let postgres: Postgres;
let redis: Redis;
let first: Replica;
let second: Replica;
let ada: string;
let ben: string;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  first = await Replica.start(postgres, redis);
  second = await Replica.start(postgres, redis);
  await createPeople(first);
  [ada, ben] = [await signIn(first, people.ada), await signIn(first, people.ben)];
});

beforeEach(async () => {
  afterWrite = () => Promise.resolve();
  committed = [];
  await first.runtime.database.orm.delete(idempotencyKeys);
  await first.runtime.database.orm.delete(teams).where(eq(teams.name, 'written'));
});

afterAll(async () => {
  await Promise.all([first?.close(), second?.close()]);
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

/** What happens between the write and the end of the handler. */
let afterWrite: (backend: number) => Promise<void>;
let committed: string[];

/** A write that makes a new row each time it runs. */
const write = route({
  access: 'member',
  operation: { id: 'writeForTest', summary: 'Writes a row', tags: ['test'] },
  body: z.object({ id: z.string() }),
  responses: { 201: { description: 'Written.', schema: z.object({ id: z.string() }) } },
  idempotent: true,
  async handle({ orm, body, afterCommit }) {
    const id = `${body.id}-${Math.random()}`;
    await orm.insert(teams).values({ id, name: 'written' });
    const [backend] = await orm.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await afterWrite(backend?.pid ?? 0);
    afterCommit(async () => {
      committed.push(...(await rows()));
    });
    return { status: 201, body: { id }, headers: { Location: `/${id}` } };
  },
});

interface Sent {
  readonly key?: string;
  readonly id?: string;
  readonly cookie?: string;
  readonly replica?: Replica;
}

const send = ({ key = 'key-00000001', id = 'a', cookie = ben, replica = first }: Sent = {}) =>
  replica.send('POST', '/api/test', {
    handler: write,
    cookie,
    json: { id },
    headers: { 'Idempotency-Key': key },
  });

async function rows(): Promise<string[]> {
  const found = await first.runtime.database.orm.select().from(teams).where(eq(teams.name, 'written'));
  return found.map(({ id }) => id);
}

describe('a write with an idempotency key', () => {
  it('is carried out once and answered the same again, by any replica', async () => {
    const answers = [await send(), await send(), await send({ replica: second })];
    expect(answers.map((answer) => [answer.status, answer.headers.get('idempotency-replayed')])).toEqual([
      [201, null],
      [201, 'true'],
      [201, 'true'],
    ]);
    const [id] = await rows();
    for (const answer of answers) {
      expect(await answer.json()).toEqual({ id });
      expect(answer.headers.get('location')).toBe(`/${id}`);
    }
    expect(await rows()).toHaveLength(1);
  });

  it('runs what follows a write after it is committed, and not for a repeated answer', async () => {
    await send();
    await send();
    expect(committed).toEqual(await rows());
    expect(committed).toHaveLength(1);
  });

  it('is refused when the key belongs to another request', async () => {
    await send();
    const answer = await send({ id: 'b' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'idempotency-key-reused' }]);
    expect(await rows()).toHaveLength(1);
  });

  it("does not meet another user's key of the same text", async () => {
    const [mine, other] = [await send({ cookie: ben }), await send({ cookie: ada })];
    expect([mine.status, other.status, other.headers.get('idempotency-replayed')]).toEqual([201, 201, null]);
    expect(await mine.json()).not.toEqual(await other.json());
  });

  it('is told to come back while the first is under way, on any replica', async () => {
    const written = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    afterWrite = () => {
      written.resolve();
      return gate.promise;
    };
    const running = send();
    await written.promise;
    const early = await send({ replica: second });
    expect([early.status, early.headers.get('retry-after')]).toEqual([409, '1']);
    expect(await early.json()).toMatchObject({ code: 'in-flight' });
    gate.resolve();
    expect((await running).status).toBe(201);
    expect((await send({ replica: second })).headers.get('idempotency-replayed')).toBe('true');
    expect(await rows()).toHaveLength(1);
  });

  it('of which many arrive at the same moment is carried out once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => send({ replica: index % 2 ? first : second })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    expect(await rows()).toHaveLength(1);
  });

  it('leaves nothing behind when it fails after writing, and may be tried again with its key', async () => {
    afterWrite = () => Promise.reject(new Error('the handler failed'));
    expect((await send()).status).toBe(500);
    expect(await rows()).toEqual([]);
    afterWrite = () => Promise.resolve();
    expect((await send()).headers.get('idempotency-replayed')).toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  it.each([
    ['while the next statement is sent', 0],
    ['long before the next statement', 100],
  ])('leaves nothing behind when its connection dies after writing, %s', async (_when, pauseMilliseconds) => {
    afterWrite = async (backend) => {
      await second.runtime.database.orm.execute(sql`select pg_terminate_backend(${backend}::int)`);
      await sleep(pauseMilliseconds);
    };
    const lost = await send();
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await rows()).toEqual([]);
    afterWrite = () => Promise.resolve();
    expect((await send()).status).toBe(201);
    expect(await rows()).toHaveLength(1);
  });

  it('is forgotten after a day, and deleted', async () => {
    await send();
    const { orm } = first.runtime.database;
    await orm.update(idempotencyKeys).set({ createdAt: sql`now() - interval '25 hours'` });
    expect((await send()).headers.get('idempotency-replayed')).toBeNull();
    expect(await rows()).toHaveLength(2);
    await orm.update(idempotencyKeys).set({ createdAt: sql`now() - interval '25 hours'` });
    await send({ key: 'of-today' });
    expect(await deleteOldKeys(orm, 1_000)).toBe(1);
    expect((await orm.select().from(idempotencyKeys)).map(({ key }) => key)).toEqual(['of-today']);
  });

  it.each(['short', 'with space', 'k'.repeat(129), 'ключ-ключ'.replace(/./g, 'é')])(
    'is refused with the malformed key %j',
    async (key) => {
      expect((await send({ key })).status).toBe(400);
      expect(await rows()).toEqual([]);
    },
  );
});
