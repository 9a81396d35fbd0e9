import { formatDuration } from '../../../duration.ts';
import type { JourneyAvailability } from '../../model.ts';
import { floorSentence, sensitivityText } from '../sentences.ts';
import { percentText } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { shareBar } from './bars.ts';
import { html, type SafeHtml } from './escape.ts';
import { badge, componentLink, numberLink, scrollTable, section } from './parts.ts';
import { originList, secondsText } from './terms.ts';

const YEAR_SECONDS = 365 * 86_400;

/** Two answers per journey, never mixed: what contracts promise and what failure rates give. */
export function availabilitySection(anchors: Anchors): SafeHtml {
  const { availability, objectives } = anchors.assessment;
  const budget = ((100 - objectives.availabilityPercent) / 100) * YEAR_SECONDS;
  return section(
    'availability',
    'Availability',
    html`Target: above ${objectives.availabilityPercent} %, that is less than ${formatDuration(budget)} lost in a year of 365 days. The verdict is on the expected value. ${floorSentence(anchors.assessment)}`,
    availability.length === 0
      ? html`<p>No user journey was found.</p>`
      : availability.map((journey, index) => article(anchors, journey, index, budget)),
  );
}

function article(anchors: Anchors, journey: JourneyAvailability, index: number, budget: number): SafeHtml {
  const id = `journey-${index + 1}`;
  return html`<article id="${id}" aria-labelledby="${id}-title"><h3 id="${id}-title">${journey.journey} ${badge(journey.verdict)}</h3>
<dl class="figures-list"><div><dt>Expected</dt><dd>${numberLink(percentText(journey.expectedPercent), `${id}-expected`, journey.verdict)}</dd></div>
<div><dt>Lost in a year</dt><dd>${numberLink(lostText(journey), `${id}-expected`)}</dd></div>
<div><dt>Contractual floor</dt><dd>${numberLink(percentText(journey.floorPercent), `${id}-floor`)}</dd></div></dl>
<details><summary>Expected value: what is lost in a year</summary><div class="terms" id="${id}-expected">${losses(anchors, journey, budget)}</div></details>
<details><summary>Contractual floor: the SLAs in series</summary><div class="terms" id="${id}-floor">${factors(anchors, journey)}</div></details>
${sensitivity(anchors, journey)}
</article>
`;
}

function lostText(journey: JourneyAvailability): string {
  return formatDuration(journey.expectedLosses.reduce((sum, loss) => sum + loss.secondsPerYear, 0));
}

function losses(anchors: Anchors, journey: JourneyAvailability, budget: number): SafeHtml {
  const total = journey.expectedLosses.reduce((sum, loss) => sum + loss.secondsPerYear, 0);
  const rows = journey.expectedLosses.map(
    (loss) =>
      html`<tr><th scope="row">${loss.cause}</th><td class="right">${minutes(loss.secondsPerYear)}${shareBar(total === 0 ? 0 : loss.secondsPerYear / total)}</td><td><code class="formula">${loss.formula}</code>${originList(anchors, loss.origins)}</td></tr>
`,
  );
  const used = budget > 0 ? `, ${((total / budget) * 100).toFixed(1)} % of what the target allows` : '';
  return html`${scrollTable(`Expected losses of the journey ${journey.journey}`, ['Cause', 'Lost in a year', 'Formula and origins'], rows, 'list')}
<p class="sum">Lost in a year: ${secondsText(total)}${used}</p>`;
}

function minutes(seconds: number): string {
  return `${(seconds / 60).toFixed(2)} min`;
}

function factors(anchors: Anchors, journey: JourneyAvailability): SafeHtml {
  const rows = journey.floorFactors.map(
    (factor) =>
      html`<tr><th scope="row">${componentLink(anchors, factor.component)}</th><td class="right">${factor.percent} %</td><td>${originList(anchors, [factor.origin])}</td></tr>
`,
  );
  const product = journey.floorFactors.map((factor) => `${factor.percent} %`).join(' x ');
  return html`${scrollTable(`Contractual floor of the journey ${journey.journey}`, ['Component', 'SLA', 'Origin'], rows, 'list')}
<p class="sum">${product === '' ? '' : `${product} = `}${percentText(journey.floorPercent)}</p>`;
}

function sensitivity(anchors: Anchors, journey: JourneyAvailability): SafeHtml | undefined {
  if (journey.sensitivity.length === 0) return undefined;
  return html`<h4>How far each assumption may move</h4><ul class="sensitivity">${journey.sensitivity.map(
    (one) => {
      const statement = anchors.assessment.assumptions.find(({ id }) => id === one.assumption)?.statement;
      const anchor = anchors.assumption(one.assumption);
      const name = html`${statement === undefined ? undefined : `${statement} `}<code>${one.assumption}</code>`;
      return html`<li>${anchor ? html`<a href="#${anchor}">${name}</a>` : name}: ${sensitivityText(journey.verdict, one)}</li>`;
    },
  )}</ul>`;
}
