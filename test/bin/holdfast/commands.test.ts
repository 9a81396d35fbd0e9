import type { Advice } from '../../../lib/assessment/advise.ts';
import type { AssessmentDiff } from '../../../lib/assessment/diff.ts';
import type { Explanation } from '../../../lib/assessment/explain.ts';
import { cacheTemplate, folderWith, holdfast, OBJECTIVES } from './command-line.ts';

let folder: ReturnType<typeof folderWith>;

beforeAll(() => {
  folder = folderWith({
    'good.json': cacheTemplate(),
    'single.json': cacheTemplate({ AutomaticFailoverEnabled: false }),
    'changed.json': cacheTemplate({ AutomaticFailoverEnabled: false }),
    'objectives.json': OBJECTIVES,
  });
});
afterAll(() => folder.remove());

const run = (...args: string[]) =>
  holdfast([...args, '--region', 'eu-central-1', '--objectives', 'objectives.json'], { cwd: folder.path });

describe('holdfast diff', () => {
  test('ends with 0 when nothing moves and everything holds', async () => {
    const { code, stdout } = await run('diff', 'good.json', 'good.json', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as AssessmentDiff).unchanged).toBe(true);
  });

  test('ends with 1 and names what the change breaks', async () => {
    const { code, stdout } = await run('diff', 'good.json', 'changed.json');
    expect(code).toBe(1);
    expect(stdout).toContain('this breaks process, zone');
  });

  test('writes a table for a pull request', async () => {
    const { code, stdout } = await run('diff', 'single.json', 'single.json', '--format', 'markdown');
    expect(code).toBe(1);
    expect(stdout).toContain('| Disruption | RTO | Target | RPO | Target | Verdict |');
  });
});

describe('holdfast what-if', () => {
  test('shows what a change moves, and ends with the verdict after it', async () => {
    const { code, stdout } = await run(
      'what-if',
      'Cache.AutomaticFailoverEnabled=false',
      '--path',
      'good.json',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('this breaks');
    expect(stdout).toContain('▼ worse');
  });

  test('mends too', async () => {
    const { code, stdout } = await run(
      'what-if',
      'Cache.AutomaticFailoverEnabled=true',
      '--path',
      'single.json',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout) as AssessmentDiff).toMatchObject({
      before: 'breached',
      after: 'holds',
      broken: [],
    });
  });

  test('names the property that was meant', async () => {
    const { code, stderr } = await run(
      'what-if',
      'Cache.AutomaticFailoverEnable=true',
      '--path',
      'good.json',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean AutomaticFailoverEnabled');
  });
});

describe('holdfast explain', () => {
  test('tells the way back in sentences with sources', async () => {
    const { code, stdout } = await run('explain', 'sessions', 'zone', 'good.json');
    expect(code).toBe(0);
    expect(stdout).toContain('THE WAY BACK');
    expect(stdout).toMatch(/sets Properties\.AutomaticFailoverEnabled to\s+true/);
    expect(stdout).toContain('Assumed: cache.failover');
  });

  test('gives the same as JSON', async () => {
    const { stdout } = await run('explain', 'Cache', 'zone', 'good.json', '--json');
    expect((JSON.parse(stdout) as Explanation).routes.filter(({ used }) => used)).toHaveLength(1);
  });
});

describe('holdfast advise', () => {
  test('mends a breach, and its suggestion works when it is followed', async () => {
    const { code, stdout } = await run('advise', 'single.json', '--json');
    const [first] = (JSON.parse(stdout) as Advice).mends.flatMap(({ remedies }) => remedies);
    expect(code).toBe(1);
    expect(first?.texts).toEqual(['single/Cache.AutomaticFailoverEnabled=true']);
    expect((await run('what-if', ...(first?.texts ?? []), '--path', 'single.json')).code).toBe(0);
  });

  test('says which single change would break what holds', async () => {
    const { code, stdout } = await run('advise', 'good.json');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is breached.');
    expect(stdout).toContain('good/Cache.AutomaticFailoverEnabled=false');
  });
});
