import { floor, type Miss, type Outcome } from './outcome.ts';

/** What was measured where. */
export interface LighthouseReport {
  readonly lighthouse: string;
  readonly browser: string;
  readonly machine: {
    readonly node: string;
    readonly cpu: string;
    readonly cpus: number;
    /** Mean number of programs that wanted a processor in the 15 minutes before the end. */
    readonly loadAverage: number;
    /** The browser and the app got a processor before everything else. */
    readonly browserGoesFirst: boolean;
  };
  readonly floor: number;
  readonly outcomes: readonly Outcome[];
}

const shortNames: Readonly<Record<string, string>> = {
  performance: 'performance',
  accessibility: 'accessibility',
  'best-practices': 'best practices',
  seo: 'SEO',
  'agentic-browsing': 'agentic browsing',
};

/** The report as a Markdown document, with the misses first. */
export function markdown(report: LighthouseReport, misses: readonly Miss[]): string {
  const categories = Object.keys(report.outcomes[0]?.scores ?? {});
  const header = [
    'page',
    'language',
    'device',
    ...categories.map((id) => shortNames[id] ?? id),
    'LCP',
    'LCP, slowed',
    'TBT',
    'CLS',
  ];
  const rows = report.outcomes.map((outcome) => [
    outcome.page,
    outcome.language,
    outcome.form,
    ...categories.map((id) => score(id, outcome)),
    seconds(outcome.largestContentfulPaintMilliseconds),
    slowed(outcome),
    `${outcome.totalBlockingTimeMilliseconds} ms`,
    outcome.cumulativeLayoutShift.toFixed(3),
  ]);
  const { machine } = report;
  return [
    '# Lighthouse',
    '',
    'Made by `npm run lighthouse`; do not edit.',
    '',
    `Each number is the median of its runs (${report.outcomes[0]?.runs ?? 0}) of the production build on a seeded PostgreSQL and a Redis, with Lighthouse ${report.lighthouse} as it is set up by itself: \`mobile\` is a slow phone on slow 4G, simulated. In brackets stand the lowest and highest performance score. The simulation counts every script that ran before the paint as a cause of it, and where no network delays them nearly all do; so a phone's pages are loaded once more with network and processor really slowed (\`LCP, slowed\`, in brackets the highest). ${report.browser}; ${machine.cpus} processors (${machine.cpu}) with a mean load of ${machine.loadAverage.toFixed(1)}${machine.browserGoesFirst ? ', the browser and the app before all else' : ''}.`,
    '',
    ...verdict(misses),
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}

function verdict(misses: readonly Miss[]): string[] {
  if (misses.length === 0) {
    return [`Every category of every page is above ${floor}.`];
  }
  return [
    `**${misses.length} ${misses.length === 1 ? 'score is' : 'scores are'} not above ${floor}:**`,
    '',
    ...misses.map((miss) => `- ${sentence(miss)}`),
  ];
}

/** A miss, and what took the points. */
export function sentence({ outcome, category, score: reached }: Miss): string {
  const why = outcome.findings.filter((finding) => finding.startsWith(`${category}: `));
  const reasons = why.map((finding) => finding.slice(category.length + 2)).join('; ');
  return `${outcome.page} (${outcome.language}, ${outcome.form}): ${shortNames[category] ?? category} ${reached}${reasons === '' ? '' : `, for: ${reasons}`}`;
}

function score(category: string, { scores, performanceRange: [lowest, highest] }: Outcome): string {
  const reached = scores[category] ?? 0;
  const shown = reached > floor ? String(reached) : `**${reached}**`;
  return category === 'performance' ? `${shown} (${lowest}–${highest})` : shown;
}

function slowed({ slowedLargestContentfulPaintMilliseconds: paint }: Outcome): string {
  return paint === undefined ? '' : `${seconds(paint.median)} (${seconds(paint.highest)})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
