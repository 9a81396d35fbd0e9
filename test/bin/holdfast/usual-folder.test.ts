import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualFolder } from '../../../bin/holdfast/usual-folder.ts';

describe('where the platform of a project is kept', () => {
  let above: string;
  let project: string;

  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), 'holdfast-usual-'));
    project = join(above, 'project');
    await mkdir(project);
    await chmod(project, 0o755);
  });
  afterEach(() => rm(above, { recursive: true }));

  it('is in the project', async () => {
    await chmod(above, 0o755);
    expect(usualFolder(project, true)).toBe(join(project, '.holdfast/local'));
    expect(usualFolder(project, false)).toBe(join(project, '.holdfast/local'));
  });

  it('is among the data of services, one per project, when root keeps other users out of a folder above', async () => {
    expect(usualFolder(project, true)).toMatch(/^\/var\/lib\/holdfast\/[0-9a-f]{12}$/);
    expect(usualFolder(project, true)).not.toBe(usualFolder(`${project}-2`, true));
    expect(usualFolder(project, false)).toBe(join(project, '.holdfast/local'));
  });

  it('is there, too, when the folder for it exists and is closed', async () => {
    await chmod(above, 0o755);
    await mkdir(join(project, '.holdfast'), { mode: 0o700 });
    expect(usualFolder(project, true)).toMatch(/^\/var\/lib\/holdfast\//);
  });
});
