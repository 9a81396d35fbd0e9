import { BURN_RATES, reachableRates } from '../../../constructs/observability/service-levels/burn-rates.ts';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const STACKS = [
  ['holdfast-production-service', 'eu-central-1'],
  ['holdfast-production-recovery-service', 'eu-west-1'],
] as const;
const SUBJECTS = ['read-availability', 'read-latency', 'write-availability', 'write-latency'];

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

type Entry = readonly [logicalId: string, properties: NonNullable<TemplateResource['Properties']>];

function ofType(stack: string, type: string): Entry[] {
  return Object.entries(assembly.stack(stack).template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([logicalId, { Properties = {} }]) => [logicalId, Properties]);
}

function objective(subject: string): Entry[1] {
  const found = ofType(STACKS[0][0], 'AWS::ApplicationSignals::ServiceLevelObjective').find(
    ([, { Name }]) => Name === `holdfast-production-${subject}`,
  );
  if (!found) throw new Error(`There is no objective ${subject}.`);
  return found[1];
}

function composite(stack: string, name: string): Entry[1] {
  const found = ofType(stack, 'AWS::CloudWatch::CompositeAlarm').find(
    ([, { AlarmName }]) => AlarmName === `holdfast-production-${name}`,
  );
  if (!found) throw new Error(`There is no composite alarm ${name} in ${stack}.`);
  return found[1];
}

/** The rule with names of alarms in place of references. */
function rule(stack: string, name: string): string {
  const names = new Map(
    ofType(stack, 'AWS::CloudWatch::Alarm').map(([id, { AlarmName }]) => [id, AlarmName]),
  );
  const parts: unknown[] = composite(stack, name).AlarmRule['Fn::Join'][1];
  return parts
    .map((part) =>
      typeof part === 'string' ? part : names.get((part as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0]),
    )
    .join('')
    .replaceAll('"', '')
    .replaceAll('holdfast-production-', '');
}

/** Value of an expression of the objective for counts of requests, as CloudWatch's metric math has it. */
function evaluate(queries: readonly Entry[1][], counts: Readonly<Record<string, number>>): number {
  const [returned] = queries.filter(({ ReturnData }) => ReturnData);
  const given = queries.filter(({ MetricStat }) => MetricStat).map(({ Id }) => Id);
  const FILL = (value: number | undefined, otherwise: number) => value ?? otherwise;
  const IF = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  const calculate = new Function('FILL', 'IF', ...given, `return ${returned?.Expression};`);
  return calculate(FILL, IF, ...given.map((id) => counts[id]));
}

function badShare(subject: string, counts: Readonly<Record<string, number>>): number {
  const { MonitoredRequestCountMetric: monitored, TotalRequestCountMetric: total } =
    objective(subject).RequestBasedSli.RequestBasedSliMetric;
  return evaluate(monitored.BadCountMetric, counts) / evaluate(total, counts);
}

describe('service level objectives', () => {
  test('A1, B1: the goals are the configured objectives, over 30 days', () => {
    for (const [subject, goal] of [
      ['read-availability', 99.9],
      ['write-availability', 99.9],
      ['read-latency', 95],
      ['write-latency', 95],
    ] as const) {
      expect(objective(subject).Goal).toEqual({
        AttainmentGoal: goal,
        Interval: { RollingInterval: { Duration: 30, DurationUnit: 'DAY' } },
      });
    }
  });

  test('A1: both regions keep the same four', () => {
    for (const [stack] of STACKS) {
      const names = ofType(stack, 'AWS::ApplicationSignals::ServiceLevelObjective').map(
        ([, { Name }]) => Name,
      );
      expect(names.sort()).toEqual(SUBJECTS.map((subject) => `holdfast-production-${subject}`));
    }
  });

  test('A1: a failed request is bad for its own journey alone, a late one for no availability', () => {
    const counts = { read_good: 980, read_slow: 10, read_failed: 10, write_good: 50, write_slow: 50 };
    expect(badShare('read-availability', counts)).toBeCloseTo(0.01);
    expect(badShare('write-availability', counts)).toBe(0);
  });

  test('A1: requests that no task answered are shared out by what each journey had', () => {
    const counts = { read_good: 900, write_good: 100, unanswered: 10 };
    expect(badShare('read-availability', counts)).toBeCloseTo(9 / 909);
    expect(badShare('write-availability', counts)).toBeCloseTo(1 / 101);
  });

  test('A1: with no task left every request is bad for both journeys', () => {
    expect(badShare('read-availability', { unanswered: 7 })).toBe(1);
    expect(badShare('write-availability', { unanswered: 7 })).toBe(1);
  });

  test('B1: late answers are bad among the answered ones; failures are neither', () => {
    const counts = { read_good: 90, read_slow: 10, read_failed: 900, unanswered: 50 };
    expect(badShare('read-latency', counts)).toBeCloseTo(0.1);
  });

  test('B1: the app counts as late what the objective calls late', () => {
    for (const [stack] of STACKS) {
      const [app] = ofType(stack, 'AWS::ECS::TaskDefinition').map(([, one]) => one.ContainerDefinitions[0]);
      expect(app.Environment).toContainEqual({ Name: 'RESPONSE_LIMIT_MILLISECONDS', Value: '200' });
      expect(objective('read-latency').Description).toContain('at most 200 ms');
    }
  });
});

