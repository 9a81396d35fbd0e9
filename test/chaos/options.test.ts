import { parseOptions } from './options.ts';

const place = { root: '/project', known: ['process-kill', 'crm-dead'] };

describe('options of chaos', () => {
  it('draw a seed when none is given, and keep one that is', () => {
    expect(parseOptions([], place)?.seed).toEqual(expect.any(Number));
    expect(parseOptions(['--seed', '5', '--minutes', '60'], place)).toMatchObject({ seed: 5, minutes: 60 });
  });

  it('keep records among the runbooks, or none', () => {
    expect(parseOptions([], place)?.records).toBe('/project/runbooks/records');
    expect(parseOptions(['--no-record'], place)?.records).toBeUndefined();
  });

  it('give nothing but the help when it is asked for', () => {
    expect(parseOptions(['--help'], place)).toBeUndefined();
  });

  it.each([
    [['--minutes', '0'], /--minutes 0 must be a whole number from 1/],
    [['--seed', '1e3'], /--seed 1e3 must be a whole number/],
    [['--only', 'flood'], /--only names flood, which is no fault; there are process-kill, crm-dead/],
    [['--replay', 'record.json', '--seed', '1'], /leave --seed and --only out/],
    [['--fast'], /--help lists the options/],
  ])('name what is wrong in %j', (args, sentence) => {
    expect(() => parseOptions(args, place)).toThrow(sentence);
  });
});
