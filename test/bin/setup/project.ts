import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A tiny project with a copy of the set-up and an npm that does what the test says. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), 'holdfast-setup-'));

  constructor() {
    cpSync(join(ROOT, 'bin/setup.mjs'), join(this.root, 'bin/setup.mjs'));
    cpSync(join(ROOT, 'bin/setup'), join(this.root, 'bin/setup'), { recursive: true });
    const version = process.versions.node;
    this.write('package.json', JSON.stringify({ devDependencies: { node: version } }));
    this.write('script.ts', "console.log('ran', ...process.argv.slice(2)); process.exitCode = 7;");
    this.npm(this.installing);
  }

  /** Shell text of an npm that counts its calls and installs this test's own Node. */
  get installing(): string {
    return [
      'echo called >> npm-calls',
      'mkdir -p node_modules/.bin',
      `ln -sf ${process.execPath} node_modules/.bin/node`,
      'echo {} > node_modules/.package-lock.json',
    ].join('\n');
  }

  /** Puts an npm in front of the machine's own. */
  npm(script: string): void {
    this.write('fake/npm', `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.root, 'fake/npm'), 0o755);
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A tool as npm would link it. */
  link(name: string, target: string): void {
    symlinkSync(target, join(this.root, 'node_modules/.bin', name));
  }

  start(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const child = spawn(process.execPath, ['bin/setup.mjs', ...args], {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${join(this.root, 'fake')}${delimiter}${process.env.PATH}` },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, stdout, stderr })));
    return { child, ended };
  }

  run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
