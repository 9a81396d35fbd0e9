import { assess } from '../../../lib/assessment/assess.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { readAssembly } from '../../../lib/assessment/read/assembly.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { DRILLS } from '../../../lib/drills/drills.ts';
import { type LocalParameters, localParameters } from '../../../lib/drills/local-parameters.ts';
import { type Predictable, type Prediction, predict } from '../../../lib/drills/prediction.ts';
import { platformSettings } from '../../../local/drills/platform-settings.ts';
import { defaultTiming, longestDetection } from '../../../local/postgres/timing.ts';
import { synthesize } from '../../assembly.ts';

const facts = { replicas: 2, databaseBytes: 1024 ** 3, noticedAfter: 7 };
const parameters = localParameters(platformSettings(facts));

let production: Assessment;

beforeAll(async () => {
  const options = assessOptionsOf(await loadEnvironment('production'));
  production = assess(readAssembly(await synthesize()), options);
}, 300_000);

function predicted(
  drill: Omit<Predictable, 'name'>,
  using: LocalParameters = parameters,
): Extract<Prediction, { kind: 'predicted' }> {
  const prediction = predict({ name: 'of-a-test', ...drill }, production, using);
  if (prediction.kind !== 'predicted') throw new Error(prediction.reason);
  return prediction;
}

/** The parameters without what stands for one number of the model. */
function without(id: string): LocalParameters {
  const kept = Object.entries(parameters.rto).filter(([key]) => key !== id);
  return { ...parameters, rto: Object.fromEntries(kept) };
}

describe('Every drill', () => {
  test('has a known recovery time and data loss, or says in words why the model has none', () => {
    const unclear = DRILLS.map((drill) => ({
      drill,
      prediction: predict(drill, production, parameters),
    })).filter(({ drill, prediction }) =>
      prediction.kind === 'predicted'
        ? prediction.rto.seconds === undefined || prediction.rpo.seconds === undefined
        : prediction.reason !== drill.notModelled,
    );
    expect(unclear).toEqual([]);
  });

  test('with a predicted recovery time of zero would claim that nothing has to recover: there is none', () => {
    const times = DRILLS.map((drill) => predict(drill, production, parameters)).flatMap((prediction) =>
      prediction.kind === 'predicted' ? [prediction.rto.seconds] : [],
    );
    expect(times).not.toContain(0);
  });

  test('has terms that add up to its total, each with its source', () => {
    const totals = DRILLS.map((drill) => predict(drill, production, parameters)).flatMap((prediction) =>
      prediction.kind === 'predicted' ? [prediction.rto, prediction.rpo] : [],
    );
    expect(totals.length).toBeGreaterThan(20);
    for (const { seconds, terms } of totals) {
      expect(terms.reduce((sum, term) => sum + (term.seconds ?? Number.NaN), 0)).toBeCloseTo(
        seconds ?? Number.NaN,
      );
      expect(terms.filter(({ source, origin }) => source === '' || origin === '')).toEqual([]);
    }
  });
});

