import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureProgram } from '../../../local/programs/ensure.ts';
import type { Program } from '../../../local/programs/program.ts';
import { ProgramError } from '../../../local/programs/program-error.ts';

describe('a program that the platform needs', () => {
  let folder: string;
  let file: string;
  let there: boolean;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-program-'));
    file = join(folder, 'example');
    there = false;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const program: Program = {
    name: 'Example',
    minimum: '2.10',
    find: () => (there ? file : undefined),
    versionArguments: ['--version'],
    packages: ['example', 'example-extras'],
  };
  const put = async (script: string) => {
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    there = true;
  };

  it.each(['2.10', '2.10.1', '2.11', '3'])('is taken as it is when its version is %s', async (version) => {
    await put(`echo "Example version ${version}-1 2026/01/01"`);
    expect(await ensureProgram(program)).toEqual({ name: 'Example', path: file, version });
  });

  it.each(['2.9', '1.99', '2'])('is refused when its version is %s', async (version) => {
    await put(`echo "Example version ${version}"`);
    await expect(ensureProgram(program)).rejects.toThrow(
      new ProgramError(`Example ${version} (${file}) is too old: install 2.10 or newer.`),
    );
  });

  it('is refused when it does not run', async () => {
    await put('echo "a library is missing" >&2; exit 127');
    await expect(ensureProgram(program)).rejects.toThrow(
      /does not tell its version: a library is missing\.$/,
    );
  });

  it('is installed when it is missing, and that is said before', async () => {
    const said: string[] = [];
    await ensureProgram(program, {
      installing: ({ name }) => said.push(`installing ${name}`),
      install: async (...packages) => {
        said.push(...packages);
        await put('echo 2.10');
      },
    });
    expect(said).toEqual(['installing Example', 'example', 'example-extras']);
  });

  it('is missed in one sentence when it cannot be installed, or is not there afterwards', async () => {
    const install = () => Promise.reject(new ProgramError('only root may install packages'));
    await expect(ensureProgram(program, { install })).rejects.toThrow(
      'Example is not installed, and only root may install packages (package example, example-extras).',
    );
    await expect(ensureProgram(program, { install: async () => undefined })).rejects.toThrow(
      'Example is still not found after installing example, example-extras.',
    );
  });
});
