import { taskBounds } from '../../../constructs/service/task-bounds.ts';
import production from '../../../lib/config/environments/production.ts';
import { validateConfig } from '../../../lib/config/load.ts';
import type { Strategy } from '../../../lib/config/platform-config.ts';

const config = (strategy: Strategy, zones = 3) => {
  const { recovery } = production.regions;
  const regions = { ...production.regions, recovery: { ...recovery, zones: recovery.zones.slice(0, zones) } };
  return validateConfig({ ...production, regions, strategy });
};

describe('task bounds', () => {
  test('S5: the primary region keeps what the configuration asks for', () => {
    expect(taskBounds(config('pilot-light'), 'primary')).toEqual(production.service.tasks);
  });

  test.each(['backup-restore', 'pilot-light'] as const)(
    'D5: %s keeps no tasks in the recovery region',
    (strategy) => {
      expect(taskBounds(config(strategy), 'recovery')).toEqual({ min: 0, max: 30 });
    },
  );

  test.each([
    [3, 3],
    [2, 2],
  ])('D5: warm standby keeps a task in each of %i zones', (zones, min) => {
    expect(taskBounds(config('warm-standby', zones), 'recovery')).toEqual({ min, max: 30 });
  });
});