describe('A prediction', () => {
  test('takes the route of the model, and the detection from the controller’s own timing', () => {
    const { routes, rto, rpo } = predicted({ disruption: 'process', component: 'rds-instance' });
    expect(routes.map(({ route }) => route)).toEqual(['rds.fail-over']);
    const [term] = rto.terms;
    expect([rto.modelSeconds, term?.origin, term?.modelSeconds]).toEqual([120, 'rds.failover', 120]);
    expect(term?.formula).toContain(
      `${longestDetection(defaultTiming) / 1_000} s until the primary is given up`,
    );
    expect(rto.seconds).toBeGreaterThan(longestDetection(defaultTiming) / 1_000);
    expect([rpo.seconds, rpo.terms.map(({ origin }) => origin)]).toEqual([0, ['rds.failover']]);
  });

  test('follows when the platform’s settings change', () => {
    const slower = platformSettings(facts);
    const { detection } = slower.database;
    const changed = localParameters({
      ...slower,
      database: { ...slower.database, detection: detection + 100 },
    });
    const drill = { disruption: 'process', component: 'rds-instance' } as const;
    expect((predicted(drill, changed).rto.seconds ?? 0) - (predicted(drill).rto.seconds ?? 0)).toBe(100);
  });

  test('of a lost region rebuilds from the archive, because nothing follows the database in the folder', () => {
    const { routes, rto, rpo, differences } = predicted({ disruption: 'region' });
    const ids = routes.map(({ route }) => route);
    expect(ids).toContain('rds.replicated-backups');
    expect(ids).not.toContain('rds.promote-replica');
    expect(differences.join(' ')).toContain('rds.promote-replica');
    expect(rto.modelSeconds).toBe(
      production.disruptions
        .filter(({ disruption }) => disruption === 'region')
        .map(({ rto: { estimate } }) => estimate.kind === 'estimate' && estimate.seconds)[0],
    );
    expect(rpo.seconds).toBe(platformSettings(facts).database.archive);
  });

  test('counts the restore by the size of the database and the damage from when it is noticed', () => {
    const { rto, rpo } = predicted({ disruption: 'corruption', component: 'rds-instance' });
    const term = (id: string) => rto.terms.find(({ origin }) => origin === id);
    expect(term('human.detect')?.seconds).toBe(7);
    expect(term('rds.restorePerGiB')?.formula).toContain('1.000 GiB');
    expect(rpo.seconds).toBe(7);
  });

  test('adds what starts after the database, and only the slowest of what recovers at the same time', () => {
    const zone = predicted({ disruption: 'zone' });
    const parts = ['ecs-service', 'rds-instance', 'elasticache-replication-group'].map(
      (component) => predicted({ disruption: 'zone', component }).rto.seconds ?? Number.NaN,
    );
    expect(zone.rto.seconds).toBe(Math.max(...parts));
    const origins = predicted({ disruption: 'region' }).rto.terms.map(({ origin }) => origin);
    expect(origins).toEqual(expect.arrayContaining(['rds.restoreBase', 'fargate.start']));
  });

  test('judges a component that is hit alone by itself, also one that the service can do without', () => {
    expect(predicted({ disruption: 'process', component: 'elasticache-replication-group' }).rto.seconds).toBe(
      parameters.rto['cache.failover']?.seconds,
    );
  });

  test('of a drill that closes a route takes the next one, and says so', () => {
    const { routes, rto, differences } = predicted({
      ...{ disruption: 'process', component: 'elasticache-replication-group' },
      closedRoutes: ['elasticache.promote'],
    });
    expect(routes.map(({ route }) => route)).toEqual(['elasticache.replace-node']);
    expect(rto.seconds).toBe(parameters.rto['cache.create']?.seconds);
    expect(differences).toEqual([expect.stringMatching(/elasticache\.promote.*takes away what it needs/)]);
  });

  test('without a counterpart of one term is unknown and names it', () => {
    const { rto } = predicted({ disruption: 'process', component: 'ecs-service' }, without('fargate.start'));
    expect(rto.seconds).toBeUndefined();
    expect(rto.reason).toContain('fargate.start');
    expect(rto.terms.map(({ seconds }) => seconds)).toEqual([expect.any(Number), undefined]);
  });

  test('over the whole platform is unknown when that of a part is, unless the platform can do without the part', () => {
    expect(predicted({ disruption: 'zone' }, without('cache.failover')).rto.seconds).toBe(
      predicted({ disruption: 'zone' }).rto.seconds,
    );
    expect(predicted({ disruption: 'zone' }, without('rds.failover')).rto).toMatchObject({
      reason: expect.stringContaining('rds.failover'),
    });
  });

  test('of a compromised account is unknown: a machine has no second account', () => {
    const { rto, rpo } = predicted({ disruption: 'compromise', component: 'rds-instance' });
    expect([rto.seconds, rpo.seconds]).toEqual([undefined, undefined]);
    expect(rto.reason).toContain('compromise.detect');
  });

  test.each([
    [
      'a kind that the templates do not have',
      { disruption: 'process', component: 'dynamodb-table' },
      /no dynamodb-table/,
    ],
    [
      'a drill that closes every route',
      { disruption: 'node', component: 'ecs-service', closedRoutes: ['ecs.replace-host'] },
      /No way back/,
    ],
  ] as const)('of %s is unknown', (_, drill, reason) => {
    const { rto, rpo } = predicted(drill);
    expect([rto.seconds, rpo.seconds]).toEqual([undefined, undefined]);
    expect(rto.reason).toMatch(reason);
  });

  test('of what is none of the model’s disruptions is none', () => {
    const drill = { name: 'crm-slow', notModelled: 'The CRM is no part of the templates.' };
    expect(predict(drill, production, parameters)).toEqual({
      kind: 'not modelled',
      reason: 'The CRM is no part of the templates.',
    });
  });
});
