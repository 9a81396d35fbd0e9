import { createHash } from 'node:crypto';
import type { Assessment, Finding } from '../model.ts';
import type { StackTemplate } from '../read/template.ts';
import { printable } from './printable.ts';
import { type Place, placesOf } from './sarif/places.ts';
import { ruleHelp, ruleName } from './sarif/rules.ts';
import { orderFindings } from './words.ts';

const LEVEL = { breach: 'error', unproven: 'warning', warning: 'note' } as const;
const PROBLEM = { breach: 'error', unproven: 'warning', warning: 'recommendation' } as const;

/**
 * Renders the findings as SARIF 2.1.0 for code scanning, each at the template and the line that mends it.
 *
 * Fingerprints are made of the rule, the place and the disruptions, never of a line or a number, so that an alert stays
 * the same alert while the template around it changes.
 *
 * @param options.root folder of the repository; addresses of templates below it become relative to it
 * @returns text that ends in one newline
 */
export function renderSarif(
  assessment: Assessment,
  stacks: readonly StackTemplate[],
  options: { readonly root?: string } = {},
): string {
  const findings = orderFindings(assessment.findings);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Holdfast', rules: rules.map((rule) => ruleOf(rule, findings)) } },
        columnKind: 'utf16CodeUnits',
        automationDetails: {
          id: `holdfast/${clean(assessment.subject.application)}/${clean(assessment.subject.environment)}/`,
        },
        results: resultsOf(findings, rules, assessment, stacks, options.root),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Without what a viewer would obey rather than show, and never empty. */
function clean(text: string): string {
  const shown = printable(text).trim();
  return shown === '' ? 'unnamed' : shown;
}

function ruleOf(rule: string, findings: readonly Finding[]): object {
  const own = findings.filter((finding) => finding.rule === rule);
  const severity = own[0]?.severity ?? 'warning';
  const { summary, why } = ruleHelp(clean(rule));
  const criteria = [...new Set(own.flatMap((finding) => finding.criteria))].sort();
  const serves = criteria.length === 0 ? '' : ` It serves the criteria ${criteria.map(clean).join(', ')}.`;
  return {
    id: clean(rule),
    name: ruleName(rule),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${summary}. ${why}${serves}` },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: ['resilience'], precision: 'high', 'problem.severity': PROBLEM[severity] },
  };
}

function resultsOf(
  findings: readonly Finding[],
  rules: readonly string[],
  assessment: Assessment,
  stacks: readonly StackTemplate[],
  root: string | undefined,
): readonly object[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const [first, ...others] = placesOf(finding, assessment, stacks, root);
    if (!first) throw new Error(`The finding ${finding.rule} has no place in a template.`);
    const print = fingerprint(finding, first);
    const ordinal = seen.get(print) ?? 0;
    seen.set(print, ordinal + 1);
    return {
      ruleId: clean(finding.rule),
      ruleIndex: rules.indexOf(finding.rule),
      level: LEVEL[finding.severity],
      message: { text: messageOf(finding) },
      locations: [locationOf(first)],
      ...(others.length === 0
        ? {}
        : { relatedLocations: others.map((place, index) => ({ id: index + 1, ...locationOf(place) })) }),
      partialFingerprints: { 'holdfastFinding/v1': ordinal === 0 ? print : `${print}:${ordinal}` },
      properties: { disruptions: finding.disruptions, criteria: finding.criteria.map(clean) },
    };
  });
}

function messageOf({ message, mends }: Finding): string {
  const changes = mends.map(
    ({ change, property, constructPath, logicalId }) =>
      `${change} (${property} of ${constructPath ?? logicalId}).`,
  );
  return clean(changes.length === 0 ? message : `${message} To mend it: ${changes.join(' Or: ')}`);
}

function locationOf({ uri, line, stack, logicalId, constructPath, property }: Place): object {
  return {
    physicalLocation: { artifactLocation: { uri }, region: { startLine: line } },
    logicalLocations: [
      {
        name: clean(logicalId),
        fullyQualifiedName: clean(constructPath ?? `${stack}/${logicalId}`),
        kind: 'resource',
      },
    ],
    ...(property === undefined ? {} : { message: { text: clean(property) } }),
  };
}

/** The message belongs to it only up to its first number: numbers move, what is wrong does not. */
function fingerprint({ rule, component, disruptions, message }: Finding, place: Place): string {
  const words = message.replace(/\d.*$/su, '');
  const parts = [rule, component, place.stack, place.logicalId, place.property, disruptions.join(), words];
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex');
}
