import { displayWidth, wrap } from '../../../../lib/assessment/report/table/text.ts';
import { renderTable } from '../../../../lib/assessment/report/table.ts';
import { component, estimate, fixture, judge, service, term } from './fixture.ts';
import { ESCAPES, hostileFixture } from './hostile.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const ANSI = /\u001B\[[\d;]*m/g;
const plain = (width: number, assessment = fixture()): string =>
  renderTable(assessment, { color: false, width });

describe('the terminal verdict', () => {
  test.each([40, 60, 80, 100, 120, 160])('has no line longer than its width, from %i columns', (from) => {
    for (let width = from; width < from + 20; width++) {
      for (const assessment of [fixture(), hostileFixture()]) {
        const widest = Math.max(...plain(width, assessment).split('\n').map(displayWidth));
        expect(widest).toBeLessThanOrEqual(width);
      }
    }
  });

  test.each([80, 120, 160])('keeps each column of the matrix under its heading at %i columns', (width) => {
    const lines = plain(width).split('\n');
    const head = lines.find((line) => line.includes('DISRUPTION')) ?? '';
    const rows = lines.filter((line) =>
      /^ {2}(process|node|zone|region|corruption|deletion|compromise) /.test(line),
    );
    expect(rows).toHaveLength(7);
    for (const heading of ['RTO', 'RPO', 'VERDICT']) {
      const column = head.indexOf(heading);
      for (const row of rows) {
        expect(row[column - 1]).toBe(' ');
        expect(row[column]).not.toBe(' ');
      }
    }
  });

  test('says verdict, numbers, targets and the limiting component with its route', () => {
    const text = plain(160);
    expect(text).toMatch(/^Holdfast · shop · production\n/);
    expect(text).toContain('primary eu-central-1, recovery eu-west-1');
    expect(text).toMatch(/✗ BREACHED {2}Corruption misses its objectives; deletion cannot be proven/);
    expect(text).toMatch(
      /region +42 min +< 4 h +5 min +< 1 h +✓ holds +database orders: promote the cross-region/,
    );
    expect(text).toMatch(/corruption +6 h 50 min ✗ +< 4 h +5 min +< 1 h +✗ BREACHED/);
    expect(text).toMatch(/deletion +unknown \? .*\? UNPROVEN .*BackupRetentionPeriod is/s);
    expect(text).toMatch(/compromise +unrecoverable +– +unrecoverable +– +– not declared/);
  });

  test('names both limits when recovery time and data loss are limited by different components', () => {
    const other = component('s3-bucket', 'bucket uploads', 'Uploads');
    const minute = estimate(term('a minute', 60, 'recover', []));
    const route = { id: 'r', name: 'restore versions', rto: minute, rpo: minute, proof: [] };
    const text = plain(
      160,
      fixture({
        components: [service, other],
        estimates: [{ component: other.id, disruption: 'zone', routes: [route], best: route }],
        disruptions: [
          {
            disruption: 'zone',
            verdict: 'holds',
            rto: judge(minute, 'holds', 3600, service, { ...route, id: 'not listed' }),
            rpo: judge(minute, 'holds', 3600, other, route),
          },
        ],
      }),
    );
    expect(text).toContain('RTO service web: not listed');
    expect(text).toContain('RPO bucket uploads: restore versions');
  });

  test('never mixes the expected value with the floor, and cuts percents instead of rounding them up', () => {
    const text = plain(120);
    expect(text).toMatch(/JOURNEY +EXPECTED +LOST A YEAR +TARGET +VERDICT +CONTRACT FLOOR/);
    expect(text).toMatch(/write +99\.899 % +8 h 46 min 8 s +> 99\.9 % +✗ BREACHED +99\.849 %/);
    expect(text.replace(/\s+/g, ' ')).toContain('with CloudFront (99.9 %) in series it cannot exceed 99.9 %');
  });

  test('lists findings with the worst first, each with the change that mends it', () => {
    const text = plain(160);
    const order = ['✗ BREACH ', '? UNPROVEN  database', '! WARNING'].map((label) => text.indexOf(label));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
    expect(text).toContain('mend: Set BackupRetentionPeriod to 35');
    expect(text).toContain(
      'Shop-Production-Data · Shop-Production-Data/OrdersDatabase7C01/Resource · Properties.BackupRetentionPeriod',
    );
  });

  test('counts what the verdict rests on and what it does not cover', () => {
    const text = plain(100);
    expect(text).toMatch(/\d+ assumptions, 2 of them set by you/);
    expect(text).toContain('4 resources not modelled: AWS::SNS::Topic, AWS::Kinesis::Stream');
    expect(text).toContain('1 value not resolved; unknown is never a pass');
  });

  test('writes no escape sequence without colour, and the same text with it', () => {
    expect(plain(100)).not.toContain('\u001B');
    const coloured = renderTable(fixture(), { color: true, width: 100 });
    expect(coloured).toContain('\u001B[1;31m✗ BREACHED');
    expect(coloured.replace(ANSI, '')).toBe(plain(100));
  });

  test('prints control characters of a template as a mark instead of obeying them', () => {
    const text = plain(80, hostileFixture());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
    expect(ESCAPES).toContain('\u001B');
  });

  test('is readable for an assessment that found nothing', () => {
    const empty = fixture({
      verdict: 'undeclared',
      components: [],
      estimates: [],
      disruptions: [],
      availability: [],
      findings: [],
      stacks: [],
      unresolved: [],
      notModelled: [],
      regions: { primary: 'eu-central-1' },
    });
    const text = plain(80, empty);
    expect(text).toContain('no recovery region');
    expect(text).toContain('No objective is declared.');
    expect(text).not.toContain('BREACHES AND FINDINGS');
  });
});

describe('wrapping', () => {
  test('loses no character of a word that is longer than the line', () => {
    const word = 'Shop-Production-Data/OrdersDatabase7C01/Resource';
    expect(wrap(`at ${word}`, 10).join('')).toBe(`at${word}`);
  });

  test('counts wide characters as two columns', () => {
    expect(displayWidth('注文db')).toBe(6);
    for (const line of wrap('注文注文注文注文', 5)) expect(displayWidth(line)).toBeLessThanOrEqual(5);
  });
});
