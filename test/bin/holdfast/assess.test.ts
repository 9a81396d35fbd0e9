import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { cacheTemplate, folderWith, holdfast, OBJECTIVES, SENTENCE } from './command-line.ts';

const REGION = ['--region', 'eu-central-1'];

let folder: ReturnType<typeof folderWith>;

beforeAll(() => {
  folder = folderWith({
    'good.json': cacheTemplate(),
    'single.json': cacheTemplate({ AutomaticFailoverEnabled: false }),
    'unknown.json': { Resources: { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } },
    'parameter.json': {
      Parameters: { Nodes: { Type: 'Number' } },
      ...cacheTemplate({ NumCacheClusters: { Ref: 'Nodes' } }),
    },
    'objectives.json': OBJECTIVES,
    'objectives.yaml':
      'availabilityPercent: 90\nperDisruption:\n  process: { rto: 10m, rpo: 1h }\n  zone: { rto: 10m, rpo: 1h }\n',
    'binary.json': '\u0000\u0001\u0002\uFFFD'.repeat(50),
    'truncated.json': JSON.stringify(cacheTemplate()).slice(0, 200),
    'assume.json': { 'human.detect': 60 },
    'measured.json': {
      schemaVersion: 1,
      measurements: [
        { disruption: 'zone', assumption: 'zone.detect', measuredSeconds: 77, record: 'drill 2026-10-01' },
        { disruption: 'zone', measuredSeconds: 20_000, record: 'drill 2026-10-02' },
      ],
    },
  });
  symlinkSync('circle', join(folder.path, 'circle'));
});
afterAll(() => folder.remove());

const assess = (...args: string[]) =>
  holdfast(['assess', ...args, ...REGION, '--objectives', 'objectives.json'], { cwd: folder.path });

describe('holdfast assess', () => {
  test('ends with 0 when the objectives hold, and prints a table without an escape sequence to a pipe', async () => {
    const { code, stdout, stderr } = await assess('good.json');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('✓ holds');
    expect(stdout).not.toContain('\u001b');
  });

  test('ends with 1 when an objective is breached', async () => {
    const { code, stdout } = await assess('single.json');
    expect(code).toBe(1);
    expect(stdout).toContain('BREACHED');
  });

  test('ends with 3 when an objective cannot be proven', async () => {
    expect((await assess('unknown.json')).code).toBe(3);
  });

  test('reads objectives from YAML as from JSON', async () => {
    const args = ['assess', 'good.json', ...REGION, '--objectives', 'objectives.yaml', '--json'];
    const { stdout } = await holdfast(args, { cwd: folder.path });
    expect((JSON.parse(stdout) as Assessment).objectives).toEqual({
      availabilityPercent: 90,
      perDisruption: {
        process: { rtoSeconds: 600, rpoSeconds: 3600 },
        zone: { rtoSeconds: 600, rpoSeconds: 3600 },
      },
    });
  });

  test('lets flags replace what the file says', async () => {
    const { code, stdout } = await assess('good.json', '--rto', '1s', '--availability', '99.5', '--json');
    const { objectives } = JSON.parse(stdout) as Assessment;
    expect(code).toBe(1);
    expect(objectives.perDisruption.zone).toEqual({ rtoSeconds: 1, rpoSeconds: 3600 });
    expect(objectives.availabilityPercent).toBe(99.5);
  });

  test('reads standard input', async () => {
    const { code, stdout } = await holdfast(
      ['assess', '-', ...REGION, '--json', '--objectives', 'objectives.json'],
      {
        cwd: folder.path,
        input: JSON.stringify(cacheTemplate()),
      },
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Assessment).components).toHaveLength(1);
  });

  test('gives a parameter its value', async () => {
    expect((await assess('parameter.json')).code).not.toBe(0);
    expect((await assess('parameter.json', '--parameter', 'Nodes=2')).code).toBe(0);
  });

  test('takes assumptions, and shows measured ones with the record they come from', async () => {
    const { stdout } = await assess(
      'good.json',
      '--assume',
      'assume.json',
      '--measured',
      'measured.json',
      '--json',
    );
    const { assumptions } = JSON.parse(stdout) as Assessment;
    expect(assumptions.find(({ id }) => id === 'human.detect')).toMatchObject({
      value: 60,
      overridden: true,
    });
    expect(assumptions.find(({ id }) => id === 'zone.detect')).toMatchObject({
      value: 77,
      overridden: true,
      reason: 'Measured in a drill: drill 2026-10-01.',
    });
  });

  test('breaches where a drill took longer than the objective, whatever the model says', async () => {
    const { code, stdout } = await assess('good.json', '--measured', 'measured.json', '--json');
    const { findings } = JSON.parse(stdout) as Assessment;
    expect(code).toBe(1);
    expect(findings.find(({ rule }) => rule === 'measured-recovery')).toMatchObject({
      severity: 'breach',
      disruptions: ['zone'],
      message: expect.stringContaining('drill 2026-10-02'),
    });
  });

  test.each([
    ['json', '{'],
    ['html', '<!doctype html>'],
    ['markdown', '#'],
    ['sarif', '{'],
  ])('writes %s to a file, and nothing to standard output', async (format, start) => {
    const file = join(folder.path, `report.${format}`);
    const { code, stdout, stderr } = await assess('good.json', '--format', format, '--output', file);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(readFileSync(file, 'utf8').toLowerCase().startsWith(start)).toBe(true);
  });
});

