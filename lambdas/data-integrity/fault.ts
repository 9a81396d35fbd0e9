import postgres from 'postgres';

/**
 * What PostgreSQL said about a statement that it could not carry out.
 *
 * @throws whatever does not come from the server, such as a connection that is lost: it says nothing about the data
 */
export function serverFault(error: unknown): string {
  if (error instanceof postgres.PostgresError) return `${error.code} ${error.message}`;
  throw error;
}
