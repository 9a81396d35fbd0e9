import { formatDuration } from '../../../duration.ts';
import type { Judged, Phase, Term } from '../../model.ts';
import { html, type SafeHtml } from './escape.ts';

const WIDTH = 100;
/** Where the target stands in a bar: the rest is room for an estimate that misses it. */
const TARGET_AT = 75;

/** The estimate as a share of its target, which is the upright stroke; a bar that ends beyond it misses. */
export function estimateBar(judged: Judged): SafeHtml | undefined {
  const { estimate, targetSeconds } = judged;
  if (estimate.kind === 'estimate' && targetSeconds === undefined) return undefined;
  const share = estimate.kind === 'estimate' && targetSeconds ? estimate.seconds / targetSeconds : undefined;
  const filled = share === undefined ? WIDTH : Number(Math.min(share * TARGET_AT, WIDTH).toFixed(2));
  const label =
    share === undefined ? `${estimate.kind}: no bound` : `${Math.round(share * 100)} % of the target`;
  return html`<svg class="bar ${judged.verdict} ${estimate.kind}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${label}"><rect class="track" x="0" y="3" width="100" height="4"/><rect class="fill" x="0" y="3" width="${filled}" height="4"/>${targetSeconds !== undefined && html`<line class="target" x1="${TARGET_AT}" x2="${TARGET_AT}" y1="0" y2="10"/>`}</svg>`;
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
