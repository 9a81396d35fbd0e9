import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AssessOptions, assess } from '../../../lib/assessment/assess.ts';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import type { Assessment, Judged } from '../../../lib/assessment/model.ts';
import type { StackTemplate, Template } from '../../../lib/assessment/read/template.ts';

const FOLDER = join(process.cwd(), 'test', 'lib', 'assessment', 'corpus');
const ACCOUNT = '111122223333';
const HOUR = 3600;

/** Seconds, or why there are none. */
type ExpectedDuration = number | 'unrecoverable' | 'unknown';

interface ExpectedRow {
  readonly rto: ExpectedDuration;
  readonly rpo: ExpectedDuration;
  /** Id of the route that decides the recovery time. */
  readonly route?: string;
}

/** What `expected.json` of a case says. */
export interface Expected {
  /** One sentence: what the case is and why this is its result. */
  readonly why: string;
  readonly region: string;
  readonly recoveryRegion?: string;
  readonly expect: Partial<Record<Disruption, ExpectedRow>>;
  readonly verdict?: string;
  /** Ids of rules that must be among the findings. */
  readonly findings?: readonly string[];
  readonly notModelled?: readonly string[];
}

/** Reads a YAML template; the corpus runner hands in the project's own reader. */
export type YamlReader = (text: string) => Template;

export function caseNames(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as Expected;
}

/** @throws Error when the case has no template */
export function stacksOf(name: string, expected: Expected, yaml: YamlReader): StackTemplate[] {
  const at = (file: string) => join(FOLDER, name, file);
  const only = (template: Template, file: string): StackTemplate[] => [
    { name, account: ACCOUNT, region: expected.region, file, template },
  ];
  if (existsSync(at('stacks.json'))) {
    const stacks = JSON.parse(readFileSync(at('stacks.json'), 'utf8')) as Omit<StackTemplate, 'file'>[];
    return stacks.map((stack) => ({ ...stack, file: `${stack.name}.template.json` }));
  }
  if (existsSync(at('template.json')))
    return only(JSON.parse(readFileSync(at('template.json'), 'utf8')) as Template, 'template.json');
  if (existsSync(at('template.yaml')))
    return only(yaml(readFileSync(at('template.yaml'), 'utf8')), 'template.yaml');
  throw new Error(`Corpus case ${name} has no template.json, template.yaml or stacks.json.`);
}

/** The objectives a stranger gets who declares none: every disruption within four hours and one hour of data. */
export function optionsFor(name: string, expected: Expected): AssessOptions {
  return {
    application: name,
    environment: 'corpus',
    primaryRegion: expected.region,
    ...(expected.recoveryRegion === undefined ? {} : { recoveryRegion: expected.recoveryRegion }),
    objectives: {
      availabilityPercent: 99.9,
      perDisruption: Object.fromEntries(
        DISRUPTIONS.map((disruption) => [disruption, { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR }]),
      ),
    },
  };
}

/** What differs between a case's result and what it expects, one sentence each. */
export function differences(name: string, expected: Expected, assessment: Assessment): string[] {
  const told = DISRUPTIONS.flatMap((disruption): string[] => {
    const row = assessment.disruptions.find((result) => result.disruption === disruption);
    const wanted = expected.expect[disruption];
    if (!wanted) return [`${name} does not say what to expect of "${disruption}".`];
    if (!row) return [`${name} has no result for "${disruption}".`];
    const route = row.rto.limiting?.route;
    return [
      ...durationDiffers(name, disruption, 'RTO', wanted.rto, row.rto),
      ...durationDiffers(name, disruption, 'RPO', wanted.rpo, row.rpo),
      ...(wanted.route === undefined || wanted.route === route
        ? []
        : [`${name}: "${disruption}" recovers by ${route ?? 'no route'}, expected ${wanted.route}.`]),
    ];
  });
  const rules = new Set(assessment.findings.map(({ rule }) => rule));
  const types = new Set(assessment.notModelled.map(({ resourceType }) => resourceType));
  return [
    ...told,
    ...(expected.verdict === undefined || expected.verdict === assessment.verdict
      ? []
      : [`${name}: the verdict is ${assessment.verdict}, expected ${expected.verdict}.`]),
    ...(expected.findings ?? [])
      .filter((rule) => !rules.has(rule))
      .map((rule) => `${name}: no finding of rule ${rule}; there are ${[...rules].join(', ') || 'none'}.`),
    ...(expected.notModelled ?? [])
      .filter((type) => !types.has(type))
      .map((type) => `${name}: ${type} is not listed as not modelled.`),
  ];
}

function durationDiffers(
  name: string,
  disruption: Disruption,
  what: 'RTO' | 'RPO',
  wanted: ExpectedDuration,
  { estimate, limiting }: Judged,
): string[] {
  const found = estimate.kind === 'estimate' ? estimate.seconds : estimate.kind;
  const same =
    typeof wanted === 'number' && typeof found === 'number'
      ? Math.abs(wanted - found) < 0.5
      : wanted === found;
  if (same) return [];
  const via = limiting ? ` (${limiting.component} by ${limiting.route})` : '';
  const reason = estimate.kind === 'estimate' ? '' : ` ${estimate.reason}`;
  return [`${name}: the ${what} for "${disruption}" is ${found}${via}, expected ${wanted}.${reason}`];
}

export function assessCase(name: string, expected: Expected, yaml: YamlReader): Assessment {
  return assess(stacksOf(name, expected, yaml), optionsFor(name, expected));
}
