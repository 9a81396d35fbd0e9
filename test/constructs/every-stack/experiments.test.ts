import { resourcesOf } from '../../assembly/resources.ts';
import type { Assembly } from '../../assembly.ts';
import { PLATFORMS } from './platforms.ts';

interface Experiment {
  readonly name: string;
  readonly region: string;
  readonly stopConditions: readonly { readonly Source: string; readonly Value?: string }[];
}

describe.each(PLATFORMS)('the experiments of all stacks of $name', ({ assembly }) => {
  let read: Assembly;
  let experiments: readonly Experiment[];
  beforeAll(async () => {
    read = await assembly();
    experiments = read.stacks.flatMap(({ name, region, template }) =>
      Object.entries(resourcesOf(template, 'AWS::FIS::ExperimentTemplate')).map(
        ([logicalId, { Properties }]) => ({
          name: `${name}/${logicalId}`,
          region,
          stopConditions: Properties?.StopConditions ?? [],
        }),
      ),
    );
  });

  test('T6: are there, and each has alarms of its region that stop it', () => {
    expect(experiments.length).toBeGreaterThan(8);
    for (const { name, region, stopConditions } of experiments) {
      const alarms = read.stacks
        .filter((stack) => stack.region === region)
        .flatMap(({ template }) => Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')))
        .map(({ Properties }) => `arn:aws:cloudwatch:${region}:111122223333:alarm:${Properties?.AlarmName}`);
      expect([name, stopConditions.length > 0]).toEqual([name, true]);
      for (const { Source, Value } of stopConditions) {
        expect([name, Source]).toEqual([name, 'aws:cloudwatch:alarm']);
        expect(alarms).toContain(Value);
      }
    }
  });
});
