import { createHash } from 'node:crypto';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { assumptions, estimate, fixture, term } from './fixture.ts';
import { hostileFixture } from './hostile.ts';
import { attribute, parsePage, textOf } from './page.ts';

const page = renderHtml(fixture());
const tags = parsePage(page);

/** The markup of the element that carries the id, up to its own end tag. */
function element(id: string): string {
  const start = page.lastIndexOf('<', page.indexOf(`id="${id}"`));
  const name = /^<([a-z0-9]+)/.exec(page.slice(start))?.[1] ?? '';
  let depth = 0;
  for (const match of page.slice(start).matchAll(new RegExp(`<(/?)${name}[ >]`, 'g'))) {
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return page.slice(start, start + match.index);
  }
  throw new Error(`${id} never ends`);
}

describe('the page', () => {
  test('is well-formed, has unique ids, and each link inside it arrives', () => {
    for (const markup of [page, renderHtml(hostileFixture())]) {
      const found = parsePage(markup);
      const ids = attribute(found, 'id');
      expect(ids.length).toBeGreaterThan(20);
      expect([...new Set(ids)]).toEqual(ids);
      const targets = attribute(found, 'href').filter((href) => href.startsWith('#'));
      expect(targets.filter((href) => !ids.includes(href.slice(1)))).toEqual([]);
      for (const label of attribute(found, 'aria-labelledby')) expect(ids).toContain(label);
    }
  });

  test('needs nothing but itself', () => {
    expect(attribute(tags, 'src')).toEqual([]);
    expect(tags.filter((tag) => ['link', 'img', 'iframe', 'object'].includes(tag.name))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import|fetch\(|XMLHttpRequest/);
    expect(attribute(tags, 'style')).toEqual([]);
    expect(
      tags.flatMap((tag) => Object.keys(tag.attributes)).filter((name) => name.startsWith('on')),
    ).toEqual([]);
  });

  test('allows its own style sheet and script by their hashes and nothing else', () => {
    const policy = tags.find((tag) => tag.attributes['http-equiv'] === 'Content-Security-Policy')?.attributes
      .content;
    for (const name of ['style', 'script']) {
      const inline = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(inline).digest('base64');
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
  });

  test('has a language, a title, a skip link, landmarks and headings in order', () => {
    expect(tags.find((tag) => tag.name === 'html')?.attributes.lang).toBe('en');
    expect(page).toContain('<title>Recovery assessment of shop, production</title>');
    expect(page.indexOf('class="skip" href="#main"')).toBeLessThan(page.indexOf('<header'));
    for (const name of ['header', 'nav', 'main', 'footer']) {
      expect(tags.filter((tag) => tag.name === name)).toHaveLength(1);
    }
    const levels = tags.map((tag) => /^h([1-6])$/.exec(tag.name)?.[1]).filter((level) => level !== undefined);
    expect(levels.filter((level) => level === '1')).toHaveLength(1);
    levels.map(Number).reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    }, 0);
  });

  test('scopes every heading cell of every table', () => {
    const cells = tags.filter((tag) => tag.name === 'th');
    expect(cells.length).toBeGreaterThan(40);
    for (const cell of cells) expect(['row', 'col']).toContain(cell.attributes.scope);
  });

  test('is the same bytes for the same assessment, and carries no time of its making', () => {
    expect(renderHtml(fixture())).toBe(page);
    expect(renderHtml(JSON.parse(JSON.stringify(fixture())))).toBe(page);
    expect(page).not.toContain(String(new Date().getFullYear()));
  });
});

