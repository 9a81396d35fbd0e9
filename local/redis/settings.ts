/** What distinguishes one server of the pair. */
export interface RedisSettings {
  readonly port: number;
  readonly folder: string;
  readonly token: string;
  /** The server that it follows. `undefined`: it is the primary. */
  readonly primaryPort: number | undefined;
}

/**
 * The configuration of a server: memory alone, as in the replication group of the platform, and the same answer to a full memory. A server
 * that follows takes no writes, whoever starts it.
 */
export function redisSettings({ port, folder, token, primaryPort }: RedisSettings): string {
  return `bind 127.0.0.1
port ${port}
dir ${JSON.stringify(folder)}
requirepass ${token}
masterauth ${token}
save ""
appendonly no
maxmemory 256mb
maxmemory-policy allkeys-lru
repl-diskless-sync yes
repl-diskless-load on-empty-db
rdb-del-sync-files yes
repl-diskless-sync-delay 0
repl-timeout 10
replica-read-only yes
replica-serve-stale-data yes
${primaryPort === undefined ? '' : `replicaof 127.0.0.1 ${primaryPort}\n`}`;
}
