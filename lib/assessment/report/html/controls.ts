import type { Finding, Verdict } from '../../model.ts';
import { type ControlResult, controlsOf } from '../controls.ts';
import { count } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml, sourceLink } from './escape.ts';
import { place, scrollTable, section } from './parts.ts';

/** The controls of four frameworks with what this assessment shows for and against each. */
export function controlsSection(anchors: Anchors): SafeHtml {
  return section(
    'controls',
    'Controls',
    'What this assessment shows for each control. It is evidence for an auditor and no claim of compliance; which evidence serves which control is our reading.',
    scrollTable(
      'Controls',
      ['Control', 'Found', 'Evidence'],
      controlsOf(anchors.assessment).map((control) => row(anchors, control)),
      'list',
    ),
  );
}

const STATUS: Record<
  ControlResult['status'],
  { readonly look: Verdict; readonly glyph: string; readonly word: string }
> = {
  evidence: { look: 'holds', glyph: '✓', word: 'evidence' },
  'findings against': { look: 'breached', glyph: '✗', word: 'findings against it' },
  'no evidence found': { look: 'undeclared', glyph: '–', word: 'no evidence found' },
};

/** Pieces and findings listed per control; all of them stand in their own sections. */
const MOST = 40;

function row(anchors: Anchors, control: ControlResult): SafeHtml {
  const { look, glyph, word } = STATUS[control.status];
  return html`<tr><th scope="row">${control.framework} ${control.id}<span class="meaning">${control.title}</span><span class="meaning">${sourceLink(control.source)}, ${control.confidence}</span></th><td><span class="badge ${look}"><span aria-hidden="true">${glyph}</span> ${word}</span></td><td>${against(anchors, control.against)}${evidence(control)}${control.elsewhere !== undefined && html`<span class="quiet block">${control.elsewhere}</span>`}</td></tr>
`;
}

function against(anchors: Anchors, findings: readonly Finding[]): SafeHtml | undefined {
  if (findings.length === 0) return undefined;
  return html`<details><summary>${count(findings.length, 'finding')} against it</summary><ul class="plain">${findings
    .slice(0, MOST)
    .map(
      (finding) =>
        html`<li><a href="#${anchors.finding(finding)}">${finding.rule}</a>: ${finding.message}</li>`,
    )}${findings.length > MOST && html`<li>and ${count(findings.length - MOST, 'more', 'more')}</li>`}</ul></details>`;
}

function evidence({ evidence: found }: ControlResult): SafeHtml | undefined {
  if (found.length === 0) return undefined;
  return html`<details><summary>${count(found.length, 'piece')} of evidence</summary><ul class="plain evidence">${found
    .slice(0, MOST)
    .map(
      ({ text, proof }) =>
        html`<li>${text}${proof.map(({ stack, logicalId, constructPath, path }) => html` <span class="quiet block">${place(stack, constructPath ?? logicalId, path)}</span>`)}</li>`,
    )}${found.length > MOST && html`<li>and ${count(found.length - MOST, 'more', 'more')}</li>`}</ul></details>`;
}
