import { parseOptions } from './options.ts';

describe('the command line of perf', () => {
  it('needs nothing but a profile', () => {
    expect(parseOptions(['load'])).toEqual({
      profile: 'load',
      seconds: 180,
      replicas: 2,
      data: 'full',
      ahead: false,
      json: false,
      out: '.holdfast/reports',
    });
    expect(parseOptions(['smoke'])).toMatchObject({ seconds: 10, data: 'small' });
    expect(parseOptions(['smoke', '--help'])).toBeUndefined();
  });

  it.each([
    [[], 'A profile is missing: give one of smoke, load, stress, for example npm run perf -- load.'],
    [['soak'], '"soak" is no profile: give one of smoke, load, stress, for example npm run perf -- load.'],
    [['load', '--seconds', '1.5'], '--seconds 1.5 must be a whole number from 5 to 86400.'],
    [['load', '--replicas', '99'], '--replicas 99 must be a whole number from 1 to 8.'],
    [['load', '--data', 'big'], '--data big must be small or full.'],
  ])('says in one sentence what is wrong with %j', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence);
  });

  it('leads from an unknown option to the list of them', () => {
    expect(() => parseOptions(['load', '--users', '5'])).toThrow(/'--users'.*npm run perf -- --help/);
  });
});
