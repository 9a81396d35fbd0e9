import { z } from 'zod';
import type { AwsCommand } from './aws-command.ts';

const plans = z.object({ plans: z.array(z.object({ arn: z.string(), name: z.string() })) });
const evaluation = z.object({
  evaluationState: z.string(),
  warnings: z
    .array(
      z.object({
        warningMessage: z.string(),
        warningStatus: z.string().optional(),
        stepName: z.string().optional(),
      }),
    )
    .optional(),
});
const started = z.object({ executionId: z.string() });
const execution = z.object({
  executionState: z.string(),
  actualRecoveryTime: z.string().optional(),
  stepStates: z.array(z.object({ name: z.string(), status: z.string() })).optional(),
});

/** How far an execution is, as the engine tells it. */
export type ExecutionState = z.infer<typeof execution>;

/** The plan of an environment as the engine keeps it in one region; asked there, it answers without the other. */
export class PlanExecutions {
  private readonly aws: AwsCommand;
  private readonly region: string;

  constructor(aws: AwsCommand, region: string) {
    this.aws = aws;
    this.region = region;
  }

  /** @throws Error when no plan has the name */
  async findPlan(name: string): Promise<string> {
    const found = plans.parse(await this.call('list-plans-in-region', []));
    const plan = found.plans.find((one) => one.name === name);
    if (plan) return plan.arn;
    throw new Error(
      `There is no plan ${name} in ${this.region}: deploy the stack ${name}-takeover-plan, or use the credentials of its account.`,
    );
  }

  /**
   * Sentences on what the engine already knows would go wrong in these steps, or in the plan as a whole. What it says of
   * other steps is about taking back, which may not be possible before the takeover: its database is not there yet.
   */
  async warnings(planArn: string, steps: readonly string[]): Promise<string[]> {
    const { evaluationState, warnings = [] } = evaluation.parse(
      await this.call('get-plan-evaluation-status', ['--plan-arn', planArn]),
    );
    const active = warnings.filter(
      ({ warningStatus, stepName }) =>
        warningStatus !== 'resolved' && (stepName === undefined || steps.includes(stepName)),
    );
    if (active.length > 0) return active.map(({ warningMessage }) => warningMessage);
    const known = evaluationState === 'passed' || warnings.length > 0;
    return known ? [] : [`The plan’s evaluation is ${evaluationState}.`];
  }

  /** @returns id of the execution */
  async start(planArn: string, targetRegion: string, comment: string): Promise<string> {
    const answer = await this.call('start-plan-execution', [
      ...['--plan-arn', planArn, '--target-region', targetRegion],
      ...['--action', 'activate', '--mode', 'graceful', '--comment', comment],
    ]);
    return started.parse(answer).executionId;
  }

  async state(planArn: string, executionId: string): Promise<ExecutionState> {
    return execution.parse(
      await this.call('get-plan-execution', ['--plan-arn', planArn, '--execution-id', executionId]),
    );
  }

  private async call(operation: string, args: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.aws(['arc-region-switch', operation, '--region', this.region, ...args]));
  }
}
