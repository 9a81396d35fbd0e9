import type { LoadRecord } from '../record.ts';
import { short } from './chart.ts';

/** A table of a report: cells are plain text. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold numbers begin here. */
  readonly numbersFrom: number;
}

/** What both the Markdown and the HTML report show as tables. */
export function tablesOf(record: LoadRecord): Table[] {
  const tables = [
    verdicts(record),
    requests(record),
    processes(record),
    replicas(record),
    statements(record),
  ];
  return [...(record.steps.length > 0 ? [steps(record)] : []), ...tables].filter(
    ({ rows }) => rows.length > 0,
  );
}

const milliseconds = (value: number | undefined) => (value === undefined ? '–' : `${short(value)} ms`);

function verdicts({ verdicts: all }: LoadRecord): Table {
  return {
    title: 'Targets',
    header: ['requirement', 'what', 'wanted', 'measured', 'verdict'],
    numbersFrom: 5,
    rows: all.map(({ id, what, comparison, limit, unit, measured, held }) => [
      id,
      what,
      `${comparison} ${limit} ${unit}`,
      measured === null ? 'not measured' : `${Math.round(measured * 100) / 100} ${unit}`,
      held ? 'held' : 'MISSED',
    ]),
  };
}

function steps({ steps: all }: LoadRecord): Table {
  return {
    title: 'Steps',
    header: ['users', 'requests a second', 'failed', 'API 50 %', 'API 95 %', 'API 99 %'],
    numbersFrom: 0,
    rows: all.map(({ users, perSecond, api, all: every }) => [
      String(users),
      short(perSecond),
      `${short((every.failures / Math.max(every.count, 1)) * 100)} %`,
      milliseconds(api.latencies?.p50),
      milliseconds(api.latencies?.p95),
      milliseconds(api.latencies?.p99),
    ]),
  };
}

function requests({ byRequest, all }: LoadRecord): Table {
  return {
    title: 'Requests',
    header: ['request', 'share', 'count', 'failed', '50 %', '95 %', '99 %', 'longest'],
    numbersFrom: 1,
    rows: byRequest.map(({ name, count, failures, latencies }) => [
      name,
      `${short((count / all.count) * 100)} %`,
      String(count),
      String(failures),
      milliseconds(latencies?.p50),
      milliseconds(latencies?.p95),
      milliseconds(latencies?.p99),
      milliseconds(latencies?.max),
    ]),
  };
}

function processes({ processes: all, otherWork }: LoadRecord): Table {
  return {
    title: 'Processes',
    header: ['process', 'processors, mean', 'busiest', 'memory at first', 'at last', 'most'],
    numbersFrom: 1,
    rows: [
      ...all.map(({ name, processors, mebibytes }) => [
        name,
        processors.mean.toFixed(2),
        processors.max.toFixed(2),
        `${mebibytes.first} MiB`,
        `${mebibytes.last} MiB`,
        `${mebibytes.max} MiB`,
      ]),
      ['other work on the machine', otherWork.toFixed(2), '–', '–', '–', '–'],
    ],
  };
}

function replicas({ replicas: all }: LoadRecord): Table {
  return {
    title: 'Replicas at their busiest',
    header: [
      'replica',
      'requests under way',
      'statements waiting',
      'event loop late (99 %)',
      'event loop busy',
    ],
    numbersFrom: 1,
    rows: all.map((one, at) => [
      String(at + 1),
      String(one.requestsUnderWay),
      String(one.statementsWaiting),
      `${one.eventLoopDelayP99} ms`,
      `${Math.round(one.eventLoopUse * 100)} %`,
    ]),
  };
}

function statements({ statements: all }: LoadRecord): Table {
  return {
    title: 'Slowest statements',
    header: ['statement', 'calls', 'mean', 'slowest', 'all together'],
    numbersFrom: 1,
    rows: all.map((one) => [
      one.text.length > 160 ? `${one.text.slice(0, 160)} …` : one.text,
      String(one.calls),
      milliseconds(one.meanMilliseconds),
      milliseconds(one.maxMilliseconds),
      milliseconds(one.totalMilliseconds),
    ]),
  };
}
