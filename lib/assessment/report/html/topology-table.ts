import { formatDuration } from '../../../duration.ts';
import type { Disruption } from '../../disruptions.ts';
import { usedRoute } from '../compare.ts';
import { counterparts } from '../topology/counterparts.ts';
import type { Effect, EffectKind } from '../topology/effects.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { componentLink, scrollTable } from './parts.ts';
import type { Effects } from './topology.ts';

/** The drawing in words: one row per disruption, shown whether or not a script runs. */
export function effectsTable(anchors: Anchors, effects: Effects): SafeHtml {
  return scrollTable(
    'What each disruption does',
    ['Disruption', 'Fails, and its way back', 'Stops with it', 'Goes on without', 'Takes over'],
    [...effects].map(([disruption, byId]) => row(anchors, disruption, byId)),
    'list',
  );
}

function row(anchors: Anchors, disruption: Disruption, byId: ReadonlyMap<string, Effect>): SafeHtml {
  const of = (...kinds: EffectKind[]): readonly [string, Effect][] =>
    [...byId].filter(([, { kind }]) => kinds.includes(kind));
  const failing = of('lost', 'unproven', 'fails').map(
    ([id, effect]) => html`${componentLink(anchors, id)}${wayBack(anchors, disruption, id, effect)}`,
  );
  const spared = [...byId].flatMap(([id, { without }]) =>
    without.map((lost) => html`${componentLink(anchors, id)} without ${componentLink(anchors, lost)}`),
  );
  const cells = [
    ['Fails', failing],
    ['Stops with it', of('stops').map(([id]) => componentLink(anchors, id))],
    ['Goes on without', spared],
    [
      'Takes over',
      takingOver(
        anchors,
        disruption,
        of('takes-over').map(([id]) => id),
      ),
    ],
  ] as const;
  return html`<tr class="row-${disruption}" id="effects-${disruption}"><th scope="row"><a href="#disruption-${disruption}">${disruption}</a></th>${cells.map(([head, items]) => html`<td data-head="${head}">${list(items)}</td>`)}</tr>
`;
}

function wayBack(anchors: Anchors, disruption: Disruption, id: string, effect: Effect): SafeHtml | undefined {
  if (effect.kind === 'lost') return html`: <strong>no way back</strong>`;
  if (effect.kind === 'unproven') return html`: <strong>not proven</strong>`;
  const estimate = anchors.estimate(id, disruption)?.estimate;
  const route = estimate?.routes[usedRoute(estimate)];
  if (!route) return undefined;
  const time =
    effect.seconds === undefined || effect.seconds === 0 ? '' : ` (${formatDuration(effect.seconds)})`;
  return html`: <span class="quiet">${route.name}${time}</span>`;
}

function takingOver(
  anchors: Anchors,
  disruption: Disruption,
  listed: readonly string[],
): readonly SafeHtml[] {
  if (disruption !== 'region') return [];
  const standIns = counterparts(anchors.assessment).filter(
    ({ proven, id }) => proven && !listed.includes(id),
  );
  return [
    ...listed.map((id) => componentLink(anchors, id)),
    ...standIns.map(({ name, of }) => html`${name}, for ${componentLink(anchors, of)}`),
  ];
}

function list(items: readonly SafeHtml[]): SafeHtml {
  if (items.length === 0) return html`<span class="quiet">–</span>`;
  return html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
