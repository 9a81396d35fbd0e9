import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRILLS } from '../../../lib/drills/drills.ts';
import { holdfast } from './command-line.ts';

describe('holdfast drill', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-drill-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('lists every drill with what is disrupted, one line each', async () => {
    const { code, stdout, stderr } = await holdfast(['drill', 'list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^DRILL +DISRUPTION +COMPONENT +WHAT HAPPENS$/);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(DRILLS.map(({ name }) => name));
  });

  test('lists all that is known of each drill as JSON', async () => {
    const { code, stdout } = await holdfast(['drill', 'list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(DRILLS)));
  });

  test.each([
    [
      'a drill that there is not',
      ['run', 'process-kil'],
      /^There is no drill process-kil; did you mean process-kill/,
    ],
    [
      'a drill that there is not among several',
      ['all', '--only', 'zone-loss,nothing'],
      /^There is no drill nothing\./,
    ],
    ['no command', [], /^Say what to do: "holdfast drill list", "drill run NAME" or "drill all"\.$/],
    ['a command that there is not', ['rnu'], /^There is no "drill rnu": "holdfast drill list", /],
    [
      'a number that is none',
      ['run', 'zone-loss', '--seed', 'x'],
      /Give a whole number from 0 to 2147483647/,
    ],
    ['a dry run on this machine', ['run', 'region-loss', '--dry-run'], /give --target aws as well\.$/],
    [
      'another drill on AWS',
      ['run', 'zone-loss', '--target', 'aws'],
      /^zone-loss does not run on AWS by itself: only region-loss does/,
    ],
    [
      'an environment that there is not',
      ['run', 'region-loss', '--target', 'aws', '--environment', 'nope'],
      /^There is no environment "nope"/,
    ],
    ['one replica, whose loss nobody could bear', ['run', 'zone-loss', '--replicas', '1'], /from 2 to 12/],
  ])('refuses %s in one sentence, and starts nothing', async (_, args, sentence) => {
    const { code, stdout, stderr } = await holdfast(['drill', ...args], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('tells every call that the takeover on AWS would make, and makes none', async () => {
    const run = ['drill', 'run', 'region-loss', '--target', 'aws', '--dry-run'];
    const { code, stdout, stderr } = await holdfast(run, { env: { PATH: '' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('arc-region-switch:StartPlanExecution plan=holdfast-production');
    expect(stdout).toContain('rds:PromoteReadReplica dbInstanceIdentifier=holdfast-production-db-replica');
  });

  test.each([
    ['another name', 'staging\n'],
    ['nobody at the keyboard', ''],
  ])('takes %s for no, and calls nothing', async (_, input) => {
    const run = ['drill', 'run', 'region-loss', '--target', 'aws'];
    const { code, stdout } = await holdfast(run, { input, env: { PATH: '' } });
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: 'That is not production. Nothing has been called.\n',
    });
  });

  test('says what to do when there are no templates to predict from', async () => {
    const { code, stderr } = await holdfast([
      ...['drill', 'run', 'process-kill', '--templates', join(folder, 'cdk.out')],
      ...['--folder', join(folder, 'platform')],
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Nothing can be predicted from .*; write it with "npm run synth": /);
  });
});
