import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformConfig } from '../config/platform-config.ts';
import { platformNames } from '../names.ts';
import { type AwsCommand, awsCommand } from './aws-command.ts';
import { type Call, changes, looks } from './call.ts';
import { callsOf } from './calls.ts';
import { type ExecutionState, PlanExecutions } from './plan-execution.ts';
import { renderCalls } from './render-calls.ts';
import type { TakeoverWorkflow } from './step.ts';
import { takeoverWorkflows } from './workflows.ts';

/** The only drill that runs on AWS by itself; every other one is an experiment of FIS that is started by hand. */
export const AWS_DRILL = 'region-loss';

export interface RunOnAwsOptions {
  /** Environment to move to its recovery region. */
  readonly config: PlatformConfig;
  /** Only tells what would be called. */
  readonly dryRun: boolean;
  /** Asks the person for a line; the run goes on only if it is the environment's name. */
  readonly ask: (question: string) => Promise<string>;
  readonly print: (text: string) => void;
  /** @default - the `aws` of this machine */
  readonly aws?: AwsCommand;
  /** Seconds between two looks at the execution. @default 10 */
  readonly everySeconds?: number;
}

/** How a run ended. */
export type RunOutcome =
  | { readonly kind: 'told' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'not-ready'; readonly reasons: readonly string[] }
  | { readonly kind: 'ended'; readonly state: string; readonly recoveryTime: string | undefined };

/** States of an execution in which nothing more happens by itself and nobody is waited for. */
const ENDED = new Set([
  'completed',
  'completedMonitoringApplicationHealth',
  'completedWithExceptions',
  'canceled',
  'planExecutionTimedOut',
  'failed',
]);

/**
 * Moves an environment to its recovery region with the plan that its template has, or tells what that would call. The
 * real run asks for the environment's name first, starts the plan and follows it to its end; who may approve does so in
 * the console or on the command line.
 *
 * @throws Error when there is no plan, and AwsCommandError when AWS cannot be asked
 */
export async function runOnAws(options: RunOnAwsOptions): Promise<RunOutcome> {
  const { config, print } = options;
  const names = platformNames(config);
  const workflow = takeover(config);
  if (options.dryRun) {
    print(renderCalls(callsBefore(config), callsOf(workflow, config, names)));
    return { kind: 'told' };
  }
  const { environment } = config;
  const answer = await options.ask(
    `This moves ${names.prefix} to ${workflow.region}, for real, and going back takes hours. Type the name of the environment to go on: `,
  );
  if (answer.trim() !== environment) {
    print(`That is not ${environment}. Nothing has been called.\n`);
    return { kind: 'declined' };
  }
  const plan = new PlanExecutions(options.aws ?? awsCommand(), workflow.region);
  const planArn = await plan.findPlan(names.takeoverPlan);
  const reasons = await plan.warnings(
    planArn,
    workflow.steps.map(({ name }) => name),
  );
  if (reasons.length > 0) return { kind: 'not-ready', reasons };
  const id = await plan.start(planArn, workflow.region, `holdfast drill run ${AWS_DRILL} ${environment}`);
  print(`Execution ${id} of ${planArn} has started.\n`);
  const end = await follow(() => plan.state(planArn, id), print, options.everySeconds ?? 10);
  return { kind: 'ended', state: end.executionState, recoveryTime: end.actualRecoveryTime };
}

/** @throws Error when the workflows have none, which would be a mistake in them */
function takeover(config: PlatformConfig): TakeoverWorkflow {
  const recovery = config.regions.recovery.name;
  const found = takeoverWorkflows(config, platformNames(config)).find(
    ({ purpose, region }) => purpose === 'activate' && region === recovery,
  );
  if (found) return found;
  throw new Error(`No workflow activates ${recovery}.`);
}

/** What this command calls itself, before the engine does the rest. */
function callsBefore(config: PlatformConfig): Call[] {
  const region = config.regions.recovery.name;
  const { takeoverPlan } = platformNames(config);
  const of = (operation: string) => `arc-region-switch:${operation}`;
  return [
    looks('holdfast', of('ListPlansInRegion'), region, { name: takeoverPlan }),
    looks('holdfast', of('GetPlanEvaluationStatus'), region, { plan: takeoverPlan }),
    changes('holdfast', of('StartPlanExecution'), region, {
      plan: takeoverPlan,
      targetRegion: region,
      action: 'activate',
      mode: 'graceful',
    }),
    looks('holdfast', of('GetPlanExecution'), region, { plan: takeoverPlan, until: 'it has ended' }),
  ];
}

async function follow(
  look: () => Promise<ExecutionState>,
  print: (text: string) => void,
  everySeconds: number,
): Promise<ExecutionState> {
  const told = new Map<string, string>();
  for (;;) {
    const seen = await look();
    for (const [name, status] of [
      ...(seen.stepStates ?? []).map((step) => [step.name, step.status] as const),
      ['the takeover', seen.executionState] as const,
    ]) {
      if (told.get(name) === status || status === 'notStarted') continue;
      told.set(name, status);
      print(`${name}: ${status}\n`);
    }
    if (ENDED.has(seen.executionState)) return seen;
    await sleep(everySeconds * 1000);
  }
}
