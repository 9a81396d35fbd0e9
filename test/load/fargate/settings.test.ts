import { readProfileName, readSettings } from './settings.ts';

const environment = {
  TARGET_ADDRESS: 'https://origin-eu-central-1.staging.example.com',
  PUBLIC_ORIGIN: 'https://staging.example.com',
  ORIGIN_PROOF: 'proof-of-the-edge',
  AUTH_SECRET: 'what-cookies-are-signed-with',
  RESULT_BUCKET: 'bucket',
  RESULT_PREFIX: 'results/',
};

describe('what the task is told', () => {
  it('is read from its environment', () => {
    expect(readSettings(environment)).toEqual({
      address: environment.TARGET_ADDRESS,
      origin: environment.PUBLIC_ORIGIN,
      originProof: environment.ORIGIN_PROOF,
      authSecret: environment.AUTH_SECRET,
      resultBucket: 'bucket',
      resultPrefix: 'results/',
      k6: 'k6',
    });
  });

  it('is missed by name, and never told', () => {
    const read = () => readSettings({ ...environment, ORIGIN_PROOF: '', TARGET_ADDRESS: 'no address' });
    expect(read).toThrow(
      'TARGET_ADDRESS, ORIGIN_PROOF must be set by the task definition: deploy the load-test stack again.',
    );
    expect(read).not.toThrow(/what-cookies|no address/);
  });

  it.each([
    [[], '"" is no profile: start the task with one of smoke, load, stress, soak.'],
    [['load', '--users', '5'], '"load --users 5" is no profile: start the task with one of'],
  ])('says in one sentence which profiles there are for %j', (args, sentence) => {
    expect(readProfileName(['soak'])).toBe('soak');
    expect(() => readProfileName(args)).toThrow(sentence);
  });
});
