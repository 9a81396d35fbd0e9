import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readAssembly, synthesize } from '../assembly.ts';

const ROOT = resolve(import.meta.dirname, '../..');

async function app(...args: string[]): Promise<{ dir: string; exitCode: number; stderr: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'holdfast-app-'));
  try {
    const { stderr } = await promisify(execFile)(process.execPath, ['bin/platform.ts', ...args], {
      cwd: ROOT,
      env: { ...process.env, CDK_OUTDIR: dir, CDK_CONTEXT_JSON: '', NODE_ENV: '' },
    });
    return { dir, exitCode: 0, stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { dir, exitCode: code, stderr };
  }
}

describe('the app', () => {
  it('gives the same templates by itself as under the cdk command', async () => {
    const { dir, exitCode } = await app();
    expect(exitCode).toBe(0);
    const underCdk = readAssembly(await synthesize());
    for (const { templateFile } of underCdk.stacks) {
      const [own, other] = await Promise.all(
        [dir, underCdk.dir].map((at) => readFile(join(at, templateFile), 'utf8')),
      );
      expect([templateFile, own === other]).toEqual([templateFile, true]);
    }
    await rm(dir, { recursive: true });
  });

  it('needs no look-up, and so no credentials', async () => {
    const manifest = JSON.parse(await readFile(join(await synthesize(), 'manifest.json'), 'utf8'));
    expect(manifest.missing ?? []).toEqual([]);
  });

  it.each([
    [['-c', 'environment=nowhere'], /^There is no environment "nowhere": choose one of production, staging/],
    [
      ['-c', 'strategy=active-active'],
      /^strategy is "active-active"; it must be one of backup-restore, pilot-light/,
    ],
  ])('answers %p with one sentence and no stack trace', async (args, sentence) => {
    const { exitCode, stderr, dir } = await app(...args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    await rm(dir, { recursive: true });
  });
});

describe('the stacks', () => {
  it('D5: deploy the recovery region’s keys before the database, and its replica after it', async () => {
    const { stack } = readAssembly(await synthesize());
    expect(stack('holdfast-production-data').dependencies).toContain(
      'holdfast-production-recovery-foundation',
    );
    expect(stack('holdfast-production-recovery-data').dependencies).toContain('holdfast-production-data');
    expect(stack('holdfast-production-recovery-foundation').dependencies).toEqual([]);
  });

  it('each say what they hold, and can not be deleted by accident', async () => {
    const dir = await synthesize();
    const { stacks } = readAssembly(dir);
    const { artifacts } = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
    for (const { name, template } of stacks) {
      expect([name, (template as { Description?: string }).Description]).toEqual([
        name,
        expect.stringMatching(/\w+ \w+/),
      ]);
      expect([name, artifacts[name].properties.terminationProtection]).toEqual([name, true]);
    }
  });
});
