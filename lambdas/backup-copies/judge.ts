import { formatDuration } from '../../lib/duration.ts';
import { isRestorable, type RecoveryPoint } from '../recovery-points/recovery-point.ts';
import { type Finding, unanswered } from '../verification/finding.ts';
import { copyFault } from './copy-fault.ts';
import { judgeOriginals, recent } from './originals.ts';
import type { CopiesSeen } from './seen.ts';
import type { CopiesSettings, Destination, Rule } from './settings.ts';
import { judgeVault } from './vault-lock.ts';

/** Judges at `now` whether every recovery point that the plan made has its copies, each as configured. */
export function judgeCopies(settings: CopiesSettings, seen: CopiesSeen, now: Date): Finding[] {
  const { source, destinations, lock } = settings;
  const findings = [judgeVault(source, seen.source.vault, lock)];
  for (const destination of destinations) {
    const there = seen.destinations.get(destination.arn);
    if (there) findings.push(judgeVault(destination, there.vault, lock));
  }
  const { points } = seen.source;
  if (points.state !== 'answered') {
    const what = `the vault ${source.vault} in ${source.region}`;
    findings.push(
      unanswered(`original/${source.region}`, what, points, 'Deploy the foundation stack of the region'),
    );
    return findings;
  }
  for (const rule of settings.rules) {
    const originals = recent(points.value, rule, now);
    findings.push(...judgeOriginals(settings, rule, originals, now));
    const finished = originals.filter(isRestorable);
    for (const destination of destinations) {
      findings.push(...judgeDestination(settings, rule, destination, finished, seen, now));
    }
  }
  return findings;
}

function judgeDestination(
  { copySeconds }: CopiesSettings,
  rule: Rule,
  destination: Destination,
  originals: readonly RecoveryPoint[],
  seen: CopiesSeen,
  now: Date,
): Finding[] {
  const { region, account, vault } = destination;
  const check = `copy/${rule.name}/${region}/${vault}`;
  if (seen.jobs.state !== 'answered') {
    return [unanswered(check, `the list of copy jobs to ${vault}`, seen.jobs, 'See the copy jobs')];
  }
  const points = seen.destinations.get(destination.arn)?.points;
  if (points && points.state !== 'answered') {
    const mend = 'Deploy the foundation stack of the region, then copy again';
    return [unanswered(check, `the vault ${vault} in ${region}`, points, mend)];
  }
  const held = points && new Map(points.value.map((point) => [point.arn, point]));
  const jobs = seen.jobs.value.filter((job) => job.destinationVault === destination.arn);
  const faulty = originals.flatMap((original): Finding[] => {
    const fault = copyFault({ original, jobs, held, rule, place: destination, copySeconds, now });
    if (fault === undefined) return [];
    const sentence = `The copy of the ${rule.name} recovery point of ${original.takenAt.toISOString()} in ${vault} (${region}, account ${account}) ${fault}`;
    return [{ check: `${check}/${original.arn}`, verdict: 'bad', sentence }];
  });
  if (faulty.length > 0) return faulty;
  const through = held ? '' : ', as far as the copy jobs tell';
  const sentence =
    originals.length === 0
      ? `No finished ${rule.name} recovery point waits for its copy in ${vault}.`
      : `All ${originals.length} ${rule.name} recovery points have their copy in ${vault} (${region}, account ${account}), or have not had it for less than ${formatDuration(copySeconds)}${through}.`;
  return [{ check, verdict: 'good', sentence }];
}
