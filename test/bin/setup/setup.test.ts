import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Project } from './project.ts';

describe('set-up', () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => project.remove());

  const calls = () => readFileSync(join(project.root, 'npm-calls'), 'utf8').split('\n').length - 1;
  const waitFor = async (path: string) => {
    while (!existsSync(join(project.root, path))) await sleep(20);
  };

  it('installs, runs the script with its arguments, and ends with its exit code', async () => {
    const { code, stdout, stderr } = await project.run('script.ts', '--check', 'a b');
    expect(stdout).toBe('ran --check a b\n');
    expect(stderr).toMatch(/^ok {3}Install npm packages {2}\d+\.\d s\n$/);
    expect(code).toBe(7);
  });

  it('installs once, and again when the dependencies change but not when a script does', async () => {
    await project.run('script.ts');
    const second = await project.run('script.ts');
    expect(second.stderr).toBe('');
    const devDependencies = { node: process.versions.node };
    project.write('package.json', JSON.stringify({ devDependencies, scripts: { x: 'y' } }));
    await project.run('script.ts');
    expect(calls()).toBe(1);
    project.write('package.json', JSON.stringify({ devDependencies, dependencies: { a: '1.0.0' } }));
    await project.run('script.ts');
    expect(calls()).toBe(2);
    project.write('package-lock.json', '{}');
    await project.run('script.ts');
    expect(calls()).toBe(3);
  });

  it('runs a tool of node_modules/.bin the same way', async () => {
    await project.run('script.ts');
    project.link('greet', '/bin/echo');
    expect((await project.run('--tool', 'greet', 'hello')).stdout).toBe('hello\n');
  });

  it.each([
    [['gone.ts'], 1, 'There is no script gone.ts in this project.\n'],
    [['--tool'], 2, 'Usage: node bin/setup.mjs SCRIPT.ts [arguments], or --tool NAME [arguments].\n'],
    [[], 2, 'Usage: node bin/setup.mjs SCRIPT.ts [arguments], or --tool NAME [arguments].\n'],
  ])('tells what is wrong with %j before it installs anything', async (args, code, sentence) => {
    expect(await project.run(...args)).toEqual({ code, stdout: '', stderr: sentence });
    expect(existsSync(join(project.root, 'npm-calls'))).toBe(false);
  });

  it.each([
    ['npm error code ENOTFOUND', 'the package registry cannot be reached (ENOTFOUND): check the network'],
    ['npm error connect ECONNREFUSED', 'the package registry cannot be reached (ECONNREFUSED): check'],
    ['npm error code ENOSPC', 'the disk is full (ENOSPC): free about 2 GB'],
    ['npm error code EACCES', 'a folder cannot be written (EACCES): make this folder'],
  ])('tells in one sentence why it could not install: %s', async (output, reason) => {
    project.npm(`echo '${output}' >&2\nexit 1`);
    const { code, stdout, stderr } = await project.run('script.ts');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const [failed, sentence, ...rest] = stderr.split('\n');
    expect(failed).toMatch(/^fail Install npm packages/);
    expect(sentence).toContain(`The npm packages could not be installed, because ${reason}`);
    expect(rest).toEqual(['']);
  });

  it("shows npm's last lines when it does not know the reason", async () => {
    project.npm("echo 'npm error something new' >&2\nexit 1");
    expect((await project.run('script.ts')).stderr).toContain(
      'run the same command again.\nnpm error something new',
    );
  });

  it('starts afresh when the install before was killed half-way', async () => {
    project.npm('echo part > node_modules/part\nsleep 30');
    const { child, ended } = project.start('script.ts');
    await waitFor('node_modules/part');
    child.kill('SIGKILL');
    await ended;
    project.npm(project.installing);
    const { stderr, stdout } = await project.run('script.ts');
    expect(stderr).toMatch(/^ok {3}Remove packages of an interrupted install/);
    expect(existsSync(join(project.root, 'node_modules/part'))).toBe(false);
    expect(stdout).toBe('ran\n');
  });

  it('ends npm when it is interrupted, says so, and is mended by the next run', async () => {
    project.npm('echo $$ > npm-pid\nsleep 30');
    const { child, ended } = project.start('script.ts');
    await waitFor('npm-pid');
    await sleep(50);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('Set-up was interrupted; run the same command again.');
    const pid = Number(readFileSync(join(project.root, 'npm-pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    project.npm(project.installing);
    expect((await project.run('script.ts')).stdout).toBe('ran\n');
  });

  it('takes over the lock of a process that is dead', async () => {
    project.write('.holdfast/install.lock', '4194304');
    expect((await project.run('script.ts')).stdout).toBe('ran\n');
    expect(existsSync(join(project.root, '.holdfast/install.lock'))).toBe(false);
  });

  it('lets one of two runs install and the other wait', async () => {
    project.npm(`sleep 0.5\n${project.installing}`);
    const ended = await Promise.all([project.run('script.ts'), project.run('script.ts')]);
    expect(ended.map(({ stdout }) => stdout)).toEqual(['ran\n', 'ran\n']);
    expect(ended.map(({ stderr }) => stderr).join()).toMatch(
      /Another run \(process \d+\) is installing packages/,
    );
    expect(calls()).toBe(1);
  });

  it('passes a signal on to the script and ends as the signal ended it', async () => {
    project.write('script.ts', "console.log('up'); setInterval(() => {}, 1000);");
    const { child, ended } = project.start('script.ts');
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
  });
});
