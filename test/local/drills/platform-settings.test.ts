import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformSettings } from '../../../local/drills/platform-settings.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const { database, cache, balancer } = platformSettings({ replicas: 2, databaseBytes: 0, noticedAfter: 0 });

/** The number that stands for `$` in the one place of a file that looks like this. */
function number(file: string, pattern: RegExp): number {
  const text = readFileSync(join(root, file), 'utf8');
  return Number(pattern.exec(text)?.[1]?.replaceAll('_', ''));
}

describe('What predictions take for granted of programs that do not share their settings', () => {
  test('is how long the app’s pool tries to connect, and pauses', () => {
    const file = 'app-src/src/database/database.ts';
    const pause = number(file, /Math\.min\(0\.1 \* 2 \*\* attempt, (\d+)\)/);
    expect(number(file, /connect_timeout: (\d+)/) + pause).toBe(database.connect);
  });

  test('is how long the app’s cache client tries to connect, and waits for an answer', () => {
    const file = 'app-src/src/cache/cache.ts';
    const wait = number(file, /commandTimeoutMilliseconds = ([\d_]+)/);
    expect((number(file, /connectTimeout: ([\d_]+)/) + wait) / 1_000).toBe(cache.connect);
  });

  test('is how often the load balancer checks, and how long it waits', () => {
    const file = 'local/balancer/settings.ts';
    expect(number(file, /timeout check (\d+)s/)).toBe(balancer.check.limit);
    expect([number(file, /fastinter (\d+)s/), number(file, /downinter (\d+)s/)]).toEqual([
      balancer.fastCheck,
      balancer.fastCheck,
    ]);
  });
});
