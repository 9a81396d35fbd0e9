import production from '../../../lib/config/environments/production.ts';
import staging from '../../../lib/config/environments/staging.ts';
import { ConfigError, environmentNames, loadEnvironment, validateConfig } from '../../../lib/config/load.ts';

const on = { loadTest: { enabled: true } };

describe('the load test', () => {
  it.each(environmentNames())('is off in %s as it is', async (name) => {
    expect((await loadEnvironment(name)).loadTest).toEqual({ enabled: false });
  });

  it('can be switched on in staging', () => {
    expect(validateConfig({ ...staging, ...on }).loadTest.enabled).toBe(true);
  });

  it('is refused everywhere else, in one sentence', () => {
    expect(() => validateConfig({ ...production, ...on })).toThrow(
      new ConfigError(
        'loadTest.enabled is true; it must be false outside of staging, because a thousand users would write into the database of production; switch it on in lib/config/environments/staging.ts alone.',
      ),
    );
    expect(() => validateConfig({ ...staging, environment: 'live', ...on })).toThrow(
      'into the database of live',
    );
  });

  it('is refused without a domain, since sessions would travel unencrypted', () => {
    expect(() => validateConfig({ ...staging, domain: undefined, ...on })).toThrow(
      new ConfigError(
        'loadTest.enabled is true; it must be false without a domain, because the load balancer then has no certificate and sessions would travel unencrypted; set domain first.',
      ),
    );
  });
});
