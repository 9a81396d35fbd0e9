import { lt, sql } from 'drizzle-orm';
import { idempotencyKeys } from '../database/schema/index.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';

/** Old keys are ignored wherever they are read; deleting them only gives space back, so once an hour is often enough. */
const purgeMilliseconds = 60 * 60 * 1_000;

const purgedAt = new WeakMap<AppRuntime, number>();

/** Deletes keys older than a day, at most once an hour, without keeping anybody waiting. */
export function purgeSometimes(runtime: AppRuntime, now = Date.now()): void {
  if (now - (purgedAt.get(runtime) ?? 0) < purgeMilliseconds) {
    return;
  }
  purgedAt.set(runtime, now);
  runtime.database.orm
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`))
    .catch((error: unknown) =>
      runtime.logger.warn(
        { err: error },
        'Old idempotency keys were not deleted; the next hour tries again.',
      ),
    );
}
