import { formatDuration } from '../../../duration.ts';
import { DISRUPTION_MEANING, type Disruption } from '../../disruptions.ts';
import type { Assessment } from '../../model.ts';
import { type Effect, effectsOf } from '../topology/effects.ts';
import { type Drawing, layout } from '../topology/layout.ts';
import { count } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { section } from './parts.ts';
import { topologyDrawing } from './topology-drawing.ts';
import { effectsTable } from './topology-table.ts';

/** More nodes than this are a wallpaper: the table says the same. */
const MOST_NODES = 80;

/** The effects of each disruption of the assessment, by component. */
export type Effects = ReadonlyMap<Disruption, ReadonlyMap<string, Effect>>;

/**
 * What stands where, what needs what, and what each disruption does to it. The choice works without a script: the style
 * sheet shows what belongs to the checked button, or, while none is, to the button that a link leads to.
 */
export function topologySection(anchors: Anchors): SafeHtml {
  const { assessment } = anchors;
  const effects: Effects = new Map(
    assessment.disruptions.map(({ disruption }) => [disruption, effectsOf(assessment, disruption)]),
  );
  const drawn = isDrawn(assessment);
  const drawing = drawn ? layout(assessment) : undefined;
  return section(
    'topology',
    'Topology',
    'What stands where and what needs what. Choose a disruption to see what it stops, what goes on without something, and what takes over; the list below the drawing says the same in words.',
    html`<div class="topology">
${drawn && chooser(assessment.disruptions.map(({ disruption }) => disruption))}
${
  drawing
    ? html`<div class="scroll" role="region" aria-label="Topology" tabindex="0">${topologyDrawing(assessment, drawing, effects)}</div>
${legend(drawing)}`
    : html`<p>${assessment.components.length === 0 ? 'No component was recognised.' : `${count(assessment.components.length, 'component')} are too many for a drawing.`}</p>`
}
<details class="effects"><summary>What each disruption does, in words</summary>${effectsTable(anchors, effects)}</details></div>`,
  );
}

/** Where a disruption is shown: chosen in the drawing, or in the list where there is none. */
export function topologyAnchor(assessment: Assessment, disruption: Disruption): string {
  return `${isDrawn(assessment) ? 'topology' : 'effects'}-${disruption}`;
}

function isDrawn({ components }: Assessment): boolean {
  return components.length > 0 && components.length <= MOST_NODES;
}

function chooser(disruptions: readonly Disruption[]): SafeHtml {
  return html`<fieldset class="chooser"><legend>Disruption</legend>
<label><input type="radio" name="topology" id="topology-none" value="none" checked> <span>none</span></label>
${disruptions.map(
  (disruption) =>
    html`<label title="${DISRUPTION_MEANING[disruption]}"><input type="radio" name="topology" id="topology-${disruption}" value="${disruption}" aria-describedby="effects-${disruption}"> <span>${disruption}</span></label>
`,
)}</fieldset>`;
}

const LINE_WORD = { hard: 'needs', soft: 'can spare', twin: 'counterpart' } as const;

function legend({ lines }: Drawing): SafeHtml | undefined {
  const kinds = (['hard', 'soft', 'twin'] as const).filter((kind) =>
    lines.some((line) => line.kind === kind),
  );
  if (kinds.length === 0) return undefined;
  return html`<ul class="legend">${kinds.map((kind) => html`<li><span class="sample ${kind}"></span>${LINE_WORD[kind]}</li>`)}</ul>`;
}

/** `✗ fails, 2 min`: never told by colour alone, and short enough for a box. */
export function effectText({ kind, seconds }: Effect): string {
  const time = seconds === undefined || seconds === 0 ? '' : `, ${formatDuration(seconds)}`;
  switch (kind) {
    case 'lost':
      return '✗ no way back';
    case 'unproven':
      return '? not proven';
    case 'fails':
      return time === '' ? '✗ lost with its region' : `✗ fails${time}`;
    case 'stops':
      return '✗ stops, a need is down';
    case 'degrades':
      return '◐ degrades';
    case 'takes-over':
      return '→ takes over';
    case 'serves':
      return '✓ goes on';
  }
}
