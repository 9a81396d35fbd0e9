import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../requirements/command.ts';

const GENERATED = /(^|\/)(node_modules|cdk\.out[^/]*|\.next|\.holdfast|\.git)(\/|$)/;

export interface TextFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
}

/** The project's own text files: those git tracks or would track; without git, all but the generated ones. */
export async function textFiles(root: string): Promise<TextFile[]> {
  return (await paths(root))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

async function paths(root: string): Promise<string[]> {
  const git = await command('git', ['-C', root, 'ls-files', '-co', '--exclude-standard', '-z']);
  if (git.exitCode === 0) return git.stdout.split('\0').filter(Boolean);
  return globSync('**/{*,.*}', { cwd: root, exclude: (entry) => GENERATED.test(entry), withFileTypes: false })
    .filter((path) => !GENERATED.test(path))
    .filter((path) => /\.[^/]+$/.test(path));
}
