import type { AppRuntime } from '../runtime/app-runtime.ts';
import type { Status } from './status.ts';

/** When this process started. */
const startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString();

/** The state of this replica. */
export async function readStatus(runtime: AppRuntime): Promise<Status> {
  const readiness = await runtime.readiness();
  const { database, cache } = 'checks' in readiness ? readiness.checks : {};
  const dependencies = [
    ...(database ? [{ name: 'database' as const, ...database }] : []),
    ...(cache ? [{ name: 'cache' as const, ...cache }] : []),
  ];
  return {
    version: runtime.version,
    startedAt,
    readiness: readiness.status,
    dependencies,
    policies: Object.entries(runtime.policies.states()).map(([name, state]) => ({ name, ...state })),
    cache: { ...runtime.readThrough.counters.counts },
    features: {
      drafting: runtime.drafting.on ? 'model' : 'template',
      crm: runtime.crm.on ? 'on' : 'off',
    },
  };
}
