import { Database } from '../../../app-src/src/database/database.ts';
import { migrate } from '../../../app-src/src/database/migration.ts';
import { migrations } from '../../../app-src/src/database/migrations/index.ts';
import { Postgres, type PostgresOptions } from '../../services/postgres.ts';

/** A real PostgreSQL with the app's tables, and the app's pool on it, which counts its statements. */
export class TestDatabase {
  readonly server: Postgres;
  readonly database: Database;
  readonly #statements: string[];

  private constructor(server: Postgres, database: Database, statements: string[]) {
    this.server = server;
    this.database = database;
    this.#statements = statements;
  }

  static async start(options: PostgresOptions = {}): Promise<TestDatabase> {
    const server = await Postgres.start(options);
    const statements: string[] = [];
    const database = new Database(configFor(server), { onStatement: (sql) => statements.push(sql) });
    await migrate(database.sql, migrations);
    return new TestDatabase(server, database, statements);
  }

  get orm() {
    return this.database.orm;
  }

  /** What `work` sends to the server, without postgres.js's question for array types at each new connection. */
  async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    this.#statements.length = 0;
    await work();
    return this.#statements.filter((sql) => !sql.includes('pg_catalog.pg_type'));
  }

  async remove(): Promise<void> {
    await this.database.close(0);
    await this.server.remove();
  }
}

export function configFor(server: Postgres) {
  return {
    host: server.host,
    port: server.port,
    name: server.database,
    user: server.user,
    credentials: { kind: 'password' as const, password: server.password },
    tls: { kind: 'off' as const },
    poolSize: 5,
  };
}

/** Deletes all rows and makes two teams, `north` and `south`, with a user each: `nora` and `sol`. */
export async function twoTeams({ database }: TestDatabase): Promise<void> {
  await database.sql`truncate teams cascade`;
  await database.sql`truncate articles, templates`;
  await database.sql`insert into teams (id, name) values ('north', 'North'), ('south', 'South')`;
  await database.sql`
    insert into users (id, name, email, team_id, role) values
      ('nora', 'Nora', 'nora@north.example', 'north', 'member'),
      ('sol', 'Sol', 'sol@south.example', 'south', 'operator')`;
}
