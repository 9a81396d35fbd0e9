import { resolve } from 'node:path';
import { withoutPaths } from '../../../local/drills/without-paths.ts';

const project = resolve(import.meta.dirname, '../../..');

describe('a record', () => {
  it('names files as seen from the project, wherever they are named', () => {
    const folder = `${project}/.holdfast/drills`;
    const record = {
      injected: `${folder}/primary-region was deleted`,
      progress: [{ line: `its log is ${folder}/logs/app-3.log`, at: 1 }],
      why: `Cannot find ${project}/app-src/server.js`,
    };
    expect(withoutPaths(record, folder)).toEqual({
      injected: '.holdfast/drills/primary-region was deleted',
      progress: [{ line: 'its log is .holdfast/drills/logs/app-3.log', at: 1 }],
      why: 'Cannot find app-src/server.js',
    });
  });

  it('names nothing of a folder elsewhere', () => {
    const folder = '/var/lib/somebody/drills';
    expect(withoutPaths([`${folder}/logs`, null, 3], folder)).toEqual(['.holdfast/drills/logs', null, 3]);
  });
});
