import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Assessment } from '../../../../lib/assessment/model.ts';
import { renderJson } from '../../../../lib/assessment/report/json.ts';
import { assessResources, database, resource } from '../templates.ts';
import { fixture } from './fixture.ts';
import { hostileFixture } from './hostile.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const schema: Json = JSON.parse(readFileSync('docs/assessment.schema.json', 'utf8'));
const open = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  schema as object,
);
const closed = new Ajv2020({ strict: false }).compile(withoutMore(schema) as object);

/** The schema without room for more, so that a property of the model that it does not describe is seen. */
function withoutMore(part: Json): Json {
  if (Array.isArray(part)) return part.map(withoutMore);
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withoutMore(value)]));
  return part.type === 'object' && !('additionalProperties' in part)
    ? { ...inner, additionalProperties: false }
    : inner;
}

const written = (assessment: Assessment): Json => JSON.parse(renderJson(assessment));

const REAL = {
  'a protected database': assessResources(database()),
  'a database without anything': assessResources({ Database: resource('AWS::RDS::DBInstance') }),
  'values that cannot be resolved': assessResources(database({ MultiAZ: { Ref: 'Nowhere' } })),
  'nothing that is known': assessResources({ Topic: resource('AWS::SNS::Topic') }),
  'no resources': assessResources({}),
};

describe('the published schema of the assessment', () => {
  test('is of draft 2020-12 and carries the version that the model writes', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:holdfast:assessment:${fixture().schemaVersion}`,
      properties: { schemaVersion: { const: fixture().schemaVersion } },
    });
  });

  test.each(Object.entries({ 'the fixture': fixture(), 'hostile names': hostileFixture(), ...REAL }))(
    'describes every property of %s',
    (_, assessment) => {
      closed(written(assessment));
      expect(closed.errors ?? []).toEqual([]);
      open(written(assessment));
      expect(open.errors ?? []).toEqual([]);
    },
  );

  test('lets a number be null where no value turns the verdict', () => {
    const [first, ...rest] = fixture().availability;
    if (!first) throw new Error('The fixture has journeys.');
    const never = { assumption: 'rate.zone', value: 1, breaksAt: Number.POSITIVE_INFINITY, unit: 'per year' };
    expect(open(written(fixture({ availability: [{ ...first, sensitivity: [never] }, ...rest] })))).toBe(
      true,
    );
  });

  test('accepts a property that a later model adds', () => {
    expect(open({ ...(written(fixture()) as object), added: true })).toBe(true);
  });

  test.each(Object.keys(JSON.parse(renderJson(fixture()))))(
    'refuses an assessment without %s',
    (property) => {
      const { [property]: _, ...rest } = written(fixture()) as Record<string, Json>;
      expect(open(rest)).toBe(false);
    },
  );

  test.each([
    ['an unknown verdict', (whole: Assessment) => ({ ...whole, verdict: 'fine' })],
    ['another version', (whole: Assessment) => ({ ...whole, schemaVersion: 2 })],
    [
      'a term without an origin list',
      (whole: Assessment) => ({
        ...whole,
        disruptions: whole.disruptions.map((row) => ({
          ...row,
          rto: {
            ...row.rto,
            estimate: { kind: 'estimate', seconds: 1, terms: [{ label: 'x', seconds: 1, phase: 'detect' }] },
          },
        })),
      }),
    ],
    [
      'an estimate that is unknown without a reason',
      (whole: Assessment) => ({
        ...whole,
        disruptions: whole.disruptions.map((row) => ({
          ...row,
          rpo: { ...row.rpo, estimate: { kind: 'unknown', mends: [] } },
        })),
      }),
    ],
  ])('refuses %s', (_, change) => {
    expect(open(JSON.parse(JSON.stringify(change(fixture()))))).toBe(false);
  });
});
