import { controlsOf } from '../../../../lib/assessment/report/controls.ts';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { assessResources, database } from '../templates.ts';
import { fixture } from './fixture.ts';
import { textOf } from './page.ts';

function control(id: string, assessment = fixture()) {
  const found = controlsOf(assessment).find((one) => one.id === id);
  if (!found) throw new Error(`No control ${id}.`);
  return found;
}

describe('the controls', () => {
  test('are those of four frameworks, each with the source of its title', () => {
    expect(controlsOf(fixture()).map(({ id }) => id)).toEqual([
      ...['CP-2', 'CP-6', 'CP-7', 'CP-9', 'CP-10', 'SC-5'],
      ...['A.5.29', 'A.5.30', 'A.8.6', 'A.8.13', 'A.8.14'],
      ...['A1.1', 'A1.2', 'A1.3'],
      ...['REL 9', 'REL 10', 'REL 11', 'REL 12', 'REL 13'],
    ]);
    for (const { source } of controlsOf(fixture())) expect(source).toMatch(/^https:\/\//);
  });

  test('show every route to the data with the properties that prove it', () => {
    const { status, evidence } = control('CP-6', fixture({ findings: [] }));
    expect(status).toBe('evidence');
    expect(evidence.map(({ text }) => text)).toEqual([
      expect.stringContaining('database orders, region: promote the cross-region read replica'),
      expect.stringContaining('database orders, region: restore'),
    ]);
    expect(evidence.every(({ proof }) => proof.length > 0)).toBe(true);
  });

  test('take no route as evidence that is unrecoverable, unknown or without proof', () => {
    const sound = control('CP-6', fixture({ findings: [] }));
    expect(sound.evidence).toHaveLength(2);
    const weakened = fixture({ findings: [] });
    const without = (change: object) =>
      control('CP-6', {
        ...weakened,
        estimates: weakened.estimates.map((estimate) => ({
          ...estimate,
          routes: estimate.routes.map((route) => ({ ...route, ...change })),
        })),
      });
    expect(without({ proof: [] }).status).toBe('no evidence found');
    expect(without({ rpo: { kind: 'unknown', reason: 'no bound', mends: [] } }).status).toBe(
      'no evidence found',
    );
    expect(without({ rto: { kind: 'unrecoverable', reason: 'gone', mends: [] } }).status).toBe(
      'no evidence found',
    );
  });

  test('are contradicted by a breach whatever evidence there is, and not by a warning', () => {
    const breach = {
      rule: 'any-rule',
      severity: 'breach',
      disruptions: ['region'],
      criteria: [],
      message: 'Something is wrong.',
      mends: [],
    } as const;
    const breached = control('CP-6', fixture({ findings: [breach] }));
    expect([breached.status, breached.against, breached.evidence.length]).toEqual([
      'findings against',
      [breach],
      2,
    ]);
    expect(control('CP-6', fixture({ findings: [{ ...breach, severity: 'warning' }] })).status).toBe(
      'evidence',
    );
    expect(control('CP-9', fixture({ findings: [breach] })).against).toEqual([]);
  });

  test('say that templates cannot show a test of the plan', () => {
    for (const id of ['A1.3', 'REL 12']) {
      expect(control(id).status).toBe('no evidence found');
      expect(control(id).elsewhere).toContain('records of drills');
    }
  });

  test('of a real database without a copy name the findings against storing it elsewhere', () => {
    const { status, against } = control('CP-6', assessResources(database()));
    expect(status).toBe('findings against');
    expect(against.map(({ rule }) => rule)).toContain('off-site-copies');
    expect(control('SC-5', assessResources(database())).status).toBe('no evidence found');
  });

  test('stand in the page with their evidence and link to the findings', () => {
    const page = renderHtml(fixture());
    const section = textOf(
      page.slice(page.indexOf('<section id="controls"'), page.indexOf('<section id="assumptions"')),
    );
    for (const { framework, id, title } of controlsOf(fixture())) {
      expect(section).toContain(`${framework} ${id} ${title}`);
    }
    expect(section).toContain('no claim of compliance');
    expect(section).toContain('no evidence found');
  });
});
