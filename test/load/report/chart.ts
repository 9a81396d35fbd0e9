/** A line of a chart. */
export interface Line {
  readonly name: string;
  /** A gap stands as `null`. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

export interface Chart {
  readonly title: string;
  /** Of the values, such as `ms`. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Where the target is drawn, if there is one. */
  readonly target?: { readonly label: string; readonly y: number };
  /** The top is at least here. */
  readonly top?: number;
}

const width = 640;
const height = 220;
const margin = { left: 52, right: 12, top: 12, bottom: 30 };

/** Colours of lines, by their classes in the style sheet. */
const colours = 6;

/** Draws lines over seconds as SVG, with a legend. All text is escaped. */
export function chartSvg({ title, unit, lines, target, top: least = 0 }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const known = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const right = Math.max(1, ...points.map(({ x }) => x));
  const top = roundTop(Math.max(least, target?.y ?? 0, ...known));
  const x = (value: number) => margin.left + (value / right) * (width - margin.left - margin.right);
  const y = (value: number) => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  const rows = marks.map(
    (value) =>
      `<line class="row" x1="${margin.left}" x2="${width - margin.right}" y1="${tenth(y(value))}" y2="${tenth(y(value))}"/>` +
      `<text class="mark" x="${margin.left - 6}" y="${tenth(y(value) + 4)}" text-anchor="end">${short(value)}</text>`,
  );
  const seconds = [0, 0.5, 1].map((share) => Math.round(share * right));
  const times = seconds.map(
    (value, at) =>
      `<text class="mark" x="${tenth(x(value))}" y="${height - 8}" text-anchor="${['start', 'middle', 'end'][at]}">${value} s</text>`,
  );
  const drawn = lines.map(
    (line, at) =>
      `<path class="line c${at % colours}" d="${path(line.points, x, y)}"><title>${escapeText(line.name)}</title></path>`,
  );
  const limit =
    target === undefined
      ? ''
      : `<line class="target" x1="${margin.left}" x2="${width - margin.right}" y1="${tenth(y(target.y))}" y2="${tenth(y(target.y))}"/>`;
  return `<figure><figcaption>${escapeText(title)} <span class="unit">${escapeText(unit)}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(describe(title, unit, lines))}">
${[...rows, ...times, limit, ...drawn].join('\n')}
</svg>
<ul class="legend">${lines.map((line, at) => `<li><i class="c${at % colours}"></i>${escapeText(line.name)}</li>`).join('')}${
    target === undefined ? '' : `<li><i class="limit"></i>${escapeText(target.label)}</li>`
  }</ul></figure>`;
}

type Scale = (value: number) => number;

function path(points: Line['points'], x: Scale, y: Scale): string {
  let pen = 'M';
  return points
    .flatMap((point) => {
      if (point.y === null) {
        pen = 'M';
        return [];
      }
      const step = `${pen}${tenth(x(point.x))} ${tenth(y(point.y))}`;
      pen = 'L';
      return [step];
    })
    .join('');
}

/** What the picture shows, for those who do not see it. */
function describe(title: string, unit: string, lines: readonly Line[]): string {
  const ranges = lines.map(({ name, points }) => {
    const known = points.flatMap(({ y }) => (y === null ? [] : [y]));
    return known.length === 0
      ? `${name}: nothing`
      : `${name}: ${short(Math.min(...known))} to ${short(Math.max(...known))} ${unit}`;
  });
  return `${title}. ${ranges.join('; ')}`;
}

/** The next number above that divides into quarters well: 1, 2, 4 or 8 times a power of ten. */
export function roundTop(value: number): number {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 8].find((factor) => factor * power >= value) ?? 10) * power;
}

/** A number as short as it can be said. */
export function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escapeText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
}
