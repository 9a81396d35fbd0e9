import type { Finding } from '../../model.ts';
import { orderFindings, SEVERITY_VERDICT, VERDICT_WORD } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { componentLink, mendList, section } from './parts.ts';

/** What endangers an objective, the worst first, each with the change that mends it. */
export function findingsSection(anchors: Anchors): SafeHtml {
  const findings = orderFindings(anchors.assessment.findings);
  return section(
    'findings',
    'Breaches and findings',
    'Each names the component, what the templates say, and the smallest change of properties that mends it.',
    findings.length === 0
      ? html`<p>None.</p>`
      : html`<ul class="findings">${findings.map((finding) => item(anchors, finding))}</ul>`,
  );
}

function item(anchors: Anchors, finding: Finding): SafeHtml {
  const verdict = SEVERITY_VERDICT[finding.severity];
  const glyph = finding.severity === 'warning' ? '!' : VERDICT_WORD[verdict].glyph;
  return html`<li class="finding ${verdict}" id="${anchors.finding(finding)}"><p class="finding-head"><span class="badge ${verdict}"><span aria-hidden="true">${glyph}</span> ${finding.severity}</span> ${finding.component !== undefined && html`<strong>${componentLink(anchors, finding.component)}</strong>`} <span class="quiet">${finding.disruptions.join(', ')}</span></p>
<p>${finding.message}</p>${mendList(finding.mends)}
<p class="quiet">Rule <code>${finding.rule}</code>${finding.criteria.length > 0 && `, criteria ${finding.criteria.join(', ')}`}</p></li>
`;
}