describe('holdfast assess on an assembly', () => {
  test('uses the objectives and regions that it was synthesized with, unless a flag says otherwise', async () => {
    const declared = {
      subject: { application: 'shop', environment: 'prod' },
      objectives: { availabilityPercent: 90, perDisruption: { zone: { rtoSeconds: 7200, rpoSeconds: 600 } } },
      regions: { primary: 'eu-central-1', recovery: 'eu-west-1' },
      assumptions: [{ id: 'human.detect', value: 42, overridden: true }],
    };
    const assembly = folderWith({
      'manifest.json': {
        artifacts: {
          Shop: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://111122223333/eu-central-1',
            properties: { templateFile: 'shop.json' },
          },
        },
      },
      'shop.json': cacheTemplate(),
      'holdfast-assessment.json': declared,
    });
    try {
      const read = async (...flags: string[]) =>
        JSON.parse((await holdfast(['assess', assembly.path, '--json', ...flags])).stdout) as Assessment;
      const plain = await read();
      expect(plain).toMatchObject({
        subject: declared.subject,
        objectives: declared.objectives,
        regions: declared.regions,
      });
      expect(plain.assumptions.find(({ id }) => id === 'human.detect')?.value).toBe(42);
      expect((await read('--rto', '3h')).objectives.perDisruption.zone?.rtoSeconds).toBe(10_800);
    } finally {
      assembly.remove();
    }
  });
});

