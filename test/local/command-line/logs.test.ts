import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printLogs } from '../../../local/command-line/logs.ts';
import { LocalFolder } from '../../../local/folder/local-folder.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';

describe('holdfast logs', () => {
  let folder: LocalFolder;
  let printed: string;

  beforeEach(async () => {
    folder = new LocalFolder(await mkdtemp(join(tmpdir(), 'holdfast-logs-')));
    printed = '';
  });
  afterEach(() => rm(folder.root, { recursive: true }));

  const print = (part?: string, more: { follow?: boolean; signal?: AbortSignal } = {}) =>
    printLogs({
      ...{ folder: folder.root, part, lines: 2, follow: false, ...more },
      write: (text) => {
        printed += text;
      },
    });
  const put = async () => {
    await folder.make();
    await writeFile(folder.logFile('app-1'), 'one\ntwo\nthree\n');
    await writeFile(folder.logFile('balancer'), 'ready\n');
  };

  it('prints the last lines of one part, or of all with their names', async () => {
    await put();
    await print('app-1');
    expect(printed).toBe('two\nthree\n');
    printed = '';
    await print();
    expect(printed).toBe('app-1 | two\napp-1 | three\nbalancer | ready\n');
  });

  it('goes on with whole lines, also after the log was moved aside', async () => {
    await put();
    const stop = new AbortController();
    const following = print('app-1', { follow: true, signal: stop.signal });
    const shows = (text: string) =>
      waitUntil(text, async () => (printed === text ? true : undefined), 20_000);
    await shows('two\nthree\n');
    await appendFile(folder.logFile('app-1'), 'four\nfi');
    await shows('two\nthree\nfour\n');
    await appendFile(folder.logFile('app-1'), 've\n');
    await shows('two\nthree\nfour\nfive\n');
    await writeFile(folder.logFile('app-1'), 'anew\n');
    await shows('two\nthree\nfour\nfive\nanew\n');
    stop.abort();
    await following;
  });

  it('says in one sentence when there is nothing to print', async () => {
    await expect(print()).rejects.toThrow(
      /^There are no logs in .*: start the platform with "holdfast up"\.$/,
    );
    await put();
    await expect(print('app-9')).rejects.toThrow('There is no log of app-9; there are app-1, balancer.');
  });
});
