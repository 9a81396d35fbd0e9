import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironment } from '../../../lib/config/load.ts';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import { type AwsCommand, AwsCommandError, awsCommand } from '../../../lib/takeover/aws-command.ts';
import { runOnAws } from '../../../lib/takeover/run-on-aws.ts';

const PLAN = 'arn:aws:arc-region-switch::111122223333:plan/holdfast-production:abc123';

let production: PlatformConfig;

beforeAll(async () => {
  production = await loadEnvironment('production');
});

/** AWS as its command line answers; shapes of the API reference of ARC Region switch. */
class Aws {
  readonly calls: string[][] = [];
  evaluation: object = { planArn: PLAN, region: 'eu-west-1', evaluationState: 'passed', warnings: [] };
  plans: object[] = [{ arn: PLAN, name: 'holdfast-production', owner: '111122223333', regions: [] }];
  states = [
    {
      executionState: 'inProgress',
      stepStates: [step('approve-takeover', 'pendingApproval'), step('fence', 'notStarted')],
    },
    {
      executionState: 'inProgress',
      stepStates: [step('approve-takeover', 'completed'), step('fence', 'running')],
    },
    {
      executionState: 'completed',
      stepStates: [step('approve-takeover', 'completed'), step('fence', 'completed')],
      actualRecoveryTime: 'PT31M',
    },
  ];

  readonly command: AwsCommand = async (args) => {
    this.calls.push([...args]);
    const [service, operation] = args;
    if (service !== 'arc-region-switch') throw new Error(`${service} is not called.`);
    const answers: Record<string, () => object | undefined> = {
      'list-plans-in-region': () => ({ plans: this.plans }),
      'get-plan-evaluation-status': () => this.evaluation,
      'start-plan-execution': () => ({ executionId: 'eu-west-1/0123456789abcdef', plan: PLAN }),
      'get-plan-execution': () => this.states.shift(),
    };
    const answer = answers[operation ?? '']?.();
    if (!answer) throw new Error(`${operation} is not called.`);
    return JSON.stringify(answer);
  };
}

function step(name: string, status: string) {
  return { name, status, stepMode: 'graceful' };
}

async function run(aws: Aws, answer: string, dryRun = false) {
  const printed: string[] = [];
  const outcome = await runOnAws({
    config: production,
    dryRun,
    ask: async (question) => {
      printed.push(question);
      return answer;
    },
    print: (text) => printed.push(text),
    aws: aws.command,
    everySeconds: 0,
  });
  return { outcome, printed: printed.join('') };
}

describe('the drill of a lost region on AWS', () => {
  test('D7: as a dry run tells every call and makes none, nor asks', async () => {
    const aws = new Aws();
    const { outcome, printed } = await run(aws, 'production', true);
    expect(outcome).toEqual({ kind: 'told' });
    expect(aws.calls).toEqual([]);
    for (const told of [
      'StartPlanExecution',
      'rds:PromoteReadReplica',
      'ecs:UpdateService',
      'ApprovePlanExecutionStep',
    ]) {
      expect(printed).toContain(told);
    }
    expect(printed).not.toContain('Type the name');
  });

  test.each(['', 'yes', 'staging', 'Production'])(
    'D7: calls nothing when the answer is "%s"',
    async (answer) => {
      const aws = new Aws();
      const { outcome, printed } = await run(aws, answer);
      expect(outcome).toEqual({ kind: 'declined' });
      expect(aws.calls).toEqual([]);
      expect(printed).toContain('Nothing has been called.');
    },
  );

  test('D7: starts the plan in the recovery region and follows it to its end', async () => {
    const aws = new Aws();
    const { outcome, printed } = await run(aws, 'production');
    expect(outcome).toEqual({ kind: 'ended', state: 'completed', recoveryTime: 'PT31M' });
    const start = aws.calls.find(([, operation]) => operation === 'start-plan-execution')?.join(' ');
    expect(start).toContain(`--region eu-west-1 --plan-arn ${PLAN} --target-region eu-west-1`);
    expect(start).toContain('--action activate --mode graceful');
    expect(printed).toMatch(
      /approve-takeover: pendingApproval\nthe takeover: inProgress\napprove-takeover: completed\nfence: running\nfence: completed\nthe takeover: completed\n$/,
    );
  });

  test('D7: does not start a plan of which the engine knows that it would fail', async () => {
    const aws = new Aws();
    aws.evaluation = {
      planArn: PLAN,
      evaluationState: 'actionRequired',
      warnings: [
        {
          version: '1',
          warningStatus: 'active',
          warningMessage: 'The role cannot call rds:PromoteReadReplica.',
        },
        { version: '1', warningStatus: 'resolved', warningMessage: 'Over.' },
      ],
    };
    const { outcome } = await run(aws, 'production');
    expect(outcome).toEqual({
      kind: 'not-ready',
      reasons: ['The role cannot call rds:PromoteReadReplica.'],
    });
    expect(aws.calls.map(([, operation]) => operation)).not.toContain('start-plan-execution');
    aws.evaluation = {
      planArn: PLAN,
      evaluationState: 'actionRequired',
      warnings: [{ warningStatus: 'active', stepName: 'recreate-replica', warningMessage: 'Not there yet.' }],
    };
    expect((await run(aws, 'production')).outcome).toMatchObject({ kind: 'ended' });
    aws.evaluation = { planArn: PLAN, evaluationState: 'pendingEvaluation', warnings: [] };
    expect((await run(aws, 'production')).outcome).toEqual({
      kind: 'not-ready',
      reasons: ['The plan’s evaluation is pendingEvaluation.'],
    });
  });

  test('says which stack to deploy when there is no plan', async () => {
    const aws = new Aws();
    aws.plans = [];
    await expect(run(aws, 'production')).rejects.toThrow(
      'There is no plan holdfast-production in eu-west-1: deploy the stack holdfast-production-takeover-plan',
    );
  });
});

describe('the command line of AWS', () => {
  let folder: string;
  const ask = () => awsCommand({ PATH: folder })(['sts', 'get-caller-identity']);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-aws-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function install(script: string): Promise<void> {
    await writeFile(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'aws'), 0o755);
  }

  test('is asked for JSON and its answer given back', async () => {
    await install('echo "$@"');
    expect(await ask()).toBe('sts get-caller-identity --output json\n');
  });

  test('that refuses is quoted, and one that is missing is asked for', async () => {
    await install('echo "An error occurred (AccessDenied)" >&2; exit 254');
    await expect(ask()).rejects.toThrow('aws sts get-caller-identity: An error occurred (AccessDenied)');
    await rm(join(folder, 'aws'));
    await expect(ask()).rejects.toThrow(AwsCommandError);
    await expect(ask()).rejects.toThrow('install the AWS CLI 2');
  });
});
