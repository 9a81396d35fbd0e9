import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const ROOT = process.cwd();
const MODULES = join(ROOT, 'node_modules');
/** Found without the project's tools, as on somebody else's machine. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

let home: string;
let app: string;

function run(program: string, args: readonly string[], cwd: string, path = PATH) {
  return spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, npm_config_update_notifier: 'false', NODE_OPTIONS: '' },
  });
}

function succeed(...[program, args, cwd, path]: Parameters<typeof run>): string {
  const { status, stdout, stderr } = run(program, args, cwd, path);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
  app = mkdtempSync(join(tmpdir(), 'holdfast-foreign-'));
  succeed('npm', ['pack', '--pack-destination', home], ROOT, `${join(MODULES, '.bin')}${delimiter}${PATH}`);
  const [file = ''] = readdirSync(home);
  writeFileSync(join(app, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }');
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer'];
  succeed('npm', ['install', ...quick, join(home, file)], app);
  // The app brings the CDK; linked, because installing it takes longer than all the rest.
  for (const name of ['aws-cdk-lib', 'constructs', 'typescript', '@types'])
    symlinkSync(join(MODULES, name), join(app, 'node_modules', name));
  copyFileSync(join(ROOT, 'test/package/foreign-app.mjs'), join(app, 'app.mjs'));
}, 180_000);

afterAll(() => {
  for (const folder of [home, app]) rmSync(folder, { recursive: true, force: true });
});

describe('the packed package in an app of somebody else', () => {
  test('brings few packages, and none of the CDK', () => {
    const lock = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8')) as { packages: object };
    const installed = Object.keys(lock.packages).filter((path) => path !== '');
    expect(installed).toContain('node_modules/holdfast');
    expect(installed.filter((path) => /cdk|constructs/.test(path))).toEqual([]);
    expect(installed.length).toBeLessThanOrEqual(5);
  });

  test('ships JavaScript and declarations, and no sources, tests or templates', () => {
    const files = readdirSync(join(app, 'node_modules/holdfast'), { recursive: true }).map(String);
    expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
    expect(
      files.filter((path) => /(^|\/)(test|constructs|lambdas|app-src|cdk\.out)(\/|$)/.test(path)),
    ).toEqual([]);
    expect(files).toContain(join('dist', 'lib', 'index.d.ts'));
  });

  test('fails the synthesis of a breach with the construct, the property and the mend', () => {
    const { status, stdout, stderr } = run('node', ['app.mjs'], app);
    expect(status).not.toBe(0);
    const told = `${stdout}${stderr}`;
    expect(told).toContain('database orders has no standby in another zone');
    expect(told).toContain('Properties.MultiAZ');
    expect(told).toContain('Set MultiAZ to true');
  });

  test('assesses the assembly that is left, by its declared objectives, with its own command', () => {
    const { status, stdout, stderr } = run(
      join(app, 'node_modules/.bin/holdfast'),
      ['assess', 'cdk.out'],
      app,
    );
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('Holdfast · shop · test');
    expect(stdout).toContain('BREACHED');
  });

  test('has types that a TypeScript program is checked against', () => {
    const source = (lines: string) => `import { assess, type Assessment } from 'holdfast';\n${lines}\n`;
    writeFileSync(
      join(app, 'right.mts'),
      source('export const f: typeof assess = assess; export type A = Assessment;'),
    );
    writeFileSync(join(app, 'wrong.mts'), source("export const verdict: Assessment['verdict'] = 'perhaps';"));
    const check = (file: string) =>
      run(
        join(MODULES, '.bin', 'tsc'),
        [
          '--noEmit',
          '--strict',
          '--module',
          'nodenext',
          '--target',
          'es2024',
          '--skipLibCheck',
          '--types',
          'node',
          file,
        ],
        app,
        `${join(MODULES, '.bin')}${delimiter}${PATH}`,
      );
    expect(check('right.mts').stdout).toBe('');
    expect(check('wrong.mts').stdout).toContain('\'"perhaps"\' is not assignable');
  });
});

describe('the command in the repository', () => {
  test('runs the sources under whatever Node the machine has', () => {
    const { status, stdout } = run('node', [join(ROOT, 'bin/holdfast.mjs'), '--help'], tmpdir());
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: holdfast');
  });
});
