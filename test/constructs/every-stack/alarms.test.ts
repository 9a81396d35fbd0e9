import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Assembly, AssemblyStack } from '../../assembly.ts';
import { anchors } from '../../runbooks/markdown.ts';
import { PLATFORMS } from './platforms.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

interface FoundAlarm {
  readonly stack: AssemblyStack;
  readonly logicalId: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly properties: Record<string, any>;
}

function alarmsOf(stack: AssemblyStack): FoundAlarm[] {
  return Object.entries(stack.template.Resources)
    .filter(([, { Type }]) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type))
    .map(([logicalId, { Properties = {} }]) => ({ stack, logicalId, properties: Properties }));
}

/** A condition tells nobody by itself: an alarm of its own stack that tells somebody is made of it. */
function isToldBy(condition: FoundAlarm, others: readonly FoundAlarm[]): boolean {
  return others.some(
    ({ stack, properties }) =>
      stack === condition.stack &&
      properties.AlarmActions?.length > 0 &&
      JSON.stringify(properties.AlarmRule ?? '').includes(`"${condition.logicalId}"`),
  );
}

describe.each(PLATFORMS)('the alarms of all stacks of $name', ({ assembly }) => {
  let read: Assembly;
  let alarms: readonly FoundAlarm[];
  beforeAll(async () => {
    read = await assembly();
    alarms = read.stacks.flatMap(alarmsOf);
  });

  test('T5: each tell somebody, or are a condition of one that does, and none is switched off', () => {
    expect(alarms.length).toBeGreaterThan(80);
    const silent = alarms.filter(
      (alarm) => !(alarm.properties.AlarmActions?.length > 0 || isToldBy(alarm, alarms)),
    );
    expect(silent.map(({ properties }) => properties.AlarmName)).toEqual([]);
    expect(alarms.filter(({ properties }) => properties.ActionsEnabled === false)).toEqual([]);
  });

  test('T5: each tell a topic of their own region that somebody has subscribed to', () => {
    const subscribed = read.stacks.flatMap(({ name, region, template }) => {
      const resources = Object.values(template.Resources);
      const topics = resources
        .filter(({ Type }) => Type === 'AWS::SNS::Subscription')
        .map(({ Properties }) => Properties?.TopicArn.Ref as string);
      return topics.map((logicalId) => ({
        name,
        region,
        logicalId,
        topic: template.Resources[logicalId]?.Properties?.TopicName as string,
      }));
    });
    for (const { stack, properties } of alarms) {
      for (const action of properties.AlarmActions ?? []) {
        const told = subscribed.filter(({ name, region, logicalId, topic }) =>
          action.Ref === undefined
            ? region === stack.region &&
              JSON.stringify(action).includes(`:${region}:${stack.account}:${topic}"`)
            : name === stack.name && logicalId === action.Ref,
        );
        expect([properties.AlarmName, told.length]).toEqual([properties.AlarmName, 1]);
      }
    }
  });

  test('T5: each lead to a section of a runbook that is there', () => {
    for (const { properties } of alarms) {
      const [, file = '', anchor] =
        /Runbook: (runbooks\/\S+\.md)#(\S+)$/.exec(properties.AlarmDescription ?? '') ?? [];
      const there = file === '' ? [] : anchors(readFileSync(join(ROOT, file), 'utf8'));
      expect([properties.AlarmName, [...there]]).toEqual([
        properties.AlarmName,
        expect.arrayContaining([anchor]),
      ]);
    }
  });
});
