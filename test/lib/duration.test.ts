import { formatAge, formatDuration, parseDuration } from '../../lib/duration.ts';

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['30m', 1800],
    ['4h', 14_400],
    ['1d', 86_400],
    ['1h30m', 5400],
    ['0.5h', 1800],
  ])('%s is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '4', 'h', '4 h', '4w', '-1h', '1h x'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [0, '0 s'],
    [0.136, '136 ms'],
    [45, '45 s'],
    [150, '2 min 30 s'],
    [3600, '1 h'],
    [5520, '1 h 32 min'],
    [183_600, '2 d 3 h'],
  ])('of %d seconds is written %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it.each([
    [59.6, '59 s'],
    [3599.7, '59 min 59 s'],
    [14_399, '3 h 59 min 59 s'],
    [86_399, '23 h 59 min 59 s'],
    [172_799, '1 d 23 h 59 min'],
  ])('of %d seconds never reads as the larger one it is below: %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [-3, '0 s'],
    [119.4, '119 s'],
    [120, '2 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
  ])('as an age of %d seconds is said in one unit: %s', (seconds, text) => {
    expect(formatAge(seconds)).toBe(text);
  });
});
