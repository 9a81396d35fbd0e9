import type { Measurement } from './measure.ts';
import { parseOptions } from './options.ts';
import { floor, missesOf, outcomeOf } from './outcome.ts';
import { markdown, sentence } from './report.ts';

const visit = { page: 'home', form: 'mobile', language: 'en', member: false, path: '/' } as const;

const run = (performance: number, change: Partial<Measurement> = {}): Measurement => ({
  scores: { performance, seo: 100 },
  largestContentfulPaint: 1_000,
  totalBlockingTime: 50,
  cumulativeLayoutShift: 0,
  benchmarkIndex: 2_000,
  findings: [],
  ...change,
});

const machine = { node: 'v24', cpu: 'one', cpus: 2, loadAverage: 1, browserGoesFirst: false };

describe('the outcome of several runs', () => {
  it('is their medians, so that neither one lucky run nor one unlucky run decides', () => {
    const runs = [run(70, { totalBlockingTime: 900 }), run(97), run(100, { totalBlockingTime: 10 })];
    const outcome = outcomeOf(visit, runs);
    expect(outcome).toMatchObject({
      runs: 3,
      scores: { performance: 97, seo: 100 },
      performanceRange: [70, 100],
      totalBlockingTimeMilliseconds: 50,
    });
    expect(missesOf([outcome])).toEqual([]);
  });

  it('is a miss at the floor itself, and names what took the points', () => {
    const findings = ['performance: Largest Contentful Paint (2.7 s)', 'seo: Document has no title'];
    const [miss, ...others] = missesOf([outcomeOf(visit, [run(floor, { findings })])]);
    expect(others).toEqual([]);
    expect(miss && sentence(miss)).toBe(
      `home (en, mobile): performance ${floor}, for: Largest Contentful Paint (2.7 s)`,
    );
  });

  it('tells how long a phone really took, at the median and at most', () => {
    const runs = [1_400, 1_500, 1_300].map((slowed) => run(100, { slowedLargestContentfulPaint: slowed }));
    const outcome = outcomeOf(visit, runs);
    expect(outcome.slowedLargestContentfulPaintMilliseconds).toEqual({ median: 1_400, highest: 1_500 });
    const report = { lighthouse: '13', browser: 'Chrome 1', machine, floor, outcomes: [outcome] };
    expect(markdown(report, [])).toContain('| 1.00 s | 1.40 s (1.50 s) | 50 ms |');
  });

  it('is a miss when Lighthouse gave no score', () => {
    const outcome = outcomeOf(visit, [run(Number.NaN)]);
    expect(missesOf([outcome])).toHaveLength(1);
  });
});

it('the report names each miss above its table', () => {
  const outcomes = [outcomeOf(visit, [run(80)])];
  const text = markdown(
    { lighthouse: '13', browser: 'Chrome 1', machine, floor, outcomes },
    missesOf(outcomes),
  );
  expect(text).toContain(`**1 score is not above ${floor}:**\n\n- home (en, mobile): performance 80\n`);
  expect(text).toContain('| home | en | mobile | **80** (80–80) | 100 | 1.00 s |  | 50 ms | 0.000 |');
});

describe('the command line', () => {
  it('measures every page three times unless told otherwise', () => {
    expect(parseOptions([])).toEqual({ runs: 3, first: false, help: false });
    expect(parseOptions(['--runs', '5', '--page', 'home', '--form', 'mobile'])).toEqual({
      runs: 5,
      first: false,
      help: false,
      pages: ['home'],
      forms: ['mobile'],
    });
  });

  it.each([
    [['--runs', '0'], '--runs 0 must be a whole number of at least 1'],
    [['--page', 'nowhere'], '--page nowhere is not measured; these are: home,'],
    [['--form', 'watch'], '--form watch must be mobile or desktop'],
    [['--fast'], '--help lists the options'],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence);
  });
});
