import type { Assessment } from '../../lib/assessment/model.ts';
import type { Drill } from '../../lib/drills/drill.ts';
import { localParameters } from '../../lib/drills/local-parameters.ts';
import { type Prediction, predict } from '../../lib/drills/prediction.ts';
import type { DrillRecord } from '../../lib/drills/record.ts';
import type { DrillPlatform } from './drill-platform.ts';
import { platformSettings } from './platform-settings.ts';

/** Seconds that damage stands before the runbook is begun: what an alarm and a person take is no part of these drills. */
const noticedAfter = 5;

/** What the recovery model predicts for a drill on a platform as it is now, and with which settings. */
export interface Forecast {
  readonly prediction: Prediction;
  readonly configuration: DrillRecord['configuration'];
}

/** Predicts a drill from the assessment of the templates, and the settings and the size of a platform. */
export async function forecast(
  drill: Drill,
  assessment: Assessment,
  { platform, replicas }: DrillPlatform,
): Promise<Forecast> {
  const [row] = await platform.postgres.primary.use(
    (sql) => sql<{ bytes: string }[]>`select sum(pg_database_size(oid))::text as bytes from pg_database`,
  );
  const settings = platformSettings({ replicas, databaseBytes: Number(row?.bytes ?? 0), noticedAfter });
  return {
    prediction: predict(drill, assessment, localParameters(settings)),
    configuration: flat(settings),
  };
}

/** `{ a: { b: 1 } }` as `{ 'a.b': 1 }`. */
function flat(value: object, prefix = ''): Record<string, number> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, part]: [string, unknown]) =>
      typeof part === 'object' && part !== null
        ? flat(part, `${prefix}${name}.`)
        : { [prefix + name]: Number(part) },
    ),
  );
}
