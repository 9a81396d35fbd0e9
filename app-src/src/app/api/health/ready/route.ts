import { readinessResponse } from '../../../../health/readiness.ts';
import { currentRuntime } from '../../../../runtime/current-runtime.ts';

export const dynamic = 'force-dynamic';

/** Readiness: whether this replica can serve requests now, and what its dependencies said. */
export async function GET(): Promise<Response> {
  return readinessResponse(await currentRuntime().readiness());
}
