import { page } from '../../../local/live-page/view/page.ts';
import { type RegionId, render } from '../../../local/live-page/view/regions.ts';
import { narrow } from '../../../local/live-page/view/topology/narrow.ts';
import { topologyNodes } from '../../../local/live-page/view/topology/nodes.ts';
import type { Places } from '../../../local/live-page/view/topology/places.ts';
import { wide } from '../../../local/live-page/view/topology/wide.ts';
import { calm, hangingPrimary, inTheMiddleOfAFault, traffic } from './made-up-views.ts';

/** The words of a region, without the markup. */
function words(view: Parameters<typeof render>[0], id: RegionId): string {
  return render(view)
    .regions[id].replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the page', () => {
  it('shows service level, error budget, rate and latency of the users', () => {
    const shown = words(calm(), 'figures');
    expect(shown).toContain(
      'Service level 99.97 % 31 of 148,000 requests have failed since the start; at most 1 in 1,000 may.',
    );
    expect(shown).toContain('Error budget left 79 % 31 of 148 failures used');
    expect(shown).toMatch(/Requests \d+ \/s/);
    expect(shown).toMatch(/Latency, 95th percentile \d+ ms/);
  });

  it('never rounds a failure away, nor a budget that is overdrawn', () => {
    const almost = { ...traffic(), sinceStart: { requests: 1_000_000, errors: 1, unknownSeconds: 0 } };
    expect(words(calm({ traffic: almost }), 'figures')).toContain('99.99 %');
    const spent = { ...traffic(), sinceStart: { requests: 1_000, errors: 2, unknownSeconds: 3 } };
    expect(words(calm({ traffic: spent }), 'figures')).toMatch(
      /Not counted: 3 s without the load balancer\. Error budget left none/,
    );
  });

  it('shows the drill that runs with its prediction and its marks, and how it came out', () => {
    expect(words(calm({ drill: hangingPrimary() }), 'drill')).toMatch(
      /Drill: The primary of PostgreSQL hangs running .* predicts at most 12\.5 s .* Now: waiting for the promotion\. Injected after 34\.6 s: postgres-a stopped .* Detected after 38\.2 s/,
    );
    const outcome = { verdict: 'held', sentence: 'Writes were back after 7.9 s.' } as const;
    expect(words(calm({ drill: hangingPrimary({ outcome }) }), 'drill')).toMatch(
      /held .* Writes were back after 7\.9 s\./,
    );
    expect(render(calm()).regions.drill).toBe('');
  });

  it('says that a prediction is missing rather than nothing', () => {
    const { predictedRecoverySeconds: _, ...outline } = hangingPrimary().outline;
    expect(words(calm({ drill: hangingPrimary({ outline }) }), 'drill')).toContain(
      'The recovery model predicts no time for it.',
    );
  });

  it('draws an hour of a drill, with its slowest second', () => {
    const [first] = hangingPrimary().seconds;
    const seconds = Array.from({ length: 3_600 }, (_, index) => ({
      at: (first?.at ?? 0) + index * 1_000,
      requests: 40,
      errors: 0,
      p95Milliseconds: index === 1_801 ? 9_000 : 20,
    }));
    const { drill } = render(calm({ drill: hangingPrimary({ seconds }) })).regions;
    expect(drill).toContain('from 20 ms to 9.0 s');
    expect(drill.length).toBeLessThan(30_000);
  });

  it('lets no text become markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const view = inTheMiddleOfAFault();
    const status = view.look?.status;
    const shown = render({
      ...view,
      drill: hangingPrimary({ step: evil, marks: [{ at: 0, kind: 'injection', label: evil }] }),
      look: view.look &&
        status && {
          ...view.look,
          status: {
            ...status,
            parts: status.parts.map((part) => ({ ...part, detail: evil, state: 'failed' as const })),
            events: [{ at: status.startedAt, part: evil, kind: evil, detail: evil }],
          },
        },
    });
    expect(page(shown)).not.toContain('<img');
    expect(page(shown)).toContain('&lt;img');
  });

  it('is whole before anything runs', () => {
    const nothing = { ...traffic(), seconds: [], latency: undefined, replicas: new Map() };
    const markup = page(render(calm({ look: undefined, traffic: nothing })));
    expect(markup).toContain('The platform is starting');
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the topology', () => {
  const linksTo = (places: Places, name: string) => {
    const box = places.nodes.find(({ node }) => node.name === name);
    return places.links.filter(({ points }) => {
      const [x, y] = points.at(-1) ?? [0, 0];
      return (
        box !== undefined && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
      );
    });
  };
  const promoted = () => {
    const view = calm();
    const status = view.look?.status;
    return topologyNodes({
      ...view,
      look: view.look &&
        status && {
          ...view.look,
          status: {
            ...status,
            parts: status.parts.map((part) => {
              if (part.name === 'postgres-a') return { ...part, role: 'standby', state: 'failed' as const };
              return part.name === 'postgres-b' ? { ...part, role: 'primary' } : part;
            }),
          },
        },
    });
  };

  it.each(Object.entries({ wide, narrow }))(
    'leads the app to the primary and the primary to its standby (%s)',
    (_, arrange) => {
      const well = arrange(topologyNodes(calm()));
      expect(linksTo(well, 'postgres-a').map(({ state }) => state)).toEqual(['open']);
      expect(linksTo(well, 'postgres-b').map(({ state }) => state)).toEqual(['open']);
      expect(well.links.map(({ state }) => state)).toEqual(well.links.map(() => 'open'));
      const after = arrange(promoted());
      expect(linksTo(after, 'postgres-b').map(({ state }) => state)).toEqual(['open']);
      expect(linksTo(after, 'postgres-a').map(({ state }) => state)).toEqual(['closed']);
    },
  );

  it.each(Object.entries({ wide, narrow }))(
    'has no two boxes in one place, with twelve replicas too (%s)',
    (_, arrange) => {
      const nodes = topologyNodes(calm());
      const [replica] = nodes.app;
      const app = Array.from({ length: 12 }, (_, index) => ({
        ...{ role: 'replica', state: 'running', fact: '', ...replica },
        name: `app-${index + 1}`,
      })) as typeof nodes.app;
      const { nodes: boxes, width, height } = arrange({ ...nodes, app });
      expect(boxes).toHaveLength(9 + 12);
      for (const one of boxes) {
        expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height).toBe(
          true,
        );
        for (const other of boxes) {
          if (other === one) continue;
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          expect(apart ? '' : `${one.node.name} covers ${other.node.name}`).toBe('');
        }
      }
    },
  );

  it('says in colour, sign and word what is away', () => {
    const { wide: drawn } = render(inTheMiddleOfAFault()).regions;
    expect(drawn).toContain('class="node unhealthy"');
    expect(drawn).toContain('primary · unhealthy');
    expect(drawn).toContain('Not well: Users, app-2, postgres-a');
  });
});
