import { formatDuration } from '../../lib/duration.ts';
import { type Finding, unanswered } from '../verification/finding.ts';
import { ownKeyFault } from './own-key.ts';
import type { ReplicaDetail, ReplicationSeen } from './seen.ts';
import type { CopiesSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/** Names of so many objects fit into a sentence that someone reads. */
const NAMED = 3;

type Replication = NonNullable<CopiesSettings['replication']>;

/** Judges whether what was written has its replica in time, with a key and a lock of its own. */
export function judgeReplication(
  settings: Replication,
  account: string,
  seen: ReplicationSeen,
  now: Date,
): Finding[] {
  const { bucket, replica } = settings;
  const check = (part: string) => `replication/${part}/${bucket}`;
  const mend = 'Deploy the verification stacks of both regions';
  const findings: Finding[] = [];
  if (seen.targets.state !== 'answered') {
    findings.push(unanswered(check('rules'), `the replication of ${bucket}`, seen.targets, mend));
  } else {
    findings.push(
      seen.targets.value.includes(replica.bucket)
        ? {
            check: check('rules'),
            verdict: 'good',
            sentence: `${bucket} is replicated to ${replica.bucket}.`,
          }
        : {
            check: check('rules'),
            verdict: 'bad',
            sentence: `No enabled rule replicates ${bucket} to ${replica.bucket}. ${mend}.`,
          },
    );
  }
  findings.push(judgeObjects(settings, check('objects'), seen, now));
  if (seen.newest.state !== 'answered') {
    findings.push(unanswered(check('newest'), `the newest replica in ${replica.bucket}`, seen.newest, mend));
  } else if (seen.newest.value) {
    findings.push(judgeNewest(settings, check('newest'), account, seen.newest.value));
  }
  return findings;
}

function judgeObjects(
  { bucket, replica, seconds }: Replication,
  check: string,
  { originals, replicas }: ReplicationSeen,
  now: Date,
): Finding {
  const mend = 'Deploy the verification stack of its region';
  if (originals.state !== 'answered') return unanswered(check, `the bucket ${bucket}`, originals, mend);
  if (replicas.state !== 'answered') return unanswered(check, `the bucket ${replica.bucket}`, replicas, mend);
  const there = new Set(replicas.value.map(({ key }) => key));
  const missing = originals.value.filter(
    ({ key, writtenAt }) => !there.has(key) && (now.getTime() - writtenAt.getTime()) / 1000 > seconds,
  );
  const limit = formatDuration(seconds);
  if (missing.length === 0) {
    const sentence = `All ${originals.value.length} records since yesterday are in ${replica.bucket}, or younger than ${limit}.`;
    return { check, verdict: 'good', sentence };
  }
  const named = missing.slice(0, NAMED).map(({ key }) => key);
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  return {
    check,
    verdict: 'bad',
    sentence: `${replica.bucket} in ${replica.region} lacks what ${bucket} has had for more than ${limit}: ${named.join(', ')}${more}. See the replication metrics and the permissions of its role, and replicate them with S3 Batch Replication.`,
  };
}

function judgeNewest(
  { replica, lockDays }: Replication,
  check: string,
  account: string,
  { key, keyArn, lockMode, retainUntil, writtenAt }: ReplicaDetail,
): Finding {
  const until = writtenAt.getTime() + lockDays * DAY_MS;
  const faults = [
    ownKeyFault(keyArn, { region: replica.region, account }),
    lockMode === undefined ? 'it has no object lock' : undefined,
    // The original is written, and its time begins, a little before its replica's.
    retainUntil === undefined || retainUntil.getTime() < until - DAY_MS
      ? `it is not kept for ${lockDays} days`
      : undefined,
  ].filter((fault) => fault !== undefined);
  return faults.length === 0
    ? {
        check,
        verdict: 'good',
        sentence: `The newest replica, ${key}, is locked, and encrypted with a key of ${replica.region}.`,
      }
    : {
        check,
        verdict: 'bad',
        sentence: `Of the newest replica, ${key} in ${replica.bucket}: ${faults.join('; ')}. Deploy the verification stacks of both regions.`,
      };
}
