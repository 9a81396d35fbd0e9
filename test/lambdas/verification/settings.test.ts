import { handler as copies } from '../../../lambdas/backup-copies/handler.ts';
import { handler as freshness } from '../../../lambdas/backup-freshness/handler.ts';
import { handler as index } from '../../../lambdas/evidence/handler.ts';
import { overall } from '../../../lambdas/verification/finding.ts';
import { metricData } from '../../../lambdas/verification/metrics.ts';
import { readSettings, scheduledTime, verifierSettings } from '../../../lambdas/verification/settings.ts';

describe('the settings of a verifier', () => {
  test.each([
    ['backup-freshness', freshness],
    ['backup-copies', copies],
    ['evidence', index],
  ])('D3: %s does not run without them, and says what to do', async (_name, handler) => {
    await expect(handler({ scheduledAt: '2026-11-23T11:00:00Z' })).rejects.toThrow(
      /^The environment variable SETTINGS is wrong; deploy the stack that sets it\./,
    );
  });

  test('D3: name what is wrong in them', () => {
    expect(() => readSettings(verifierSettings, '{"environment":"a","evidence":{"bucket":""}}')).toThrow(
      /evidence\.bucket[\s\S]*evidence\.signingSecret/,
    );
    expect(() => readSettings(verifierSettings, 'no JSON')).toThrow(/SETTINGS is wrong/);
  });
});

describe('the moment that a run belongs to', () => {
  test('D3: is read from the event, in whatever time zone it is written', () => {
    expect(scheduledTime({ scheduledAt: '2026-11-30T23:59:59Z' }).toISOString()).toBe(
      '2026-11-30T23:59:59.000Z',
    );
    expect(scheduledTime({ scheduledAt: '2026-12-01T00:59:59+01:00' }).toISOString()).toBe(
      '2026-11-30T23:59:59.000Z',
    );
  });

  test.each([undefined, {}, { scheduledAt: 'today' }, { scheduledAt: '<aws.scheduler.scheduled-time>' }])(
    'D3: %p names none',
    (event) => {
      expect(() => scheduledTime(event)).toThrow(/^The event has no scheduledAt/);
    },
  );
});

describe('what is published of a run', () => {
  const finding = (verdict: 'good' | 'bad' | 'unknown') => ({ check: verdict, verdict, sentence: 'So.' });

  test('D3: carries the environment in every dimension, so that staging never rings for production', () => {
    const measured = { name: 'AchievedRpoSeconds', dimensions: { Source: 'daily' }, seconds: 5 };
    const data = metricData('holdfast-staging', 'backup-freshness', [], [measured], new Date(0));
    expect(data).toHaveLength(3);
    for (const { Dimensions } of data) {
      expect(Dimensions).toContainEqual({ Name: 'Environment', Value: 'holdfast-staging' });
    }
  });

  test('D3: counts what is unknown as a problem', () => {
    const findings = [finding('good'), finding('unknown'), finding('bad')];
    const data = metricData('holdfast-production', 'backup-copies', findings, [], new Date(0));
    expect(data.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
      ['Problems', 2],
      ['Runs', 1],
    ]);
  });

  test('D3: the verdict is the worst finding, and no finding is no pass', () => {
    expect(overall([finding('good'), finding('good')])).toBe('good');
    expect(overall([finding('good'), finding('unknown')])).toBe('unknown');
    expect(overall([finding('unknown'), finding('bad')])).toBe('bad');
    expect(overall([])).toBe('unknown');
  });
});
