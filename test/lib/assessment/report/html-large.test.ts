import { type AssessOptions, assess } from '../../../../lib/assessment/assess.ts';
import { DISRUPTIONS } from '../../../../lib/assessment/disruptions.ts';
import type { Assessment } from '../../../../lib/assessment/model.ts';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { generatedStacks } from '../../../bench/generated-stacks.ts';
import { attribute, parsePage, textOf } from './page.ts';

const HOUR = 3600;
const OPTIONS: AssessOptions = {
  application: 'large',
  environment: 'test',
  primaryRegion: 'eu-central-1',
  recoveryRegion: 'eu-west-1',
  objectives: {
    availabilityPercent: 99.9,
    perDisruption: Object.fromEntries(
      DISRUPTIONS.map((disruption) => [disruption, { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR }]),
    ),
  },
};

/** @param storage storage of the n-th database, in GiB; the others stay alike */
function assessed(resources: number, storage?: (n: number) => string): Assessment {
  let databases = 0;
  const stacks = generatedStacks(resources).map((stack) => ({ ...stack, file: `${stack.name}.json` }));
  for (const { template } of stacks) {
    for (const resource of Object.values(template.Resources ?? {})) {
      if (resource.Type !== 'AWS::RDS::DBInstance' || !resource.Properties || !storage) continue;
      resource.Properties.AllocatedStorage = storage(databases);
      databases += 1;
    }
  }
  return assess(stacks, OPTIONS);
}

/** What the article of a disruption says, without its tags. */
function articleOf(page: string, disruption: string): string {
  const start = page.indexOf(`id="disruption-${disruption}"`);
  return page.slice(start, page.indexOf('</article>', start));
}

describe('the page of a large assessment', () => {
  const assessment = assessed(1_000);
  const page = renderHtml(assessment);

  test('is still well-formed, with unique ids, and each link inside it arrives', () => {
    const found = parsePage(page);
    const ids = new Set(attribute(found, 'id'));
    expect(ids.size).toBe(attribute(found, 'id').length);
    const targets = attribute(found, 'href').filter((href) => href.startsWith('#'));
    expect(targets.filter((href) => !ids.has(href.slice(1)))).toEqual([]);
  });

  test('names every component that a disruption touches, with the resources that its proofs rest on', () => {
    expect(assessment.components.length).toBeGreaterThan(80);
    for (const disruption of DISRUPTIONS) {
      const text = articleOf(page, disruption);
      const linked = new Set([...text.matchAll(/href="#(component-\d+)"/g)].map(([, anchor]) => anchor));
      const estimated = assessment.estimates.filter((one) => one.disruption === disruption);
      const anchors = new Map(assessment.components.map(({ id }, index) => [id, `component-${index + 1}`]));
      const missing = estimated.filter(({ component }) => !linked.has(anchors.get(component) ?? ''));
      expect([disruption, missing.map(({ component }) => component)]).toEqual([disruption, []]);
      expect(estimated.length).toBeGreaterThan(20);
    }
    expect(articleOf(page, 'zone')).toContain(
      'database generated-0-7</a>: Database7, Subnet0x7, Subnet1x7, Subnet2x7',
    );
  });

  test('writes out once what differs in names only, and apart what differs in an amount', () => {
    const blocks = (markup: string) =>
      [...articleOf(markup, 'corruption').matchAll(/<details class="component"[\s\S]*?<\/summary>/g)]
        .map(([summary]) => textOf(summary))
        .filter((text) => /generated-0-\d+/.test(text));
    const alike = blocks(page);
    const apart = blocks(renderHtml(assessed(1_000, (n) => String(n === 3 ? 4_000 : 100))));
    expect(apart.length).toBe(alike.length + 1);
  });

  test('tells each fact and assumption in its section, and elsewhere by its id and value', () => {
    const human = assessment.assumptions.find(({ id }) => id === 'human.detect');
    expect(page.split(human?.reason ?? '?').length - 1).toBe(1);
    expect(articleOf(page, 'corruption')).toMatch(
      /corruption\.detect<\/code><\/a>: <b>1800 s \(30 min\)<\/b><\/li>/,
    );
  });

  test('stays below 20 MB for 5,000 components', () => {
    const large = assessed(28_000);
    expect(large.components.length).toBeGreaterThan(5_000);
    expect(Buffer.byteLength(renderHtml(large))).toBeLessThan(20_000_000);
  });

  test('grows in proportion to the components, also where no two databases are alike', () => {
    const sizes = [2_000, 4_000].map((resources) => {
      const one = assessed(resources, (n) => String(100 + n));
      return Buffer.byteLength(renderHtml(one)) / one.components.length;
    });
    expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) * 1.05);
    expect(sizes[1]).toBeLessThan(8_000);
  });
});
