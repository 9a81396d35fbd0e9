import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stack of the cloud assembly, as far as deploying it is concerned. */
export interface DeployableStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Names of the stacks that must be there first. */
  readonly after: readonly string[];
}

interface ManifestJson {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly environment?: string;
        readonly dependencies?: readonly string[];
        readonly properties?: { readonly stackName?: string };
      }
    >
  >;
}

/** The stacks of an assembly in an order they can be deployed in. */
export function readStacks(outdir: string): DeployableStack[] {
  const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as ManifestJson;
  const isStack = (id: string) => artifacts[id]?.type === 'aws:cloudformation:stack';
  const nameOf = (id: string) => artifacts[id]?.properties?.stackName ?? id;
  const stacks = Object.entries(artifacts)
    .filter(([id]) => isStack(id))
    .map(([id, { environment = '', dependencies = [] }]) => {
      const [account = '', region = ''] = environment.replace('aws://', '').split('/');
      return { name: nameOf(id), account, region, after: dependencies.filter(isStack).map(nameOf) };
    });
  return inDeployOrder(stacks);
}

/**
 * Sorts stacks so that each comes after those it depends on.
 *
 * @throws Error that names the stacks which wait for each other
 */
export function inDeployOrder(stacks: readonly DeployableStack[]): DeployableStack[] {
  const ordered: DeployableStack[] = [];
  let waiting = [...stacks];
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ name }) => name));
    const ready = waiting.filter(({ after }) => after.every((name) => done.has(name)));
    if (ready.length === 0) {
      const names = waiting.map(({ name }) => name).join(', ');
      throw new Error(`These stacks wait for each other and cannot be deployed: ${names}.`);
    }
    ordered.push(...ready);
    waiting = waiting.filter((stack) => !ready.includes(stack));
  }
  return ordered;
}

/**
 * The commands that deploy the stacks. Another account's stacks are deployed with that account's own credentials: an
 * administrator of the workload account who could deploy there could also destroy what is kept there.
 *
 * @param workloadAccount account whose credentials are in use
 * @param context what was given with `-c`, so that the same platform is deployed that was assessed
 */
export function deployCommands(
  stacks: readonly DeployableStack[],
  workloadAccount: string,
  context: Readonly<Record<string, string>>,
): string[] {
  const flags = Object.entries(context)
    .map(([key, value]) => ` -c ${key}=${value}`)
    .join('');
  const others = stacks.filter(({ account }) => account !== workloadAccount);
  const bootstrap = (account: string) => {
    const regions = [
      ...new Set(stacks.filter((stack) => stack.account === account).map(({ region }) => region)),
    ];
    return `npx cdk bootstrap ${regions.map((region) => `aws://${account}/${region}`).join(' ')}`;
  };
  if (others.length === 0) return [bootstrap(workloadAccount), `npx cdk deploy --all${flags}`];
  const elsewhere = [...new Set(others.map(({ account }) => account))].flatMap((account) => {
    const names = others.filter((stack) => stack.account === account).map(({ name }) => name);
    const profile = ` --profile PROFILE_OF_${account}`;
    return [`${bootstrap(account)}${profile}`, `npx cdk deploy ${names.join(' ')}${profile}${flags}`];
  });
  const excluded = others.map(({ name }) => name).join('|');
  return [bootstrap(workloadAccount), ...elsewhere, `npx cdk deploy --exclusively '!(${excluded})'${flags}`];
}
