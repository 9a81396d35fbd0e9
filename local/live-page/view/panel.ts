import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';

/** A value over the seconds of a panel; `undefined` leaves a gap. */
export interface Series {
  readonly name: string;
  /** The class of its line, and whether it is filled. */
  readonly look: 'steady' | 'failed' | 'slow' | 'faint';
  readonly values: readonly (number | undefined)[];
}

/** A moment drawn as a line, with the number of its line in the legend. */
export interface PanelMark {
  /** The index of the value that it stands at; may lie between two. */
  readonly at: number;
  readonly label: string;
  readonly kind: string;
}

export interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
  /** How many values the width has room for. */
  readonly room: number;
  /** Where the values begin while there are fewer: at the left end, or so that the newest is at the right end. @default right */
  readonly align?: 'left' | 'right';
  readonly format: (value: number) => string;
  /** Below the left and the right end. */
  readonly ends: readonly [string, string];
  readonly marks?: readonly PanelMark[];
  /** Indexes of seconds that nothing is known of. */
  readonly unknown?: readonly number[];
}

const width = 380;
const height = 150;
const plot = { left: 46, right: width - 8, top: 20, bottom: height - 22 };

/** Draws values over time. */
export function panel({
  title,
  series,
  room,
  align,
  format,
  ends,
  marks = [],
  unknown = [],
}: Panel): SafeHtml {
  const length = Math.max(...series.map(({ values }) => values.length), 0);
  const known = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const top = roundTop(Math.max(0, ...known));
  const step = (plot.right - plot.left) / Math.max(1, room - 1);
  const first = align === 'left' ? plot.left : plot.right - (length - 1) * step;
  const x = (index: number) => tenth(first + index * step);
  const y = (value: number) => tenth(plot.bottom - (value / top) * (plot.bottom - plot.top));
  const rows = [0, 0.5, 1].map(
    (share) =>
      html`<line class="row" x1="${plot.left}" x2="${plot.right}" y1="${y(share * top)}" y2="${y(share * top)}"/><text class="tick" x="${plot.left - 6}" y="${y(share * top) + 4}" text-anchor="end">${format(share * top)}</text>`,
  );
  const gaps = unknown.map(
    (index) =>
      html`<rect class="unknown" x="${tenth(x(index) - step / 2)}" width="${tenth(Math.max(1, step))}" y="${plot.top}" height="${plot.bottom - plot.top}"/>`,
  );
  const lines = series.map(({ look, values }) => {
    const path = linePath(values, x, y);
    const area = look === 'steady' || look === 'failed' ? areaPath(values, x, y) : '';
    return html`${area !== '' && html`<path class="area ${look}" d="${area}"/>`}<path class="line ${look}" d="${path}"/>`;
  });
  const flagsAt = apart(marks.map(({ at }) => x(at)));
  const flags = marks.map(
    ({ at, kind }, index) =>
      html`<g class="moment ${kind}"><line x1="${x(at)}" x2="${x(at)}" y1="${plot.top - 4}" y2="${plot.bottom}"/><circle cx="${flagsAt[index]}" cy="${plot.top - 10}" r="8"/><text x="${flagsAt[index]}" y="${plot.top - 6}" text-anchor="middle">${index + 1}</text></g>`,
  );
  return html`<figure class="panel"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(title, series, format)}">
${rows}${gaps}${lines}${flags}
<text class="tick" x="${plot.left}" y="${height - 6}">${ends[0]}</text><text class="tick" x="${plot.right}" y="${height - 6}" text-anchor="end">${ends[1]}</text>
</svg>
<ul class="legend">${series.map(({ name, look }) => html`<li class="${look}">${name}</li>`)}</ul></figure>`;
}

type Scale = (value: number) => number;
type Values = Series['values'];

/** The runs of values without a gap, as points. */
function runs(values: Values, x: Scale, y: Scale): readonly (readonly (readonly [number, number])[])[] {
  const found: [number, number][][] = [[]];
  values.forEach((value, index) => {
    if (value === undefined) found.push([]);
    else found.at(-1)?.push([x(index), y(value)]);
  });
  return found.filter((run) => run.length > 0);
}

function linePath(values: Values, x: Scale, y: Scale): string {
  // A line of length 0 is drawn as a dot, by its round ends.
  return runs(values, x, y)
    .map((run) => `M${run.map(([left, up]) => `${left} ${up}`).join('L')}${run.length === 1 ? 'h0' : ''}`)
    .join('');
}

function areaPath(values: Values, x: Scale, y: Scale): string {
  return runs(values, x, y)
    .map((run) => {
      const [first, last] = [run[0]?.[0], run.at(-1)?.[0]];
      return `M${first} ${plot.bottom}L${run.map(([left, up]) => `${left} ${up}`).join('L')}L${last} ${plot.bottom}Z`;
    })
    .join('');
}

function describe(title: string, series: readonly Series[], format: Panel['format']): string {
  const told = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== undefined);
    const last = known.at(-1);
    return last === undefined
      ? `${name}: nothing yet`
      : `${name}: now ${format(last)}, from ${format(Math.min(...known))} to ${format(Math.max(...known))}`;
  });
  return `${title}. ${told.join('; ')}`;
}

/** The next number above that can be halved well: 2, 4 or 10 times a power of ten, and 2 at least. */
function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return Math.max(2, ([1, 2, 4, 6, 8].find((factor) => factor * power >= value) ?? 10) * power);
}

/** Moves numbers that would cover each other: to the right, and back where the width ends. */
function apart(places: readonly number[]): readonly number[] {
  const room = 17;
  const moved: number[] = [];
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? -room) + room));
  return moved.map((place, index) => Math.min(place, plot.right - (moved.length - 1 - index) * room));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
