import type { Server } from '../../postgres/server.ts';
import type { Stage } from '../stage.ts';
import { seconds } from './seconds.ts';

/**
 * The runbook of a point-in-time recovery: nobody writes any more, what was written reaches the archive, both servers get what there was
 * just before a location of the log, and the cache forgets what it was told since.
 * @param find finds the location, while nobody writes
 * @param mend what is done before users are let in
 * @returns what was done, for the record
 */
export async function recoverBefore(
  { platform, progress }: Pick<Stage, 'platform' | 'progress'>,
  find: () => Promise<string>,
  mend: (restored: Server) => Promise<void> = async () => undefined,
): Promise<string> {
  const begun = performance.now();
  const { balancer, postgres } = platform;
  await balancer.postgres.cut();
  const before = await postgres
    .archiveNow()
    .then(find)
    .catch(async (error: unknown) => {
      await balancer.postgres.point(postgres.primary.port);
      throw error;
    });
  progress(`nobody writes; the log up to now is archived, and the recovery goes to just before ${before}`);
  const recovered = await postgres.replaceWith({ kind: 'lsn', before }, mend);
  const cache = platform.redis.primary.connect();
  await cache.flushall().finally(() => cache.disconnect());
  const last = recovered.lastCommitAt?.toISOString() ?? 'that of the backup';
  return `both servers have what there was just before ${before} (last commit: ${last}), and the cache is empty; ${seconds(begun)}`;
}