describe('burn-rate alarms', () => {
  test('A1: each reads the rate of an objective over a window that the objective calculates', () => {
    for (const [stack] of STACKS) {
      const windows = new Map(
        ofType(stack, 'AWS::ApplicationSignals::ServiceLevelObjective').map(([, properties]) => [
          properties.Name,
          properties.BurnRateConfigurations.map(
            ({ LookBackWindowMinutes }: { LookBackWindowMinutes: number }) => String(LookBackWindowMinutes),
          ),
        ]),
      );
      const alarms = ofType(stack, 'AWS::CloudWatch::Alarm').filter(
        ([, { Namespace }]) => Namespace === 'AWS/ApplicationSignals',
      );
      expect(alarms).toHaveLength(4 * 6);
      for (const [, { MetricName, Dimensions, ComparisonOperator }] of alarms) {
        const value = (name: string) => Dimensions.find((one: { Name: string }) => one.Name === name)?.Value;
        expect(MetricName).toBe('BurnRate');
        expect(windows.get(value('SloName'))).toContain(value('BurnRateWindowMinutes'));
        expect(ComparisonOperator).toBe('GreaterThanThreshold');
      }
    }
  });

  test('A1: 14.4 over 1 h and 5 min, or 6 over 6 h and 30 min, wakes someone; 1 over 3 days and 6 h writes a ticket', () => {
    for (const [stack] of STACKS) {
      const page = SUBJECTS.flatMap((subject) => [
        `(ALARM(slo-${subject}-14-4x-1h) AND ALARM(slo-${subject}-14-4x-5m))`,
        `(ALARM(slo-${subject}-6x-6h) AND ALARM(slo-${subject}-6x-30m))`,
      ]);
      expect(rule(stack, 'service-level-page')).toBe(`(${page.join(' OR ')})`);
      const ticket = SUBJECTS.map(
        (subject) => `(ALARM(slo-${subject}-1x-72h) AND ALARM(slo-${subject}-1x-6h))`,
      );
      expect(rule(stack, 'service-level-ticket')).toBe(`(${ticket.join(' OR ')})`);
    }
  });

  test.each(STACKS)('A1: each threshold in %s is the rate that its name says', (stack) => {
    for (const [, { AlarmName, Threshold }] of ofType(stack, 'AWS::CloudWatch::Alarm')) {
      const [, rate] = /-slo-[a-z]+-[a-z]+-([\d-]+)x-\w+$/.exec(AlarmName) ?? [];
      if (rate !== undefined)
        expect([AlarmName, Threshold]).toEqual([AlarmName, Number(rate.replace('-', '.'))]);
    }
  });

  test.each(STACKS)('A1: in %s a page goes out once, and the ticket is quiet meanwhile', (stack, region) => {
    const conditions = ofType(stack, 'AWS::CloudWatch::Alarm').filter(([, { AlarmName }]) =>
      AlarmName?.includes('-slo-'),
    );
    const rules = `${rule(stack, 'service-level-page')}${rule(stack, 'service-level-ticket')}`;
    for (const [, { AlarmName, AlarmActions, OKActions }] of conditions) {
      expect([AlarmActions, OKActions]).toEqual([undefined, undefined]);
      expect(rules).toContain(`ALARM(${AlarmName.replace('holdfast-production-', '')})`);
    }
    const page = composite(stack, 'service-level-page');
    expect(page.AlarmActions).toEqual([`arn:aws:sns:${region}:111122223333:holdfast-production-alarms`]);
    const ticket = composite(stack, 'service-level-ticket');
    expect(ticket.AlarmActions).toEqual([`arn:aws:sns:${region}:111122223333:holdfast-production-tickets`]);
    const [suppressor] =
      ofType(stack, 'AWS::CloudWatch::CompositeAlarm').find(([, one]) => one === page) ?? [];
    expect(ticket.ActionsSuppressor).toEqual({ 'Fn::GetAtt': [suppressor, 'Arn'] });
  });

  test('A1: the rates of a month: 2 % of the budget in 1 h, 5 % in 6 h, 10 % in 3 days', () => {
    const used = BURN_RATES.map(({ rate, longMinutes }) => (rate * longMinutes) / (30 * 24 * 60));
    expect(used.map((share) => Number(share.toFixed(3)))).toEqual([0.02, 0.05, 0.1]);
    for (const { longMinutes, shortMinutes } of BURN_RATES) expect(longMinutes / shortMinutes).toBe(12);
  });

  test('a rate that no outage can reach has no alarm', () => {
    expect(reachableRates(99.9)).toEqual(BURN_RATES);
    expect(reachableRates(95)).toEqual(BURN_RATES);
    expect(reachableRates(90).map(({ rate }) => rate)).toEqual([6, 1]);
    expect(reachableRates(50).map(({ rate }) => rate)).toEqual([1]);
  });
});
