import { formatAge } from '../../../lib/duration.ts';
import type { PlatformStatus } from '../../../local/platform/local-platform.ts';
import type { PartState, PartStatus } from '../../../local/processes/part.ts';

/** SGR colour codes of a terminal. */
const colours: Record<PartState, number> = {
  running: 32,
  starting: 33,
  unhealthy: 33,
  stopped: 90,
  failed: 31,
};

const heads = ['PART', 'ROLE', 'STATE', 'FOR', 'PID', 'PORT', 'RESTARTS', 'DETAIL'] as const;
const stateColumn = heads.indexOf('STATE');

/** The table of `holdfast status`. */
export function renderStatus(
  { address, livePage, release, startedAt, parts, events }: PlatformStatus,
  { color, now = new Date() }: { readonly color: boolean; readonly now?: Date },
): string {
  const rows = parts.map((part) => cellsOf(part, now));
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], state?: PartState) =>
    cells
      .map((cell, column) => {
        const padded = cell.padEnd(widths[column] ?? 0);
        return color && state !== undefined && column === stateColumn
          ? `\u001b[${colours[state]}m${padded}\u001b[0m`
          : padded;
      })
      .join('  ')
      .trimEnd();
  const head = line(heads);
  const last = events
    .slice(-5)
    .map(({ at, part, kind, detail }) => `${at.slice(11, 19)}  ${part} ${kind} ${detail}`.trimEnd());
  return [
    `Platform  ${address || 'starting'}  up for ${duration(startedAt, now)}${release ? `  release ${release}` : ''}`,
    ...(livePage === undefined ? [] : [`Live page ${livePage}`]),
    '',
    color ? `\u001b[1m${head}\u001b[0m` : head,
    ...parts.map((part, index) => line(rows[index] ?? [], part.state)),
    '',
    ...(last.length > 0 ? ['Last events (UTC)', ...last.map((event) => `  ${event}`), ''] : []),
  ].join('\n');
}

function cellsOf({ name, role, state, since, pid, port, restarts, detail }: PartStatus, now: Date): string[] {
  return [
    ...[name, role, state, duration(since, now), String(pid ?? '-'), String(port ?? '-')],
    ...[String(restarts), detail ?? ''],
  ];
}

function duration(since: string, now: Date): string {
  return formatAge((now.getTime() - Date.parse(since)) / 1_000);
}
