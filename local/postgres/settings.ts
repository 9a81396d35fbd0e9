/** What distinguishes one server of the pair. */
export interface MemberSettings {
  readonly name: string;
  readonly port: number;
  /** The other server, which it follows while it is the standby. `undefined`: it follows nobody. */
  readonly follows:
    | { readonly port: number; readonly user: string; readonly passwordFile: string }
    | undefined;
  /** The command that archives a segment of the log, with `%p` for its path. `undefined`: nothing is archived. */
  readonly archiveCommand: string | undefined;
  /** Seconds after which a begun segment is archived. */
  readonly archiveTimeoutSeconds: number;
  /** Whether the library that collects statistics of statements is installed. */
  readonly statements: boolean;
  /** Further settings, which win. */
  readonly more: Readonly<Record<string, string>>;
}

/** The lines that the data folder's postgresql.conf ends with: the same in both servers, so that it may be copied from one to the other. */
export const includes = `
include '../member.conf'
include_if_exists '../synchronous.conf'
include_if_exists '../fenced.conf'
`;

/** The content of a server's `member.conf`. */
export function memberSettings(member: MemberSettings): string {
  const { follows, archiveCommand } = member;
  const all: Record<string, string> = {
    cluster_name: member.name,
    port: String(member.port),
    listen_addresses: '127.0.0.1',
    // Everybody connects by TCP; the path of the project may be too long for a socket.
    unix_socket_directories: '',
    max_connections: '200',
    wal_level: 'replica',
    wal_log_hints: 'on',
    max_wal_senders: '10',
    // What a standby may miss without being copied anew.
    wal_keep_size: '256MB',
    min_wal_size: '64MB',
    max_wal_size: '512MB',
    wal_sender_timeout: '10s',
    wal_receiver_timeout: '10s',
    wal_retrieve_retry_interval: '500ms',
    primary_conninfo: follows === undefined ? '' : connectionText(member.name, follows),
    archive_mode: archiveCommand === undefined ? 'off' : 'on',
    archive_command: archiveCommand ?? '',
    archive_timeout: `${member.archiveTimeoutSeconds}s`,
    log_line_prefix: '%m [%p] %q%a ',
    ...(member.statements ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
    ...member.more,
  };
  return lines(all);
}

/** The content of `synchronous.conf`: a commit is acknowledged when this standby has it on disk, too. */
export function synchronousSettings(standby: string | undefined): string {
  return lines({ synchronous_standby_names: standby === undefined ? '' : `"${standby}"` });
}

/** Settings for the recovery that pg_rewind does in a server that was killed: nothing that it may need is thrown away. */
export const rewindSettings = lines({ wal_keep_size: '2GB', max_wal_size: '2GB', archive_mode: 'off' });

function connectionText(
  name: string,
  { port, user, passwordFile }: NonNullable<MemberSettings['follows']>,
): string {
  return [
    ...['host=127.0.0.1', `port=${port}`, `user=${user}`, 'dbname=replication'],
    ...[
      `passfile='${passwordFile.replaceAll(/['\\]/g, '\\$&')}'`,
      `application_name=${name}`,
      'connect_timeout=3',
    ],
  ].join(' ');
}

function lines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'\n`)
    .join('');
}
