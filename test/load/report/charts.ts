import type { Window } from '../latencies.ts';
import type { LoadRecord } from '../record.ts';
import { targets } from '../targets.ts';
import { type Chart, chartSvg, type Line } from './chart.ts';

/** Processes with a line of their own. */
const mostLines = 6;

/** All pictures of a report. */
export function chartsOf(record: LoadRecord): string[] {
  const { apiWindows, windows, cache, processes } = record;
  const busiest = processes.slice(0, mostLines);
  const judged = record.conditions.profile === 'load';
  const charts: Chart[] = [
    {
      title: 'Time of the API’s answers',
      unit: 'ms',
      lines: [
        line('50 of 100 within', apiWindows, ({ latencies }) => latencies?.p50),
        line('95 of 100 within', apiWindows, ({ latencies }) => latencies?.p95),
        line('99 of 100 within', apiWindows, ({ latencies }) => latencies?.p99),
      ],
      ...(judged && {
        target: { label: `target of 95 of 100 (${targets.apiTime.id})`, y: targets.apiTime.limit },
      }),
    },
    {
      title: 'Requests',
      unit: 'a second',
      lines: [line('answered', windows, ({ perSecond }) => perSecond)],
    },
    { title: 'Users', unit: '', lines: [line('signed in', windows, ({ users }) => users)] },
    {
      title: 'Failed requests',
      unit: '%',
      top: 2,
      lines: [line('failed', windows, ({ failures, count }) => (failures / Math.max(count, 1)) * 100)],
      ...(judged && { target: { label: `target (${targets.errors.id})`, y: targets.errors.limit } }),
    },
    {
      title: 'Reads that the cache answered',
      unit: '%',
      top: 100,
      lines: [
        {
          name: 'hit rate',
          points: cache.points.map(({ second, hitRate }) => ({
            x: second,
            y: hitRate === null ? null : hitRate * 100,
          })),
        },
      ],
      ...(judged && { target: { label: `target (${targets.cacheHits.id})`, y: targets.cacheHits.limit } }),
    },
    {
      title: 'Processors in use',
      unit: 'processors',
      lines: busiest.map(({ name, points }) => ({
        name,
        points: points.map(({ second, processors }) => ({ x: second, y: processors })),
      })),
    },
    {
      title: 'Memory',
      unit: 'MiB',
      lines: busiest.map(({ name, points }) => ({
        name,
        points: points.map(({ second, mebibytes }) => ({ x: second, y: mebibytes })),
      })),
    },
  ];
  return charts.filter(({ lines }) => lines.some(({ points }) => points.length > 0)).map(chartSvg);
}

function line(name: string, windows: readonly Window[], value: (window: Window) => number | undefined): Line {
  return { name, points: windows.map((window) => ({ x: window.fromSecond, y: value(window) ?? null })) };
}
