import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testsNeeding } from './needs.ts';
import { redis } from './redis.ts';

describe('the tests that need a program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-needs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };

  it('are those that reach its module, directly or through others that may import each other', () => {
    file('services/redis.ts', '');
    file('app/server.ts', "import { Redis } from '../services/redis.ts';\nimport './loop.ts';");
    file('app/loop.ts', "import './server.ts';");
    const direct = file('a.test.ts', "import { Redis } from './services/redis.ts';");
    const through = file('app/b.test.ts', "import { AppServer } from './server.ts';");
    const without = file('c.test.ts', "import { x } from './gone.ts';\nimport { test } from 'node:test';");
    expect(testsNeeding(redis, [direct, through, without], folder)).toEqual([direct, through]);
  });
});
