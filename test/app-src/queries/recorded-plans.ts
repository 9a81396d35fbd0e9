import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Postgres, PostgresOptions } from '../../services/postgres.ts';
import { waitUntil } from '../../services/wait-until.ts';

/** Server settings that make auto_explain write the plan of every statement to a log of JSON lines. */
export const recordingSettings: NonNullable<PostgresOptions['settings']> = {
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_format': 'json',
  logging_collector: 'on',
  log_destination: 'jsonlog',
  // The sizes of a small RDS instance rather than of a test.
  shared_buffers: '512MB',
};

export interface RecordedPlan {
  readonly sql: string;
  readonly milliseconds: number;
  readonly nodes: readonly PlanNode[];
}

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The plans that a server has recorded, in order, once it has recorded the one of `last`. */
export function recordedPlans(server: Postgres, last: string): Promise<RecordedPlan[]> {
  return waitUntil('the plan to be recorded', async () => {
    const plans = await readPlans(path.join(server.dataFolder, 'log'));
    return plans.some(({ sql }) => sql === last) ? plans : undefined;
  });
}

async function readPlans(folder: string): Promise<RecordedPlan[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  // The last line may be half written.
  return texts.join('').split('\n').slice(0, -1).flatMap(planOf);
}

function planOf(line: string): RecordedPlan[] {
  const { message } = JSON.parse(line) as { readonly message?: string };
  const match = /^duration: ([\d.]+) ms {2}plan:\n([\s\S]*)$/.exec(message ?? '');
  if (match?.[2] === undefined) {
    return [];
  }
  const plan = JSON.parse(match[2]) as { readonly 'Query Text': string; readonly Plan: PlanNode };
  return [{ sql: plan['Query Text'], milliseconds: Number(match[1]), nodes: nodesOf(plan.Plan) }];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
