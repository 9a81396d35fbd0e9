import { parseOptions, UsageError } from '../../../bin/start/options.ts';

describe('the options of npm start', () => {
  it('are production, without a check, when none is given', () => {
    expect(parseOptions([])).toEqual({
      environment: 'production',
      strategy: undefined,
      check: false,
      json: false,
      platform: true,
      help: false,
    });
  });

  it('are read in either form', () => {
    const args = ['--check', '--environment', 'staging', '--strategy=warm-standby', '--json'];
    expect(parseOptions(args)).toMatchObject({
      environment: 'staging',
      strategy: 'warm-standby',
      check: true,
      json: true,
    });
  });

  it('run the platform unless it is not wanted or standard output is for JSON alone', () => {
    expect(parseOptions(['--check'])).toMatchObject({ platform: true });
    expect(parseOptions(['--no-platform'])).toMatchObject({ platform: false });
    expect(parseOptions(['--json'])).toMatchObject({ platform: false });
  });

  it.each([
    [['--no-platform=yes'], '--no-platform takes no value.'],
    [['--chek'], '--chek is not an option; npm start -- --help lists those that are.'],
    [['staging'], 'staging is not an option; npm start -- --help lists those that are.'],
    [['--check=yes'], '--check takes no value.'],
    [['--strategy'], '--strategy needs a name, for example --strategy pilot-light.'],
    [['--environment='], '--environment needs a name, for example --environment production.'],
    [['--environment', '--check'], '--environment needs a name, for example --environment production.'],
  ])('%j are refused with a sentence', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(new UsageError(sentence));
  });
});
