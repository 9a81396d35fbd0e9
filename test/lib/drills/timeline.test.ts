import { timelineSvg } from '../../../lib/drills/timeline.ts';
import { heldRecord } from './record-of-tests.ts';

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe('The timeline', () => {
  const picture = timelineSvg(heldRecord);

  test('has a bar for each second with failures, and a numbered line for each mark', () => {
    expect(count(picture, /<rect class="failed"/g)).toBe(9);
    expect(count(picture, /<line class="mark"/g)).toBe(4);
    expect(picture).toContain('0.0 s  injected: SIGKILL to postgres-a');
    expect(picture).toContain('1.6 s  acted: postgres-b promoted');
  });

  test('counts time from the injection', () => {
    const axis = [...picture.matchAll(/>(-?\d+) s<\/text>/g)].map(([, second]) => Number(second));
    expect(axis).toContain(0);
    expect(Math.min(...axis)).toBeLessThan(0);
  });

  test('hides no number behind another, however many things happen at once', () => {
    const marks = Array.from(
      { length: 7 },
      (_, index) => ({ at: 30 + index / 10, kind: 'acted', label: 'x' }) as const,
    );
    const dots = [
      ...timelineSvg({ ...heldRecord, marks }).matchAll(/<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"/g),
    ]
      .map(([, x, y]) => [Number(x), Number(y)] as const)
      .filter(([x]) => x > 200);
    const pairs = dots.flatMap(([x, y], index) =>
      dots.slice(index + 1).map(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY)),
    );
    expect(dots).toHaveLength(7);
    expect(Math.min(...pairs)).toBeGreaterThan(18);
  });

  test('leaves a gap where no answer came, instead of a latency that nobody had', () => {
    expect(count(picture, /<polyline class="slow"/g)).toBe(2);
    expect(count(picture, /<polyline class="answered"/g)).toBe(2);
  });

  test('shows a journey that never came back as away until the end', () => {
    const [cached, read, { recoveredAt: _, ...write }] = heldRecord.journeys as [
      (typeof heldRecord.journeys)[0],
      (typeof heldRecord.journeys)[0],
      (typeof heldRecord.journeys)[0],
    ];
    const out = timelineSvg({ ...heldRecord, journeys: [cached, read, write] });
    expect(out).toMatch(/<rect class="away" x="[\d.]+" y="\d+" width="5\d\d/);
  });

  test('is a document of its own: nothing is fetched, labels are text, and no number is missing', () => {
    const hostile = timelineSvg({
      ...heldRecord,
      marks: [{ at: 1, kind: 'injected', label: '</text><script>alert(1)</script> & "more"' }],
    });
    expect(hostile).not.toContain('<script>');
    for (const text of [picture, hostile]) {
      expect(text).not.toMatch(/NaN|Infinity|undefined|href|url\(/);
      expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*role="img"/);
    }
  });

  test('is drawn also without a single second of load', () => {
    const empty = timelineSvg({ ...heldRecord, timeline: [], marks: [], journeys: [] });
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });
});
