import { escapeMarkdown, markdownTable } from '../../assessment/report/markdown/escape.ts';
import type { DrillRecord } from '../record.ts';

/** The machine, the versions and the settings, without which a number says nothing. */
export function surroundings({
  machine,
  versions,
  commit,
  configuration,
  load,
}: Pick<DrillRecord, 'machine' | 'versions' | 'commit' | 'configuration' | 'load'>): string {
  const gibibytes = (machine.memoryBytes / 1024 ** 3).toFixed(1);
  const rows = [
    [
      'machine',
      `${machine.processors} x ${machine.processor}, ${gibibytes} GiB, load ${machine.loadAverage.toFixed(2)} before`,
    ],
    ['system', `${machine.system}, kernel ${machine.kernel}`],
    [
      'commit',
      commit === undefined
        ? 'not of a clone'
        : `${commit.id}${commit.modified ? ', with changes that are not committed' : ''}`,
    ],
    ...Object.entries(versions),
    ['load', `${load.requestsPerSecond} requests/s of ${load.users} signed-in users`],
    ...Object.entries(configuration).map(([name, value]) => [name, String(value)]),
  ];
  return markdownTable(
    ['', ''],
    rows.map((cells) => cells.map((cell) => escapeMarkdown(cell))),
  );
}
