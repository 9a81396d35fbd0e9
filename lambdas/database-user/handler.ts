import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import postgres from 'postgres';
import { type Owner, readOwner } from './owner.ts';
import { applicationRoleStatements } from './statements.ts';

/** Runs once for each deployment that changes it; a thrown error fails the deployment. */
export async function handler(): Promise<void> {
  const role = { databaseName: variable('DATABASE_NAME'), userName: variable('DATABASE_USER') };
  const owner = await fetchOwner(variable('OWNER_SECRET_NAME'));
  const sql = postgres({
    host: variable('DATABASE_HOST'),
    port: Number(variable('DATABASE_PORT')),
    database: role.databaseName,
    ...owner,
    ssl: 'verify-full',
    max: 1,
    connect_timeout: 20,
  });
  try {
    for (const statement of applicationRoleStatements(role)) await sql.unsafe(statement);
    console.info({ message: 'The application role is in place.', role: role.userName });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function fetchOwner(secretName: string): Promise<Owner> {
  const answer = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretName }));
  return readOwner(answer.SecretString);
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(
      `The environment variable ${name} is not set; the stack that deploys this function sets it.`,
    );
  return value;
}