describe('every number', () => {
  test('leads to a block that holds its terms or the reason why there are none', () => {
    const numbers = attribute(tags, 'data-terms');
    expect(numbers.length).toBeGreaterThan(40);
    expect(element('matrix').match(/data-terms=/g)).toHaveLength(14);
    for (const id of new Set(numbers)) expect(textOf(element(id)).length).toBeGreaterThan(10);
  });

  test('is shown with the terms of its estimate, whichever place shows it', () => {
    for (const result of fixture().disruptions) {
      for (const kind of ['rto', 'rpo'] as const) {
        const block = textOf(element(`terms-${result.disruption}-${kind}`));
        const { estimate } = result[kind];
        if (estimate.kind !== 'estimate') {
          expect(block).toContain(`${estimate.kind} : ${estimate.reason}`);
          continue;
        }
        for (const term of estimate.terms) {
          expect(block).toContain(term.label);
          expect(block).toContain(term.phase);
          if (term.formula) expect(block).toContain(term.formula);
        }
      }
    }
  });

  test('shows its origins: property with value, fact with source, assumption with reason and who set it', () => {
    const process = textOf(element('terms-process-rto'));
    expect(process).toContain(
      'template Shop-Production-Service · Shop-Production-Service/WebService3F2A/Resource · Properties.HealthCheckIntervalSeconds = 10',
    );
    const region = textOf(element('terms-region-rto'));
    expect(region).toMatch(
      /assumption human\.decide : The decision to give up a region is made: 600 s \(10 min\) , set by you \./,
    );
    expect(region).toMatch(
      /assumption human\.detect : .*: 900 s \(15 min\) , default\. Five minutes of alarm/,
    );
    expect(element('terms-corruption-rpo')).toContain(
      'href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html"',
    );
    expect(textOf(element('terms-corruption-rpo'))).toContain('paraphrased');
    expect(page).toContain('absent, so the default of the service holds');
  });

  test('does not repeat a statement that is its label already', () => {
    const { statement } = assumptions['rds.promote'];
    const same = estimate(term(statement, 900, 'recover', [assumptions['rds.promote']]));
    const [row] = fixture().disruptions;
    if (!row) throw new Error('the fixture has rows');
    const markup = renderHtml(
      fixture({ disruptions: [{ ...row, rto: { ...row.rto, estimate: same } }], estimates: [] }),
    );
    const block = textOf(
      markup.slice(markup.indexOf('id="terms-process-rto"'), markup.indexOf('id="terms-process-rpo"')),
    );
    expect(block.split(statement)).toHaveLength(2);
    expect(block).toContain('assumption rds.promote : 900 s (15 min) , default.');
  });

  test('says so when its terms do not add up to it', () => {
    const [first, ...rest] = fixture().disruptions;
    if (first?.rto.estimate.kind !== 'estimate')
      throw new Error('the first row of the fixture is an estimate');
    const wrong = { ...first, rto: { ...first.rto, estimate: { ...first.rto.estimate, seconds: 500 } } };
    const markup = renderHtml(fixture({ disruptions: [wrong, ...rest] }));
    expect(markup).toContain('8 min 20 s (500 s); the terms listed add up to 1 min 30 s (90 s)');
    expect(page).not.toContain('the terms listed add up');
  });
});

describe('the sections', () => {
  test('draw an estimate that misses its target beyond the stroke of the target, and one that holds before it', () => {
    const bars = [
      ...element('matrix').matchAll(
        /aria-label="(\d+) % of the target".*?class="fill".*?width="([\d.]+)".*?x1="(\d+)"/g,
      ),
    ];
    expect(bars.length).toBe(10);
    for (const [, share, width, stroke] of bars) {
      expect(Number(width) > Number(stroke)).toBe(Number(share) >= 100);
    }
    expect(bars.map(([, share]) => share)).toContain('171');
  });

  test('state each verdict as a glyph and a word', () => {
    const matrix = textOf(element('matrix'));
    expect(matrix).toMatch(/corruption A bad release.*✗ BREACHED.*\? UNPROVEN.*– not declared/);
    expect(matrix.match(/✓ holds/g)).toHaveLength(4);
  });

  test('list all routes of a component with the best marked and why the others are not used', () => {
    const region = textOf(element('disruption-region'));
    expect(region).toMatch(/promote the cross-region read replica ★ best/);
    expect(region).toContain('restore to a point in time not used');
    expect(region).toContain('It recovers 6 h 8 min later.');
    expect(region).toContain('Recovery time unknown: BackupRetentionPeriod is {"Ref":"Retention"}');
    expect(textOf(element('disruption-process'))).toContain('Not touched: database orders');
  });

  test('say that a route prevents the disruption when it brings nothing back', () => {
    const estimates = fixture().estimates.map((one) => ({
      ...one,
      routes: one.routes.map((route) => ({ ...route, prevents: true })),
    }));
    const sentence = 'It keeps the disruption from happening and brings nothing back.';
    expect(renderHtml(fixture({ estimates }))).toContain(sentence);
    expect(page).not.toContain(sentence);
  });

  test('keep the expected value and the floor apart, with what each is made of', () => {
    expect(textOf(element('journey-1-expected'))).toContain(
      '23 min 45 s (1425 s), 4.5 % of what the target allows',
    );
    expect(textOf(element('journey-2-floor'))).toMatch(/99\.9 % x 99\.95 % = 99\.849 %$/);
    expect(textOf(element('journey-2-expected'))).toMatch(
      /region events 116\.13 min 0\.1 x 19 h 21 min assumption rate\.region/,
    );
    expect(textOf(element('availability'))).toContain(
      'holds until it exceeds 104 per year; it is 1 per year.',
    );
    expect(textOf(element('availability'))).toContain('would hold with less than 0.0995 per year');
  });

  test('give each finding its mend, and each gap in the model its line', () => {
    expect(textOf(element('findings'))).toContain(
      'Set MultiAZ to true Shop-Production-Data · Shop-Production-Data/OrdersDatabase7C01/Resource · Properties.MultiAZ',
    );
    expect(textOf(element('not-modelled'))).toContain('AWS::Kinesis::Stream 1');
    expect(textOf(element('unresolved'))).toContain('{"Ref":"Retention"}');
    expect(textOf(element('stacks'))).toContain('Shop-Production-Recovery.template.json');
    const regions = textOf(element('components'));
    expect(regions.indexOf('eu-central-1 , primary')).toBeLessThan(regions.indexOf('eu-west-1 , recovery'));
    expect(regions).toContain('database orders hard');
  });
});