describe('garbage', () => {
  test.each([
    [[], /Name a command/],
    [['assss'], /Unknown command 'assss'.*Did you mean assess/],
    [['assess'], /Missing required argument 'path'/],
    [['assess', 'good.json', '--fromat', 'json'], /Unknown option '--fromat'.*--format/],
    [['assess', 'good.json', '--format', 'pdf'], /Allowed choices are table, json, html, markdown, sarif/],
    [['assess', 'missing.json', ...REGION], /missing\.json/],
    [['assess', 'good.json'], /--region/],
    [['assess', 'good.json', '--region', 'Mars'], /--region is "Mars"/],
    [['assess', 'good.json', ...REGION, '--dr-region', 'eu-central-1'], /cannot be its own recovery region/],
    [['assess', 'good.json', '--region', 'eu-nowhere-1'], /--region is "eu-nowhere-1", which is no region/],
    [['assess', 'good.json', ...REGION, '--account', '12'], /--account is "12"; write its twelve digits/],
    [['assess', 'good.json', ...REGION, '--json', '--format', 'html'], /'--json' cannot be used with/],
    [['assess', ''], /An empty path does not exist/],
    [['assess', 'circle', ...REGION], /circle cannot be read \(ELOOP\)/],
    [['assess', '/dev/zero', ...REGION], /has more than 16 MB/],
    [['assess', 'good.json', ...REGION, '--objectives', '/dev/zero'], /has more than 1 MB/],
    [['assess', 'good.json', ...REGION, '--assume', '.'], /cannot be read \(EISDIR\)/],
    [['assess', 'good.json', ...REGION, '--output', '/dev/full'], /the disk is full; free some space/],
    [['assess', 'good.json', ...REGION, '--output', '.'], /a folder stands where the file should be/],
    [['assess', 'good.json', ...REGION, '--output', ''], /empty --output cannot be written/],
    [['assess', 'good.json', ...REGION, '--rto', 'soon'], /--rto is "soon".*such as 4h/],
    [['assess', 'good.json', ...REGION, '--availability', '101'], /--availability is "101"/],
    [['assess', 'good.json', ...REGION, '--parameter', 'x'], /--parameter is "x"/],
    [['assess', 'good.json', ...REGION, '--objectives', 'none.yaml'], /none\.yaml, does not exist/],
    [['assess', 'good.json', ...REGION, '--objectives', 'assume.json'], /assume\.json.*perDisruption/],
    [
      ['assess', 'good.json', ...REGION, '--assume', 'objectives.json'],
      /there is no assumption availabilityPercent/,
    ],
    [['assess', 'good.json', ...REGION, '--measured', 'assume.json'], /assume\.json/],
    [['assess', 'good.json', ...REGION, '--output', 'no/such/folder/x'], /cannot be written/],
    [['assess', '-', '-', ...REGION], /once/],
    [['explain', 'Database', 'flood', 'good.json', ...REGION], /no disruption "flood"/],
    [['what-if', 'nonsense'], /"nonsense" is not a change/],
    [['diff', '-', '-', ...REGION], /once only/],
    [['assess', 'binary.json', ...REGION], /binary\.json/],
    [['assess', 'truncated.json', ...REGION], /truncated\.json/],
    [['assess', 'good.json', ...REGION, '--parameter', 'Nowhere=1'], /Nowhere/],
    [['diff', 'good.json'], /Missing required argument 'head'/],
  ])('%j ends with 2 and one sentence', async (args, message) => {
    const { code, stdout, stderr } = await holdfast(args, { cwd: folder.path });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(SENTENCE);
    expect(stderr).toMatch(message);
  });
});

describe('manners', () => {
  test.each(['assess', 'diff', 'explain', 'what-if', 'advise'])(
    '%s --help shows examples and ends with 0',
    async (name) => {
      const { code, stdout, stderr } = await holdfast([name, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`$ holdfast ${name}`);
    },
  );

  test('the help names the exit codes', async () => {
    const { code, stdout } = await holdfast(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('2  the input or the command line cannot be used');
  });

  test('a full disk behind standard output is one sentence and exit code 2', () => {
    const node = join(process.cwd(), 'node_modules/.bin/node');
    const command = `"${node}" "${join(process.cwd(), 'bin/holdfast.ts')}" assess good.json --region eu-central-1 >/dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder.path, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      2,
      'Standard output cannot be written: the disk is full; free some space or name another folder.\n',
    ]);
  });

  test('a folder that the user may not read is one sentence and exit code 2', () => {
    const shut = join(folder.path, 'shut');
    mkdirSync(shut, { mode: 0o000, recursive: true });
    // For root no folder is shut: it runs the command as nobody.
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
    const [program = '', ...args] = [
      ...asNobody,
      join(process.cwd(), 'node_modules/.bin/node'),
      join(process.cwd(), 'bin/holdfast.ts'),
    ];
    chmodSync(folder.path, 0o755);
    const { status, stderr } = spawnSync(program, [...args, 'assess', shut, '--region', 'eu-central-1'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(SENTENCE);
    expect(stderr).toMatch(/shut.* cannot be read \(EACCES\); check its name and your rights\./);
  });

  test('a reader that closes the pipe early is no failure', () => {
    const node = join(process.cwd(), 'node_modules/.bin/node');
    const command = `"${node}" "${join(process.cwd(), 'bin/holdfast.ts')}" assess good.json --region eu-central-1 --json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder.path, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['{', '']);
  });
});
