import type postgres from 'postgres';
import { formatDuration } from '../../lib/duration.ts';
import type { Observation } from '../data-integrity/observation.ts';
import type { Finding } from '../verification/finding.ts';
import { ACHIEVED_RPO, MEASURED_RTO, RESTORE_TEST } from '../verification/metric-names.ts';
import type { Measurement } from '../verification/metrics.ts';
import { compareRestored } from './compare.ts';
import { RESTORE_AGAIN } from './expected.ts';
import type { RestoreJob } from './restore-job.ts';
import type { RestoreSettings } from './settings.ts';

export interface Examined {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
}

/** Opens the restored database, looks through it, and measures what recovering by it would have cost. */
export async function examine(
  job: RestoreJob,
  settings: RestoreSettings,
  known: Observation | undefined,
  open: (instance: string) => Promise<postgres.Sql>,
): Promise<Examined> {
  if (job.status !== 'COMPLETED' || job.instance === undefined) {
    const why = job.message ? ` (${job.message})` : '';
    return onlyBad('restore', `The restore is ${job.status}${why}. See its job`);
  }
  const asked = Date.now();
  let sql: postgres.Sql;
  try {
    sql = await open(job.instance);
  } catch (error) {
    return onlyBad('answers', `${job.instance} was restored and gives no answer: ${String(error)}`);
  }
  try {
    await sql`select 1`;
    const opening = Date.now() - asked;
    const { findings, newestChange } = await compareRestored(sql, {
      known,
      takenAt: job.takenAt,
      quietSeconds: settings.quietSeconds,
      transient: settings.transientTables,
    });
    const restoring = (job.completedAt ?? new Date(asked)).getTime() - job.startedAt.getTime();
    const took = (restoring + opening) / 1000;
    const dimensions = { Source: RESTORE_TEST, Region: settings.region };
    return {
      findings: [...findings, inTime(took, settings.objectiveSeconds)],
      measurements: [
        { name: MEASURED_RTO, dimensions, seconds: took },
        ...(newestChange
          ? [
              {
                name: ACHIEVED_RPO,
                dimensions,
                seconds: Math.max((job.startedAt.getTime() - newestChange.getTime()) / 1000, 0),
              },
            ]
          : []),
      ],
    };
  } catch (error) {
    return onlyBad(
      'answers',
      `${job.instance} was restored and went away while it was read: ${String(error)}`,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function inTime(took: number, objective: number): Finding {
  const sentence = `From the beginning of the restore to the first answer it took ${formatDuration(took)}; the objective is ${formatDuration(objective)}.`;
  return took < objective
    ? { check: 'time', verdict: 'good', sentence }
    : {
        check: 'time',
        verdict: 'bad',
        sentence: `${sentence} Restore into a larger class, or keep a replica.`,
      };
}

function onlyBad(check: string, what: string): Examined {
  return {
    findings: [{ check, verdict: 'bad', sentence: `${what}. ${RESTORE_AGAIN}.` }],
    measurements: [],
  };
}
