import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { admin, app, type Credentials } from './credentials.ts';
import { runProgram } from './run-program.ts';
import type { Server } from './server.ts';
import { own, type ServiceUser } from './service-user.ts';
import { includes } from './settings.ts';

export interface NewCluster {
  readonly server: Server;
  /** Path of `initdb`. */
  readonly initdb: string;
  readonly user: ServiceUser | undefined;
  readonly credentials: Credentials;
  /** Whether the library that collects statistics of statements is installed. */
  readonly statements: boolean;
}

/**
 * Makes a cluster with the app's role and database, and leaves its server running. The data folder counts as complete only when all of
 * it is there; what an earlier attempt left is thrown away.
 */
export async function createCluster({
  server,
  initdb,
  user,
  credentials,
  statements,
}: NewCluster): Promise<void> {
  const { folder } = server;
  await folder.discardData();
  const passwordFile = path.join(folder.root, 'initial-password');
  await writeFile(passwordFile, credentials.adminPassword, { mode: 0o600 });
  await own(passwordFile, user);
  const place = ['-D', folder.data, '-U', admin, '--pwfile', passwordFile, '-A', 'scram-sha-256'];
  const kind = ['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--data-checksums', '--no-instructions'];
  await runProgram(initdb, [...place, ...kind], {
    user,
    workingFolder: folder.root,
    limitMilliseconds: 120_000,
  });
  await writeFile(passwordFile, '');
  await appendFile(path.join(folder.data, 'postgresql.conf'), includes);
  await server.start();
  await server.use(async (sql) => {
    await sql.unsafe(`create schema holdfast`);
    await sql.unsafe(
      `create table holdfast.heartbeat (singleton boolean primary key default true check (singleton), at timestamptz not null)`,
    );
    await sql.unsafe(`insert into holdfast.heartbeat (at) values (now())`);
    await sql.unsafe(`create role ${app.user} login password '${credentials.appPassword}'`);
    await sql.unsafe(`create database ${app.database} owner ${app.user}`);
    await sql.unsafe(`checkpoint`);
  });
  if (statements) {
    await server.use(async (sql) => sql.unsafe(`create extension pg_stat_statements`), app.database);
  }
  await folder.markComplete();
}
