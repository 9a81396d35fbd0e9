import { madeRun, madeSamples } from '../recorded-run.ts';
import { summarize } from '../summarize.ts';
import { chartSvg, roundTop } from './chart.ts';
import { htmlReport } from './html.ts';
import { markdownReport } from './markdown.ts';

const missing = summarize(madeRun({ samples: madeSamples(60, () => ({ milliseconds: 321 })) }));

describe('the report of a run', () => {
  it('says misses as misses, in Markdown and in HTML', () => {
    expect(markdownReport(missing)).toContain(
      '| B1 | API, 95th percentile | below 200 ms | 321 ms | **missed** |',
    );
    expect(htmlReport(missing)).toContain(
      '<li class="missed"><strong>321 ms</strong><small>B1, missed: API, 95th percentile, wanted below 200 ms</small></li>',
    );
    expect(htmlReport(missing).match(/<li class="held">/g)).toHaveLength(3);
  });

  it('is one document that asks for no other file and runs nothing', () => {
    const html = htmlReport(missing);
    expect(html).not.toMatch(/<(script|link|img|iframe)|src=|href=|url\(|@import/i);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('has a picture of latency, rate, users, failures, cache, processors and memory', () => {
    expect(htmlReport(missing).match(/<figcaption>/g)).toHaveLength(7);
  });

  it('tells what the machine was and what else it did', () => {
    expect(markdownReport(missing)).toContain(
      'with a mean load of 0.5 in the minute before; other work on it took 1 processors',
    );
  });

  it('escapes what comes from outside', () => {
    expect(htmlReport(missing)).toContain('Some &lt;Processor&gt;');
    expect(markdownReport(missing)).toContain('| select $1 \\| $2 |');
  });
});

describe('a chart', () => {
  it('leaves a gap where nothing was measured', () => {
    const points = [10, 20, null, 20, 10].map((y, x) => ({ x, y }));
    const svg = chartSvg({ title: 'T', unit: 'ms', lines: [{ name: 'L', points }] });
    const [, path = ''] = /class="line c0" d="([^"]+)"/.exec(svg) ?? [];
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/L/g)).toHaveLength(2);
    expect(svg).toContain('aria-label="T. L: 10 to 20 ms"');
  });

  it('ends above its highest value, at a number that divides into quarters', () => {
    expect([0, 0.3, 1, 3, 130, 801].map(roundTop)).toEqual([1, 0.4, 1, 4, 200, 1_000]);
  });
});
