import { count, valueText } from '../words.ts';
import { type Anchors, assumptionAnchor, factAnchor } from './anchors.ts';
import { html, type SafeHtml, sourceLink } from './escape.ts';
import { place, scrollTable, section } from './parts.ts';

/** Every assumption in force, whether a number of this page uses it or not. */
export function assumptionsSection(anchors: Anchors): SafeHtml {
  const { assumptions } = anchors.assessment;
  const own = assumptions.filter((assumption) => assumption.overridden).length;
  const rows = assumptions.map(
    (assumption, index) =>
      html`<tr id="${assumptionAnchor(index)}"><th scope="row"><code>${assumption.id}</code></th><td class="right">${valueText(assumption.value, assumption.unit)}</td><td>${assumption.overridden ? html`<strong>set by you</strong>` : 'default'}</td><td>${assumption.statement}<span class="quiet block">${assumption.reason}</span></td></tr>
`,
  );
  return section(
    'assumptions',
    'Assumptions',
    `Numbers that nobody publishes. ${count(assumptions.length, 'assumption')}, ${own} set by you; each can be set in the configuration.`,
    scrollTable('Assumptions', ['Id', 'Value', 'Origin', 'Statement and reason'], rows, 'list'),
  );
}

/** The published numbers the report rests on. */
export function factsSection(anchors: Anchors): SafeHtml {
  const rows = anchors.facts.map(
    (fact, index) =>
      html`<tr id="${factAnchor(index)}"><th scope="row"><code>${fact.id}</code></th><td>${fact.statement}</td><td>${sourceLink(fact.source)}</td><td>${fact.confidence}</td></tr>
`,
  );
  return section(
    'facts',
    'Facts',
    'Published numbers that a term, a floor or a loss of this report uses, with their sources.',
    rows.length === 0
      ? html`<p>None.</p>`
      : scrollTable('Facts', ['Id', 'Statement', 'Source', 'Confidence'], rows, 'list'),
  );
}

/** What the model does not cover: silence here would read as a pass. */
export function limitsSection(anchors: Anchors): SafeHtml {
  const { notModelled, unresolved } = anchors.assessment;
  return html`${section(
    'not-modelled',
    'Not modelled',
    'Resource types that carry data or traffic and that no component file recognises. They are in no number above.',
    notModelled.length === 0
      ? html`<p>None.</p>`
      : scrollTable(
          'Resource types that are not modelled',
          ['Resource type', 'Resources'],
          notModelled.map(
            (type) =>
              html`<tr><th scope="row"><code>${type.resourceType}</code></th><td class="right">${type.count}</td></tr>
`,
          ),
        ),
  )}${section(
    'unresolved',
    'Unresolved values',
    'Values the templates alone do not tell. A number that needs one is unknown, and unknown is never a pass.',
    unresolved.length === 0
      ? html`<p>None.</p>`
      : scrollTable(
          'Unresolved values',
          ['Where', 'Expression'],
          unresolved.map(
            (value) =>
              html`<tr><th scope="row">${place(value.stack, value.logicalId, value.path)}</th><td><code>${value.expression}</code></td></tr>
`,
          ),
          'list',
        ),
  )}`;
}

/** The templates that were read. */
export function stacksSection(anchors: Anchors): SafeHtml {
  return section(
    'stacks',
    'Stacks read',
    undefined,
    scrollTable(
      'Stacks read',
      ['Stack', 'Account', 'Region', 'Resources', 'Template'],
      anchors.assessment.stacks.map(
        (stack) =>
          html`<tr><th scope="row">${stack.name}</th><td>${stack.account}</td><td>${stack.region}</td><td class="right">${stack.resources}</td><td><span class="path">${stack.template}</span></td></tr>
`,
      ),
    ),
  );
}
