import { marksOf } from '../../../local/drills/marks.ts';

const event = (at: number, part: string, kind: string, detail = '') => ({
  ...{ at: new Date(at).toISOString(), part, kind, detail },
});

const moments = { begunAt: 10_000, disruptedAt: 20_000 };

describe('the marks of a timeline', () => {
  it('are what the platform noticed first, and what it did first after that', () => {
    const events = [
      event(15_000, 'app-2', 'ended', 'before the drill'),
      event(20_500, 'redis-a', 'healthy'),
      event(23_000, 'postgres-a', 'lost', 'the process ended'),
      event(23_200, 'postgres-b', 'promoted', 'detected after 19 ms'),
      event(40_000, 'postgres-a', 'started', 'as the standby'),
    ];
    expect(marksOf(events, moments)).toEqual([
      { at: 13, kind: 'detected', label: 'postgres-a lost: the process ended' },
      { at: 13.2, kind: 'acted', label: 'postgres-b promoted: detected after 19 ms' },
    ]);
  });

  it('tell a deployment that is taken back, and not the steps before', () => {
    const events = [
      event(21_000, 'app', 'deployment', 'app-3 serves release bad'),
      event(25_000, 'app', 'deployment', 'release bad fails: it answers / with status 500'),
    ];
    expect(marksOf(events, moments)).toMatchObject([{ at: 15, kind: 'detected' }]);
  });

  it('are none when the platform noticed nothing', () => {
    expect(marksOf([event(21_000, 'app-1', 'healthy')], moments)).toEqual([]);
  });
});
