import { execFile } from 'node:child_process';
import { appendFile, chown, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseConfig } from '../../app-src/src/config/app-config.ts';
import { Database } from '../../app-src/src/database/database.ts';
import { databasePassword } from '../../app-src/src/database/database-password.ts';
import { databaseTls } from '../../app-src/src/database/database-tls.ts';
import { failureCause } from '../../app-src/src/health/failure-cause.ts';
import { Postgres } from '../services/postgres.ts';

const run = promisify(execFile);

describe('the encrypted connection to a real PostgreSQL', () => {
  let postgres: Postgres;
  let certificate: string;

  beforeAll(async () => {
    postgres = await Postgres.start();
    certificate = await enableTls(postgres);
  }, 60_000);

  afterAll(async () => {
    await postgres?.remove();
  });

  /** What a ping over TLS ends with: the cause of its failure, or `answered`. */
  async function ping(host: string, caFile: string | undefined): Promise<string> {
    const database = new Database({
      host,
      port: postgres.port,
      name: postgres.database,
      user: postgres.user,
      credentials: { kind: 'password', password: postgres.password },
      tls: { kind: 'verify', caFile },
      poolSize: 2,
    });
    try {
      await database.ping();
      const [row] = await database.sql<{ ssl: boolean }[]>`
        select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
      return row?.ssl ? 'answered' : 'answered without encryption';
    } catch (error) {
      return failureCause(error);
    } finally {
      await database.close(1);
    }
  }

  it('is made when the authority and the name in the certificate are right', async () => {
    expect(await ping('localhost', certificate)).toBe('answered');
  });

  it('is refused when the certificate is for another name', async () => {
    expect(await ping('127.0.0.1', certificate)).toBe('certificate not trusted');
  });

  it('is refused when nobody trusted vouches for the server', async () => {
    expect(await ping('localhost', undefined)).toBe('certificate not trusted');
  });
});

describe('the connection pool, when PostgreSQL stops answering', () => {
  it('fails the queries that wait as soon as it is recycled, and works again when PostgreSQL does', async () => {
    const postgres = await Postgres.start();
    const database = new Database({
      host: postgres.host,
      port: postgres.port,
      name: postgres.database,
      user: postgres.user,
      credentials: { kind: 'password', password: postgres.password },
      tls: { kind: 'off' },
      poolSize: 2,
    });
    try {
      await database.ping();
      await postgres.hang();
      const waiting = Promise.allSettled(Array.from({ length: 5 }, () => database.ping()));
      database.recycle();
      expect((await waiting).map((query) => query.status)).toEqual(Array(5).fill('rejected'));
      await postgres.continue();
      await database.ping();
    } finally {
      await database.close(0);
      await postgres.remove();
    }
  }, 30_000);
});

describe('the trust in Amazon RDS', () => {
  const tls = databaseTls({ host: 'db.internal', tls: { kind: 'verify', caFile: undefined } });

  it('names the server that it expects and turns nobody away unchecked', () => {
    expect(tls).toMatchObject({ servername: 'db.internal', rejectUnauthorized: true });
  });

  it('rests on the authorities of RDS and of RDS Proxy', () => {
    expect(tls && Array.isArray(tls.ca) && tls.ca.length).toBeGreaterThan(100);
  });

  it('says what to mend when the file with authorities cannot be read', () => {
    expect(() => databaseTls({ host: 'db', tls: { kind: 'verify', caFile: '/does/not/exist.pem' } })).toThrow(
      'DATABASE_CA_FILE cannot be read: set it to a PEM file',
    );
  });
});

describe('signing in with IAM', () => {
  const config: DatabaseConfig = {
    host: 'proxy.internal',
    port: 5432,
    name: 'holdfast',
    user: 'app',
    credentials: { kind: 'iam', region: 'eu-west-1' },
    tls: { kind: 'verify', caFile: undefined },
    poolSize: 1,
  };
  const saved = { ...process.env };

  afterEach(() => {
    process.env = saved;
  });

  it('signs a token for this server, user and region at each connection', async () => {
    process.env = { ...saved, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example-secret' };
    const password = databasePassword(config);
    const token = typeof password === 'function' ? await password() : password;
    expect(token).toMatch(/^proxy\.internal:5432\/\?Action=connect&DBUser=app&/);
    expect(token).toContain('eu-west-1%2Frds-db%2Faws4_request');
    expect(token).toContain('X-Amz-Expires=900');
    expect(token).not.toContain('example-secret');
  });
});

/** Gives the server a certificate for `localhost` and restarts it with TLS. Returns the certificate's path. */
async function enableTls(postgres: Postgres): Promise<string> {
  const certificate = path.join(postgres.dataFolder, 'server.crt');
  const key = path.join(postgres.dataFolder, 'server.key');
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...[
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ]);
  const { uid, gid } = await stat(postgres.dataFolder);
  await Promise.all([chown(key, uid, gid), chown(certificate, uid, gid)]);
  await appendFile(path.join(postgres.dataFolder, 'postgresql.conf'), 'ssl = on\n');
  await postgres.stop();
  await postgres.start();
  expect(await readFile(certificate, 'utf8')).toContain('BEGIN CERTIFICATE');
  return certificate;
}
