import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import { explain, findMeant, sourceSentence } from '../../../lib/assessment/explain.ts';
import { assessResources, database, resource } from './templates.ts';

const assessment = assessResources(database());
const component = findMeant(assessment, 'Database');

describe('the component that is meant', () => {
  test.each(['app/Database', 'Database', 'database sales-db', 'sales-db', 'SALES'])(
    'is found by %s',
    (wanted) => {
      expect(findMeant(assessment, wanted).id).toBe('app/Database');
    },
  );

  test('is asked for when several fit', () => {
    const two = assessResources({ ...database(), DatabaseTwo: resource('AWS::RDS::DBInstance') });
    expect(findMeant(two, 'Database').logicalId).toBe('Database');
    expect(() => findMeant(two, 'Data')).toThrow(
      /"Data" may be app\/Database .* app\/DatabaseTwo .*write one of these ids/,
    );
  });

  test('is suggested when none fits', () => {
    expect(() => findMeant(assessment, 'Databaze')).toThrow(/no component "Databaze"; did you mean Database/);
    expect(() => findMeant(assessment, 'queue')).toThrow(/there are app\/Database\./);
    expect(() => findMeant(assessResources({}), 'x')).toThrow(/recognises none/);
  });
});

describe('an explanation', () => {
  test('has exactly one way back in use, with the reason', () => {
    const { routes, summary } = explain(assessment, component, 'zone');
    expect(routes.filter(({ used }) => used).map(({ id }) => id)).toEqual([
      assessment.estimates.find((one) => one.disruption === 'zone')?.best?.id,
    ]);
    expect(summary.join(' ')).toContain('One availability zone loses power');
    expect(summary.join(' ')).toContain('It loses no data.');
  });

  test.each(DISRUPTIONS)('of %s gives every term a sentence and a source', (disruption) => {
    const { routes } = explain(assessment, component, disruption);
    expect(routes.length).toBeGreaterThan(0);
    for (const { rto, rpo, why } of routes) {
      expect(why).toMatch(/\.$/);
      for (const { sentence, sources } of [...rto.terms, ...rpo.terms]) {
        expect(sentence).toMatch(/\d.*\.$/);
        expect(sources.length).toBeGreaterThan(0);
      }
    }
  });

  test('says what would open a way that is closed', () => {
    const closed = explain(assessment, component, 'region').routes.find(
      ({ id }) => id === 'rds.promote-replica',
    );
    expect(closed?.rto.result).toMatch(/^unrecoverable: /);
    expect(closed?.rto.mends.length).toBeGreaterThan(0);
  });

  test('says that a disruption does not reach a component', () => {
    const bucket = assessResources({ Files: resource('AWS::S3::Bucket') });
    expect(explain(bucket, findMeant(bucket, 'Files'), 'process').summary.join(' ')).toContain(
      'does not touch',
    );
  });

  test('tells a property that the template leaves out', () => {
    const origin = {
      kind: 'template',
      stack: 'app',
      logicalId: 'Db',
      path: 'Properties.MultiAZ',
      value: undefined,
    } as const;
    expect(sourceSentence(origin)).toBe('Template: Db in app leaves Properties.MultiAZ out.');
  });
});
