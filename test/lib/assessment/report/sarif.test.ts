import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Template } from '../../../../lib/assessment/read/template.ts';
import { ruleHelp } from '../../../../lib/assessment/report/sarif/rules.ts';
import { renderSarif } from '../../../../lib/assessment/report/sarif.ts';
import { assessResources, database, resource, stackOf } from '../templates.ts';
import { fixture } from './fixture.ts';
import { hostileFixture } from './hostile.ts';

interface Location {
  physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
  logicalLocations: { name: string; fullyQualifiedName: string; kind: string }[];
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  partialFingerprints: Record<string, string>;
}
interface Rule {
  id: string;
  name: string;
  shortDescription: { text: string };
  help: { text: string };
  defaultConfiguration: { level: string };
}
interface Log {
  runs: [{ tool: { driver: { rules: Rule[] } }; results: Result[] }];
}

/** The committee's schema of draft 4; draft 7 differs for it in the name of its id alone. */
function officialSchema(): object {
  const {
    $schema: _,
    id,
    ...schema
  } = JSON.parse(readFileSync('test/fixtures/sarif-schema-2.1.0.json', 'utf8'));
  return { $id: id, ...schema };
}

const validate = new Ajv({ strict: false, validateFormats: false }).compile(officialSchema());

function errorsOf(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

const run = (text: string) => (JSON.parse(text) as Log).runs[0];
const NONE: Template = {};
const stack = (name: string, more: object) => ({
  ...stackOf({}, { name, file: `${name}.template.json`, template: NONE }),
  ...more,
});

describe('the SARIF log', () => {
  test('is valid against the schema of the standard, also when it is empty or names are hostile', () => {
    expect(errorsOf(renderSarif(fixture(), []))).toEqual([]);
    expect(errorsOf(renderSarif(fixture({ findings: [] }), []))).toEqual([]);
    expect(errorsOf(renderSarif(hostileFixture(), []))).toEqual([]);
    expect(errorsOf(renderSarif(assessResources(database({ MultiAZ: false })), [stackOf({})]))).toEqual([]);
    expect(errorsOf(renderSarif(fixture(), []).replace('"startLine": 1', '"startLine": 0'))).not.toEqual([]);
    expect(errorsOf(renderSarif(fixture(), []).replaceAll('"text":', '"txt":'))).not.toEqual([]);
  });

  test('explains each rule once, and each result points to its rule', () => {
    const { tool, results } = run(renderSarif(fixture(), []));
    const { rules } = tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(results).toHaveLength(fixture().findings.length);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    for (const { help, shortDescription, name } of rules) {
      expect(help.text).toContain(shortDescription.text);
      expect(name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    }
  });

  test('has a text of its own for every rule of the model', () => {
    const sources = readdirSync('lib/assessment/checks', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `lib/assessment/checks/${file}`);
    const rules = [...sources, 'lib/assessment/assess.ts', 'lib/assessment/breached-objectives.ts'].flatMap(
      (file) => [...readFileSync(file, 'utf8').matchAll(/\brule: '([a-z-]+)'/g)].map(([, rule = '']) => rule),
    );
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.filter((rule) => ruleHelp(rule).summary === `Resilience rule ${rule}`)).toEqual([]);
    expect(ruleHelp('a-new-rule').summary).toBe('Resilience rule a-new-rule');
  });

  test('a breach is an error, an unproven objective a warning, a warning a note', () => {
    const levels = { breach: 'error', unproven: 'warning', warning: 'note' };
    const [template] = fixture().findings;
    if (!template) throw new Error('The fixture has findings.');
    for (const severity of ['breach', 'unproven', 'warning'] as const) {
      const { results } = run(renderSarif(fixture({ findings: [{ ...template, severity }] }), []));
      expect(results.map(({ level }) => level)).toEqual([levels[severity]]);
    }
  });

  test('points at the file and line of the resource that mends it, and at its construct', () => {
    const assessment = assessResources({ Database: resource('AWS::RDS::DBInstance', { MultiAZ: false }) });
    const at = (more: object, root?: string) =>
      run(renderSarif(assessment, [stack('app', more)], root === undefined ? {} : { root })).results.find(
        ({ ruleId }) => ruleId === 'automatic-failover',
      )?.locations[0];
    expect(at({ path: 'templates/my db.yaml', lines: { Database: 42 } })).toMatchObject({
      physicalLocation: { artifactLocation: { uri: 'templates/my%20db.yaml' }, region: { startLine: 42 } },
      logicalLocations: [{ name: 'Database', fullyQualifiedName: 'app/Database', kind: 'resource' }],
    });
    expect(at({})?.physicalLocation).toEqual({
      artifactLocation: { uri: 'app.template.json' },
      region: { startLine: 1 },
    });
    expect(at({ lines: { Other: 9 } })?.physicalLocation.region.startLine).toBe(1);
    expect(at({ path: '/repo/cdk.out/a.json' }, '/repo')?.physicalLocation.artifactLocation.uri).toBe(
      'cdk.out/a.json',
    );
    expect(at({ path: '/elsewhere/a.json' }, '/repo')?.physicalLocation.artifactLocation.uri).toBe(
      'file:///elsewhere/a.json',
    );
  });

  test('keeps its fingerprints when lines and numbers move, and tells every result apart', () => {
    const prints = (text: string) =>
      run(text).results.map((result) => Object.values(result.partialFingerprints)[0]);
    const assessment = assessResources(database({ MultiAZ: false, BackupRetentionPeriod: 0 }));
    const before = prints(renderSarif(assessment, [stack('app', { lines: { Database: 3 } })]));
    expect(before.length).toBeGreaterThan(3);
    expect(new Set(before).size).toBe(before.length);
    expect(prints(renderSarif(assessment, [stack('app', { lines: { Database: 99 } })]))).toEqual(before);
    const slower = {
      ...assessment,
      findings: assessment.findings.map((finding) => ({
        ...finding,
        message: finding.message.replace(/\d+/g, '7'),
      })),
    };
    expect(prints(renderSarif(slower, []))).toEqual(before);
  });

  test('gives a finding without a place one, for code scanning refuses it otherwise', () => {
    const { results } = run(renderSarif(assessResources({ Topic: resource('AWS::SNS::Topic') }), []));
    expect(results.length).toBeGreaterThan(0);
    for (const { locations } of results) expect(locations).toHaveLength(1);
    expect(results[0]?.locations[0]?.logicalLocations[0]?.name).toBe('Topic');
  });
});
