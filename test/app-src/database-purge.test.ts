import { deleteExpiredSessions } from '../../app-src/src/accounts/session-rows.ts';
import { Purge } from '../../app-src/src/database/purge.ts';
import { TestDatabase, twoTeams } from './queries/test-database.ts';

const logger = { info: jest.fn(), error: jest.fn() };

beforeEach(() => jest.clearAllMocks());

describe('the purge of what is over', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await TestDatabase.start();
  }, 60_000);
  afterAll(() => db?.remove());

  const makeSessions = (from: number, to: number, expires: string) => db.database.sql`
    insert into sessions (id, token, user_id, expires_at)
    select n::text, 'token ' || n, 'nora', now() + ${expires}::interval from generate_series(${from}::int, ${to}::int) n`;

  const purge = () => new Purge({ orm: () => db.orm, logger, kinds: { sessions: deleteExpiredSessions } });

  it('deletes all sessions whose time is over, however many, in small statements, and no other', async () => {
    await twoTeams(db);
    await makeSessions(1, 2_500, '-1 second');
    await makeSessions(2_501, 2_503, '1 hour');
    const statements = await db.statementsOf(() => purge().run());
    expect(statements).toHaveLength(3);
    expect(await db.database.sql`select id from sessions order by id`).toEqual(
      ['2501', '2502', '2503'].map((id) => ({ id })),
    );
    expect(logger.info).toHaveBeenCalledWith({ kind: 'sessions', deleted: 2_500 }, expect.any(String));
  });

  it('leaves rows to the replica that is at them', async () => {
    await twoTeams(db);
    await makeSessions(1, 10, '-1 second');
    await db.database.sql.begin(async (other) => {
      await other`select id from sessions where id in ('1', '2') for update`;
      await purge().run();
    });
    expect(await db.database.sql`select id from sessions order by id`).toEqual([{ id: '1' }, { id: '2' }]);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('goes on with the next kind when one is refused, and says so', async () => {
    const second = jest.fn().mockResolvedValue(0);
    const kinds = { first: () => Promise.reject(new Error('refused')), second };
    await new Purge({ orm: () => db.orm, logger, kinds }).run();
    expect(second).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
