import { DISRUPTIONS } from '../../../../lib/assessment/disruptions.ts';
import type { Assessment } from '../../../../lib/assessment/model.ts';
import { STYLES } from '../../../../lib/assessment/report/html/styles.ts';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { counterparts } from '../../../../lib/assessment/report/topology/counterparts.ts';
import { effectsOf } from '../../../../lib/assessment/report/topology/effects.ts';
import { fitLines } from '../../../../lib/assessment/report/topology/fit.ts';
import { depths } from '../../../../lib/assessment/report/topology/layers.ts';
import { layout } from '../../../../lib/assessment/report/topology/layout.ts';
import { NODE } from '../../../../lib/assessment/report/topology/measures.ts';
import { cache, cdn, database, service } from './fixture/parts.ts';
import { component, fixture } from './fixture.ts';
import { hostileFixture } from './hostile.ts';
import { attribute, parsePage, textOf } from './page.ts';

const kindOf = (assessment: Assessment, disruption: (typeof DISRUPTIONS)[number], id: string) =>
  effectsOf(assessment, disruption).get(id)?.kind;

describe('the way to the drawing', () => {
  const tags = parsePage(renderHtml(fixture()));

  test('leads from each row of the matrix to the button of its disruption', () => {
    const buttons = tags.filter(({ attributes }) => attributes.name === 'topology');
    for (const disruption of DISRUPTIONS) {
      expect(attribute(tags, 'href')).toContain(`#topology-${disruption}`);
      expect(
        buttons.find(({ attributes }) => attributes.id === `topology-${disruption}`)?.attributes.type,
      ).toBe('radio');
    }
  });

  test('leads to the list where there are too many components for a drawing', () => {
    const components = Array.from({ length: 81 }, (_, index) =>
      component('ecs-service', `service ${index}`, `Service${index}`),
    );
    const links = attribute(parsePage(renderHtml(fixture({ components }))), 'href');
    expect(links).toContain('#effects-zone');
    expect(links).not.toContain('#topology-zone');
  });
});

describe('what a disruption does', () => {
  test('a component with a way back fails, and what needs it stops', () => {
    expect(effectsOf(fixture(), 'process').get(service.id)).toMatchObject({ kind: 'fails', seconds: 90 });
    expect(kindOf(fixture(), 'process', cdn.id)).toBe('stops');
    expect(kindOf(fixture(), 'process', database.id)).toBe('serves');
  });

  test('no way back and no proof are told apart, and both stop what needs them', () => {
    expect(kindOf(fixture(), 'compromise', database.id)).toBe('lost');
    expect(kindOf(fixture(), 'deletion', database.id)).toBe('unproven');
    expect(kindOf(fixture(), 'deletion', service.id)).toBe('stops');
    expect(kindOf(fixture(), 'deletion', cdn.id)).toBe('stops');
  });

  test('losing what it can spare degrades a component and stops nothing', () => {
    const base = fixture();
    const restart = base.estimates.find(({ component: id }) => id === service.id)?.best;
    if (!restart) throw new Error('The service of the fixture restarts.');
    const lostCache = fixture({
      estimates: [{ component: cache.id, disruption: 'node', routes: [restart], best: restart }],
    });
    expect(effectsOf(lostCache, 'node').get(service.id)).toEqual({
      kind: 'degrades',
      without: [cache.id],
      seconds: undefined,
    });
    expect(kindOf(lostCache, 'node', cdn.id)).toBe('serves');
  });

  test('a route that prevents the disruption leaves the component as it is', () => {
    const base = fixture();
    const estimates = base.estimates.map((estimate) => ({
      ...estimate,
      routes: estimate.routes.map((route) => ({ ...route, prevents: true })),
    }));
    expect(kindOf(fixture({ estimates }), 'corruption', database.id)).toBe('serves');
  });

  test('losing the primary region takes all of it, and what the region route rests on takes over', () => {
    expect(kindOf(fixture(), 'region', cache.id)).toBe('fails');
    expect(effectsOf(fixture(), 'region').get(cache.id)?.without).toEqual([]);
    const proven = counterparts(fixture()).filter((one) => one.proven);
    expect(proven.map(({ of }) => of)).toContain(database.id);
  });

  test('dependencies in a circle come to an end', () => {
    const circle = fixture({
      dependencies: [
        { from: service.id, to: database.id, strength: 'hard' },
        { from: database.id, to: service.id, strength: 'hard' },
        { from: database.id, to: database.id, strength: 'hard' },
      ],
    });
    expect(kindOf(circle, 'deletion', service.id)).toBe('stops');
    expect(depths(circle).size).toBe(2);
    expect(layout(circle).nodes.length).toBeGreaterThanOrEqual(5);
  });
});

