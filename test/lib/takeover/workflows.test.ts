import { loadEnvironment } from '../../../lib/config/load.ts';
import { objectivesOf } from '../../../lib/config/objectives.ts';
import { type PlatformConfig, STRATEGIES } from '../../../lib/config/platform-config.ts';
import { platformNames } from '../../../lib/names.ts';
import type { TakeoverWorkflow } from '../../../lib/takeover/step.ts';
import { takeoverWorkflows } from '../../../lib/takeover/workflows.ts';

let production: PlatformConfig;

beforeAll(async () => {
  production = await loadEnvironment('production');
});

const workflowsOf = (changes: Partial<PlatformConfig> = {}) => {
  const config = { ...production, ...changes };
  return takeoverWorkflows(config, platformNames(config));
};

function stepsOf(workflows: readonly TakeoverWorkflow[], purpose: string, region: string): string[] {
  const found = workflows.find((one) => one.purpose === purpose && one.region === region);
  return found?.steps.map(({ name }) => name) ?? [];
}

describe('a takeover', () => {
  it.each(['pilot-light', 'warm-standby'] as const)(
    'A5: under %s stops the old region before it promotes, and moves users after there is somebody to serve them',
    (strategy) => {
      expect(stepsOf(workflowsOf({ strategy }), 'activate', 'eu-west-1')).toEqual([
        'approve-takeover',
        'fence',
        'promote-replica',
        'open-database',
        'scale-service',
        'switch-traffic',
        'verify',
      ]);
    },
  );

  it('A5: under backup-restore restores instead, and tells the tasks where', () => {
    expect(stepsOf(workflowsOf({ strategy: 'backup-restore' }), 'activate', 'eu-west-1')).toEqual([
      'approve-takeover',
      'fence',
      'restore-database',
      'point-tasks-at-database',
      'open-database',
      'scale-service',
      'switch-traffic',
      'verify',
    ]);
  });

  it.each(STRATEGIES)('D5: under %s has limits that add up to less than the objective', (strategy) => {
    const rto = objectivesOf(production).perDisruption.region?.rtoSeconds ?? 0;
    const takeover = workflowsOf({ strategy })[0];
    const minutes = takeover?.steps.reduce((sum, { timeoutMinutes }) => sum + timeoutMinutes, 0) ?? 0;
    expect(minutes).toBeGreaterThan(0);
    expect(minutes * 60).toBeLessThan(rto);
  });

  it.each(STRATEGIES)('D5: under %s can be taken back, from a replica that is made first', (strategy) => {
    const workflows = workflowsOf({ strategy });
    expect(stepsOf(workflows, 'postRecovery', 'eu-central-1')).toEqual([
      'approve-rebuild',
      'recreate-replica',
    ]);
    expect(stepsOf(workflows, 'activate', 'eu-central-1')).toEqual([
      'approve-failback',
      'fence',
      'promote-replica',
      'open-database',
      'scale-service',
      'switch-traffic',
      'verify',
    ]);
  });

  it('without a domain has no record to switch', () => {
    expect(stepsOf(workflowsOf({ domain: undefined }), 'activate', 'eu-west-1')).not.toContain(
      'switch-traffic',
    );
  });

  it('S5: refuses a recovery region that could not run as many tasks as the primary one', () => {
    const service = { ...production.service, recoveryTasks: { min: 4, max: 20 } };
    expect(() => workflowsOf({ service })).toThrow(
      /recoveryTasks\.max is 20, .* service\.tasks\.max, 30: .* Raise the first/,
    );
  });
});
