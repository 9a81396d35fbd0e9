import { formatDuration } from '../../../duration.ts';
import type { Judged, Phase, Term } from '../../model.ts';
import { html, type SafeHtml } from './escape.ts';

/** One logarithmic scale for every bar of the page, so that bars compare across rows: one second to seven days. */
const SCALE_END = 7 * 86_400;
const SCALE_TICKS = [60, 3600, 86_400];
const WIDTH = 100;

function position(seconds: number): number {
  const share = Math.log10(Math.max(seconds, 1)) / Math.log10(SCALE_END);
  return Number((Math.min(share, 1) * WIDTH).toFixed(2));
}

/** The estimate against its target on the page's logarithmic scale; the upright stroke is the target. */
export function estimateBar(judged: Judged): SafeHtml {
  const { estimate, targetSeconds } = judged;
  const filled = estimate.kind === 'estimate' ? position(estimate.seconds) : WIDTH;
  return html`<svg class="bar ${judged.verdict} ${estimate.kind}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${barText(judged)}"><rect class="track" x="0" y="3" width="100" height="4"/>${SCALE_TICKS.map(
    (tick) => html`<line class="tick" x1="${position(tick)}" x2="${position(tick)}" y1="3" y2="7"/>`,
  )}<rect class="fill" x="0" y="3" width="${filled}" height="4"/>${
    targetSeconds === undefined
      ? undefined
      : html`<line class="target" x1="${position(targetSeconds)}" x2="${position(targetSeconds)}" y1="0" y2="10"/>`
  }</svg>`;
}

function barText({ estimate, targetSeconds }: Judged): string {
  if (estimate.kind !== 'estimate') return `${estimate.kind}: no bound can be drawn`;
  if (targetSeconds === undefined) return `${formatDuration(estimate.seconds)}, no target declared`;
  return `${formatDuration(estimate.seconds)} of a target under ${formatDuration(targetSeconds)}`;
}

const PHASES: readonly Phase[] = ['detect', 'decide', 'recover', 'switch'];

/** How the time divides into detection, decision, recovery and switch-over, to scale. */
export function phaseBar(terms: readonly Term[]): SafeHtml | undefined {
  const sums = PHASES.map((phase) => ({
    phase,
    seconds: terms.filter((term) => term.phase === phase).reduce((sum, term) => sum + term.seconds, 0),
  })).filter(({ seconds }) => seconds > 0);
  const total = sums.reduce((sum, { seconds }) => sum + seconds, 0);
  if (sums.length < 2) return undefined;
  const label = sums.map(({ phase, seconds }) => `${phase} ${formatDuration(seconds)}`).join(', ');
  let start = 0;
  const parts = sums.map(({ phase, seconds }) => {
    const width = Number(((seconds / total) * WIDTH).toFixed(2));
    const part = html`<rect class="${phase}" x="${Number(start.toFixed(2))}" y="0" width="${width}" height="6"/>`;
    start += width;
    return part;
  });
  return html`<svg class="phases" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="${label}">${parts}</svg>`;
}

/** One share of a whole, to scale. */
export function shareBar(share: number): SafeHtml {
  const width = Number((Math.min(Math.max(share, 0), 1) * WIDTH).toFixed(2));
  return html`<svg class="bar share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" x="0" y="3" width="100" height="4"/><rect class="fill" x="0" y="3" width="${width}" height="4"/></svg>`;
}