describe('the drawing', () => {
  const many = fixture({
    components: Array.from({ length: 40 }, (_, index) =>
      component('ecs-service', `service number ${index}`, `S${index}`, {
        region: ['eu-central-1', 'eu-west-1', 'us-east-1'][index % 3] ?? '',
        primary: index % 3 !== 1,
      }),
    ),
    dependencies: Array.from({ length: 39 }, (_, index) => ({
      from: `Shop-Production-Service/S${Math.floor(index / 2)}`,
      to: `Shop-Production-Service/S${index + 1}`,
      strength: 'hard' as const,
    })),
  });

  test.each([
    ['the fixture', fixture()],
    ['forty components', many],
    ['hostile names', hostileFixture()],
    ['no recovery region', fixture({ regions: { primary: 'eu-central-1' } })],
  ])('of %s holds every component once, in its region and over no other', (_, assessment) => {
    const { nodes, regions, width, height } = layout(assessment);
    for (const { id } of assessment.components)
      expect(nodes.filter((node) => node.id === id).length).toBeGreaterThan(0);
    const places = new Set(nodes.map(({ x, y }) => `${x}/${y}`));
    expect(places.size).toBe(new Set(nodes.map(({ id }) => id)).size);
    for (const node of nodes) {
      const inside = regions.filter(
        ({ x, y, width: wide, height: high }) =>
          node.x >= x && node.y >= y && node.x + NODE.width <= x + wide && node.y + NODE.height <= y + high,
      );
      expect(inside).toHaveLength(1);
      for (const other of nodes) {
        const apart = Math.abs(node.x - other.x) >= NODE.width || Math.abs(node.y - other.y) >= NODE.height;
        expect(apart || (node.x === other.x && node.y === other.y)).toBe(true);
      }
    }
    for (const { x, y, width: wide, height: high } of regions) {
      expect(x + wide).toBeLessThanOrEqual(width);
      expect(y + high).toBeLessThanOrEqual(height);
    }
  });

  test('puts what is needed below what needs it, and a counterpart in the row of what it stands for', () => {
    const { nodes } = layout(fixture());
    const y = (id: string) => nodes.find((node) => node.id === id)?.y ?? Number.NaN;
    expect(y(cdn.id)).toBeLessThan(y(service.id));
    expect(y(service.id)).toBeLessThan(y(database.id));
    const [twin] = counterparts(fixture());
    expect(y(twin?.id ?? '')).toBe(y(twin?.of ?? ''));
  });

  test('is the same for the same assessment in whatever order its components stand', () => {
    const reversed = fixture({ components: fixture().components.toReversed() });
    expect(layout(reversed).nodes).toEqual(layout(fixture()).nodes);
  });

  test('breaks names at joints, keeps the end of what is too long, and counts wide letters double', () => {
    expect(fitLines('database holdfast-production-db', 20, 2)).toEqual([
      'database holdfast-',
      'production-db',
    ]);
    expect(fitLines('bucket EdgeAccessLogsBucketDEE11E76', 20, 2)).toEqual([
      'bucket',
      'EdgeAccessLog…E11E76',
    ]);
    expect(fitLines('データベースデータベース', 20, 1)[0]).toHaveLength(13);
    for (const line of fitLines('x'.repeat(500), 20, 2)) expect(line.length).toBeLessThanOrEqual(20);
  });
});

describe('the section of the page', () => {
  const page = renderHtml(fixture());
  const section = page.slice(page.indexOf('<section id="topology"'), page.indexOf('<section id="recovery"'));
  const tags = parsePage(section);

  test('offers every disruption as a radio button that a table row describes', () => {
    const buttons = tags.filter(({ name }) => name === 'input');
    expect(buttons.map(({ attributes }) => attributes.value)).toEqual(['none', ...DISRUPTIONS]);
    expect(new Set(buttons.map(({ attributes }) => attributes.name)).size).toBe(1);
    for (const id of attribute(buttons, 'aria-describedby')) expect(attribute(tags, 'id')).toContain(id);
  });

  test('shows the choice by the style sheet alone, and as long as nobody has chosen what the address says', () => {
    for (const disruption of DISRUPTIONS) {
      expect(STYLES).toContain(
        `.topology:is(:has(#topology-${disruption}:checked),:root:not(.scripted) :has(#topology-none:checked):has(#topology-${disruption}:target)) .at-${disruption}{display:inline}`,
      );
    }
    expect(section).toContain('compromise-lost');
    expect(textOf(section)).toContain('✗ no way back');
    expect(textOf(section)).toContain('→ takes over');
  });

  test('keeps the full name of every component and says in words what the drawing shows', () => {
    for (const { name } of fixture().components) expect(section).toContain(`<title>${name}</title>`);
    expect(textOf(section.slice(section.indexOf('id="effects-deletion"')))).toContain(
      'database orders : not proven',
    );
  });

  test('gives up the drawing and keeps the table when there are too many components', () => {
    const components = Array.from({ length: 81 }, (_, index) =>
      component('ecs-service', `s${index}`, `S${index}`),
    );
    const crowded = renderHtml(fixture({ components }));
    expect(crowded).toContain('81 components are too many for a drawing.');
    expect(crowded).not.toContain('class="drawing"');
    expect(crowded).toContain('id="effects-zone"');
  });
});
