import { Signer } from '@aws-sdk/rds-signer';
import postgres from 'postgres';

export interface DatabasePlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly region: string;
}

/**
 * One connection, signed in to by IAM: there is no password to know or to leak. The caller ends it.
 *
 * @param statementSeconds longest that one statement may take; the application's own limit is for requests that somebody waits for
 */
export async function connectByIam(place: DatabasePlace, statementSeconds: number): Promise<postgres.Sql> {
  const { host, port, user, region } = place;
  const signer = new Signer({ hostname: host, port, username: user, region });
  const sql = postgres({
    host,
    port,
    user,
    database: place.database,
    password: () => signer.getAuthToken(),
    ssl: 'verify-full',
    max: 1,
    connect_timeout: 20,
    prepare: false,
    onnotice: () => undefined,
  });
  try {
    await sql.unsafe(`set statement_timeout = '${statementSeconds}s'`);
    return sql;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}
