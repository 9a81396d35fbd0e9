import { formatDuration } from '../../lib/duration.ts';
import { type Finding, unanswered } from '../verification/finding.ts';
import { ACHIEVED_RPO, POINT_IN_TIME } from '../verification/metric-names.ts';
import type { Measurement } from '../verification/metrics.ts';
import { judgeAge, secondsBetween } from './age.ts';
import { disagreements } from './disagreements.ts';
import { newestRestorable, unfinished } from './newest.ts';
import type { FreshnessSeen, PointInTime, RegionKind } from './seen.ts';
import type { FreshnessSettings } from './settings.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
}

/** Judges how old the newest data is that each region could restore at `now`. */
export function judgeFreshness(settings: FreshnessSettings, seen: FreshnessSeen, now: Date): Judged {
  const judged = (['primary', 'recovery'] as const).flatMap((kind) => [
    pointInTime(settings, kind, seen, now),
    ...settings.rules.map((rule) => newestOf(settings, kind, rule, seen, now)),
  ]);
  return {
    findings: [...judged.map(({ finding }) => finding), ...disagreements(settings, seen)],
    measurements: judged.flatMap(({ measurement }) => (measurement ? [measurement] : [])),
  };
}

interface JudgedOne {
  readonly finding: Finding;
  /** Absent when there is nothing to measure: a number would claim what nobody knows. */
  readonly measurement?: Measurement;
}

function pointInTime(
  settings: FreshnessSettings,
  kind: RegionKind,
  seen: FreshnessSeen,
  now: Date,
): JudgedOne {
  const { region, objectiveSeconds } = settings[kind];
  const { instance } = settings.database;
  const check = `${POINT_IN_TIME}/${region}`;
  const answer = seen[kind].pointInTime;
  if (answer.state !== 'answered') {
    const what =
      kind === 'primary'
        ? `the database ${instance} in ${region}`
        : `the replicated backups of ${instance} in ${region}`;
    const mend =
      kind === 'primary'
        ? 'If nobody deleted it on purpose, restore it'
        : 'Deploy the stack of the database: it replicates them';
    return { finding: unanswered(check, what, answer, mend) };
  }
  if (answer.value.latest === undefined)
    return { finding: nothingToRestore(check, region, instance, answer.value) };
  return {
    finding: judgeAge({
      check,
      subject: `Point-in-time recovery of ${instance} in ${region}`,
      latest: answer.value.latest,
      limitSeconds: objectiveSeconds,
      limitName: 'objective',
      mend: `Its status is ${answer.value.status}; see the events of the database, and that its backups are on`,
      now,
    }),
    measurement: rpo(POINT_IN_TIME, region, answer.value.latest, now),
  };
}

function nothingToRestore(check: string, region: string, instance: string, { status }: PointInTime): Finding {
  return {
    check,
    verdict: 'bad',
    sentence: `No point in time of ${instance} can be restored in ${region}: ${status}. Deploy the stack of the database, which switches its backups and their replication on.`,
  };
}

function newestOf(
  settings: FreshnessSettings,
  kind: RegionKind,
  rule: FreshnessSettings['rules'][number],
  seen: FreshnessSeen,
  now: Date,
): JudgedOne {
  const { region, vault } = settings[kind];
  const check = `${rule.name}/${region}`;
  const answer = seen[kind].recoveryPoints;
  if (answer.state !== 'answered') {
    const mend = 'Deploy the foundation stack of the region, then copy or take its recovery points again';
    return { finding: unanswered(check, `the vault ${vault} in ${region}`, answer, mend) };
  }
  const newest = newestRestorable(answer.value, rule);
  if (newest === undefined) {
    return {
      finding: {
        check,
        verdict: 'bad',
        sentence: `The vault ${vault} in ${region} holds no ${rule.name} recovery point younger than ${formatDuration(2 * rule.maxAgeSeconds)} that could be restored${unfinished(answer.value, rule)}. See the backup and copy jobs, and back up by hand.`,
      },
    };
  }
  return {
    finding: judgeAge({
      check,
      subject: `The newest ${rule.name} recovery point in ${region}`,
      latest: newest.takenAt,
      limitSeconds: rule.maxAgeSeconds,
      limitName: 'limit',
      mend: `See why no later one is there${unfinished(answer.value, rule)}, and back up by hand`,
      now,
    }),
    measurement: rpo(rule.name, region, newest.takenAt, now),
  };
}

function rpo(source: string, region: string, latest: Date, now: Date): Measurement {
  return {
    name: ACHIEVED_RPO,
    dimensions: { Source: source, Region: region },
    seconds: Math.max(secondsBetween(latest, now), 0),
  };
}
