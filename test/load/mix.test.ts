import { actionAt, clientAddressOf, mix, pauseSeconds, popularRank } from './mix.ts';

const evenly = (count: number) => Array.from({ length: count }, (_, at) => at / count);

describe('what users do', () => {
  it('has 10 % dashboard, 5 % writes and 2 % signing in', () => {
    const counts = Map.groupBy(evenly(1_000), actionAt);
    const percent = (action: (typeof mix)[number][0]) => (counts.get(action)?.length ?? 0) / 10;
    expect(percent('dashboard')).toBe(10);
    expect(percent('change proposal') + percent('create proposal')).toBe(5);
    expect(percent('sign in')).toBe(2);
    expect(mix.reduce((sum, [, share]) => sum + share, 0)).toBe(100);
  });

  it('favours some things and leaves none out', () => {
    const ranks = evenly(100_000).map((chance) => popularRank(1_000, chance));
    expect(Math.min(...ranks)).toBe(0);
    expect(Math.max(...ranks)).toBe(999);
    const top = ranks.filter((rank) => rank < 100).length / ranks.length;
    expect(top).toBeGreaterThan(0.4);
    expect(top).toBeLessThan(0.6);
    expect(popularRank(1, 0.999)).toBe(0);
  });

  it('pauses for the mean on average, and never more than ten times as long', () => {
    const pauses = evenly(100_000).map((chance) => pauseSeconds(7, chance));
    expect(pauses.reduce((sum, one) => sum + one, 0) / pauses.length).toBeCloseTo(7, 1);
    expect(pauseSeconds(7, 1 - 1e-12)).toBe(70);
  });

  it('gives every user an address of its own', () => {
    expect(new Set([1, 255, 256, 65_536, 70_000].map(clientAddressOf)).size).toBe(5);
    expect(clientAddressOf(70_000)).toBe('10.1.17.112');
  });
});
