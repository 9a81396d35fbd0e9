/** What the statements are made of. */
export interface ApplicationRole {
  readonly databaseName: string;
  readonly userName: string;
}

/**
 * SQL that creates the application's role and brings an existing one to the same state, however often it runs.
 *
 * The role may sign in by IAM alone, may create its tables in `public` (it runs its own migrations) and trusted
 * extensions in its database, and may do nothing else.
 *
 * @throws Error when a name is not a plain lower-case identifier
 */
export function applicationRoleStatements(role: ApplicationRole): string[] {
  const user = identifier(role.userName);
  const database = identifier(role.databaseName);
  return [
    `do $$ begin
       if not exists (select from pg_roles where rolname = '${user}') then create role ${user}; end if;
     end $$`,
    `alter role ${user} with login nosuperuser nocreatedb nocreaterole noreplication password null`,
    `grant rds_iam to ${user}`,
    `revoke connect on database ${database} from public`,
    `grant connect, create on database ${database} to ${user}`,
    `grant usage, create on schema public to ${user}`,
    ...Object.entries(sessionSettings).map(
      ([name, value]) => `alter role ${user} in database ${database} set ${name} = ${value}`,
    ),
    // Not a trusted extension: only the owner can create it.
    'create extension if not exists pg_stat_statements',
    `grant pg_read_all_stats to ${user}`,
  ];
}

/**
 * How the application's sessions start. It reaches the database through RDS Proxy, where a session that sets something itself keeps a
 * connection for itself alone. The same as the application sets where there is no proxy; a test compares them.
 */
export const sessionSettings = {
  /** Milliseconds. A statement of a request that takes longer is of no use to anyone any more. */
  statement_timeout: 2_000,
  /** For solid-state storage; the default of 4 is for discs that turn. */
  random_page_cost: 1.1,
} as const;

/** Statements cannot take identifiers as parameters, so a name is only let through when it needs no quoting. */
function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) {
    throw new Error(
      `"${name}" cannot name a role or database here; use lower-case letters, digits and underscores.`,
    );
  }
  return name;
}
