import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { didYouMean } from '../../../lib/assessment/near-names.ts';
import type { Drill } from '../../../lib/drills/drill.ts';
import { DRILLS, findDrill } from '../../../lib/drills/drills.ts';
import type { DrillRun } from '../../../local/command-line/index.ts';
import { BadInput } from '../bad-input.ts';
import { drillFolder } from '../drill-folder.ts';
import { type AwsDrillFlags, drillOnAws } from '../drill-on-aws.ts';
import { localModule, project, projectFolder, wantsColour } from '../local-commands.ts';
import { renderDrillList, renderRuns, renderVerdict } from '../render/drills.ts';
import { assessSubject, readSubject } from '../subject.ts';
import { wholeNumber } from '../whole-number.ts';

interface RunFlags extends AwsDrillFlags {
  readonly target: 'local' | 'aws';
}

interface DrillFlags {
  readonly folder: string;
  readonly templates: string;
  readonly records: string;
  readonly record: boolean;
  readonly replicas: number;
  readonly seed?: number;
  readonly duration?: number;
  readonly json?: boolean;
}

const HELP = `
Drills run on a platform of their own, with its own data, under a steady load of users whose acknowledged writes are
numbered and read back afterwards. RTO is the time from the first failed request until the service level holds again for
10 s; RPO is the age of the oldest acknowledged write that is lost.

Exit codes:
  0  every drill held
  1  a drill breached its budget, its prediction or its expectations
  2  there is no such drill, or no platform to run it on
  3  nothing was breached, but a drill could not be run, or its prediction is unknown

Examples:
  $ holdfast drill list
  $ holdfast drill run database-primary-kill
  $ holdfast drill all --only process-kill,zone-loss --continue
  $ holdfast drill run region-loss --target aws --environment staging --dry-run`;

/** `holdfast drill list | run | all` */
export function addDrill(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('drill')
    .description('rehearse disruptions under load, and set what is measured beside what was predicted')
    .argument('[what]')
    .usage('list|run|all [options]')
    .addHelpText('after', HELP)
    .action((what?: string) => {
      const none = what === undefined ? 'Say what to do' : `There is no "drill ${what}"`;
      throw new BadInput(`${none}: "holdfast drill list", "drill run NAME" or "drill all".`);
    });
  command
    .command('list')
    .description('list every drill')
    .option('--json', 'as JSON, with all that is known of each')
    .action(({ json }: { readonly json?: boolean }) => {
      const { stdout } = process;
      stdout.write(
        json
          ? `${JSON.stringify(DRILLS, null, 2)}\n`
          : renderDrillList(DRILLS, { color: wantsColour(stdout) }),
      );
      done(0);
    });
  const run = command
    .command('run')
    .description('run one drill')
    .argument('<name>', 'such as process-kill; "holdfast drill list" lists them')
    .action(async (name: string, flags: DrillFlags & RunFlags) => {
      const { name: drill } = named(name);
      if (flags.target === 'aws') done(await drillOnAws(drill, flags));
      else if (flags.dryRun)
        throw new BadInput('--dry-run tells the calls to AWS: give --target aws as well.');
      else done(await runAndTell([named(name)], flags, false));
    });
  addDrillOptions(run);
  run
    .addOption(
      new Option('--target <where>', 'this machine, or the region takeover of an environment on AWS')
        .choices(['local', 'aws'])
        .default('local'),
    )
    .option('--dry-run', 'with --target aws: only tell every call that would be made')
    .option('--environment <name>', 'with --target aws: the environment', 'production');
  const all = command
    .command('all')
    .description('run all drills, one after the other; the first that does not hold ends them')
    .option('--only <names>', 'these alone, with commas between them')
    .option('--continue', 'go on after a drill that does not hold')
    .action(async (flags: DrillFlags & { readonly only?: string; readonly continue?: boolean }) => {
      const drills =
        flags.only === undefined ? DRILLS : flags.only.split(',').map((name) => named(name.trim()));
      done(await runAndTell(drills, flags, flags.continue ?? false));
    });
  addDrillOptions(all);
}

function addDrillOptions(command: Command): void {
  command
    .addOption(
      new Option('--folder <path>', 'where the platform of the drills keeps everything').default(
        drillFolder(projectFolder),
        '.holdfast/drills',
      ),
    )
    .addOption(
      new Option('--templates <path>', 'what the predictions rest on').default(
        join(project, 'cdk.out'),
        'cdk.out',
      ),
    )
    .addOption(
      new Option('--records <path>', 'where the records are added').default(
        join(project, 'runbooks/records'),
        'runbooks/records',
      ),
    )
    .option('--no-record', 'without a record')
    .addOption(new Option('--replicas <n>', 'replicas of the app').default(2).argParser(wholeNumber(2, 12)))
    .addOption(new Option('--seed <n>', 'repeats what chance decides').argParser(wholeNumber(0, 2 ** 31 - 1)))
    .addOption(
      new Option('--duration <seconds>', 'of load after the injection, at least').argParser(
        wholeNumber(1, 86_400),
      ),
    )
    .option('--json', 'the records as JSON');
}

function named(name: string): Drill {
  const drill = findDrill(name);
  if (drill === undefined) {
    throw new BadInput(
      `There is no drill ${name}${didYouMean(
        name,
        DRILLS.map((one) => one.name),
      )}`,
    );
  }
  return drill;
}

async function runAndTell(drills: readonly Drill[], flags: DrillFlags, goOn: boolean): Promise<number> {
  const { folder, records, record, replicas, seed, duration, json } = flags;
  const { runDrills } = await localModule();
  const { stdout, stderr } = process;
  const runs = await runDrills({
    ...{ folder, drills, replicas, continue: goOn, assessment: await assessmentOf(flags) },
    ...(seed === undefined ? {} : { seed }),
    ...(duration === undefined ? {} : { watchSeconds: duration }),
    ...(record ? { records } : {}),
    progress: (line) => stderr.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`),
    finished: (one) => stderr.write(`\n${renderVerdict(one)}\n`),
  });
  stdout.write(
    json ? `${JSON.stringify(runs, null, 2)}\n` : renderRuns(runs, { color: wantsColour(stdout) }),
  );
  return exitCodeOf(runs);
}

async function assessmentOf({ templates }: DrillFlags): Promise<Assessment> {
  try {
    return assessSubject(await readSubject([templates], {}));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(`Nothing can be predicted from ${templates}; write it with "npm run synth": ${why}`);
  }
}

function exitCodeOf(runs: readonly DrillRun[]): number {
  const verdicts = runs.map((run) => ('record' in run ? run.record.verdict.verdict : 'not provable'));
  if (verdicts.includes('breached')) return 1;
  return verdicts.includes('not provable') ? 3 : 0;
}
