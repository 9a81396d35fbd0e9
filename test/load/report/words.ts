import { mix } from '../mix.ts';
import type { LoadRecord } from '../record.ts';
import { short } from './chart.ts';

/** What was run, as two paragraphs of plain text. */
export function conditionsText({ conditions, otherWork }: LoadRecord): string[] {
  const { machine } = conditions;
  const shares = mix.map(([action, percent]) => `${action} ${percent} %`).join(', ');
  return [
    `Up to ${conditions.users} users, all signed in before the clock starts, each with an action about every ${conditions.thinkSeconds} s (${shares}), against ${conditions.replicas} replicas of the production build behind HAProxy with PostgreSQL (${conditions.data} data set) and Redis. ${conditions.warmUpSeconds} s of warm-up, then ${conditions.measuredSeconds} s measured from ${conditions.startedAt}.`,
    `All of it, the users included, on one machine: ${machine.cpus} processors (${machine.cpu}), ${machine.memoryGiB} GiB, with a mean load of ${machine.loadAverageBefore} in the minute before${machine.wentAhead ? ', the run before all else' : ''}; other work on it took ${short(otherWork)} processors meanwhile. ${machine.versions.join(', ')}. Commit ${conditions.commit}, build ${conditions.build}.`,
  ];
}

/** What came out, most important first: one sentence each. */
export function outcomeText({ all, api, perSecond, cache, brokeDown, failures }: LoadRecord): string[] {
  const failed = Object.entries(failures).map(([status, count]) =>
    status === '0' ? `${count} without an answer` : `${count} with ${status}`,
  );
  return [
    ...(brokeDown === null
      ? []
      : [
          `Broke down at ${brokeDown.users} users and ${short(brokeDown.perSecond)} requests a second: ${brokeDown.why}.`,
        ]),
    `${all.count} requests, ${short(perSecond)} a second; ${all.failures} failed${failed.length > 0 ? ` (${failed.join(', ')})` : ''}.`,
    `Of the API, half of the answers came within ${short(api.latencies?.p50 ?? Number.NaN)} ms, 95 of 100 within ${short(api.latencies?.p95 ?? Number.NaN)} ms, 99 of 100 within ${short(api.latencies?.p99 ?? Number.NaN)} ms.`,
    `The cache answered ${cache.hitRate === null ? 'an unknown share' : `${short(cache.hitRate * 100)} %`} of its reads (${Object.entries(
      cache.counts,
    )
      .map(([result, count]) => `${result} ${count}`)
      .join(', ')}).`,
  ];
}
