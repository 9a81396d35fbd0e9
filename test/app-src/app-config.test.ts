import { readAppConfig } from '../../app-src/src/config/app-config.ts';

const environment = {
  DATABASE_HOST: 'database.internal',
  DATABASE_NAME: 'holdfast',
  DATABASE_USER: 'app',
  DATABASE_AUTH: 'iam',
  AWS_REGION: 'eu-west-1',
  CACHE_HOST: 'cache.internal',
  AUTH_SECRET: 'a-secret-for-tests-of-at-least-32-characters',
};

/** The sentence that start-up refuses with. */
function refusal(changes: Record<string, string | undefined>): string {
  try {
    readAppConfig({ ...environment, ...changes });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The configuration was accepted.');
}

describe('the configuration of the app', () => {
  it('asks for encryption and standard ports when nothing is said about them', () => {
    expect(readAppConfig(environment)).toMatchObject({
      database: {
        host: 'database.internal',
        port: 5432,
        name: 'holdfast',
        user: 'app',
        credentials: { kind: 'iam', region: 'eu-west-1' },
        tls: { kind: 'verify', caFile: undefined },
        poolSize: 10,
      },
      cache: { host: 'cache.internal', port: 6379, tls: true, authToken: undefined },
      shutdownDrainSeconds: 10,
      trustedProxies: 2,
      logLevel: 'info',
      auth: {
        secret: environment.AUTH_SECRET,
        publicOrigins: ['http://localhost:3000'],
        secureCookies: false,
      },
      version: 'unversioned',
      models: undefined,
      crm: undefined,
    });
  });

  it.each([
    [
      'AUTH_SECRET',
      undefined,
      'AUTH_SECRET is missing: set it to at least 32 random characters, the same for every replica',
    ],
    [
      'AUTH_SECRET',
      'too-short',
      'AUTH_SECRET is malformed: set it to at least 32 random characters, the same for every replica',
    ],
    ['PUBLIC_ORIGINS', 'https://www.example.com/path', 'PUBLIC_ORIGINS is malformed'],
    ['PUBLIC_ORIGINS', 'www.example.com', 'PUBLIC_ORIGINS is malformed'],
    ['PUBLIC_ORIGINS', 'https://a.example,', 'PUBLIC_ORIGINS is malformed'],
    ['PUBLIC_ORIGINS', '*', 'PUBLIC_ORIGINS is malformed'],
    [
      'PUBLIC_ORIGINS',
      'https://a.example,http://a.example',
      'PUBLIC_ORIGINS has an origin without encryption',
    ],
    ['PUBLIC_ORIGINS', 'http://127.0.0.1.evil.example', 'PUBLIC_ORIGINS has an origin without encryption'],
    ['TRUSTED_PROXIES', '0', 'TRUSTED_PROXIES is malformed'],
  ])('refuses %s=%j', (name, value, sentence) => {
    expect(refusal({ [name]: value })).toContain(sentence);
  });

  it('keeps cookies off plain HTTP as soon as one origin is encrypted', () => {
    const secure = (PUBLIC_ORIGINS: string) =>
      readAppConfig({ ...environment, PUBLIC_ORIGINS }).auth.secureCookies;
    expect(secure('http://localhost:3000,http://127.0.0.1:3000')).toBe(false);
    expect(secure('http://localhost:3000,https://www.example.com')).toBe(true);
  });

  it('takes several origins', () => {
    const PUBLIC_ORIGINS = 'https://www.example.com, https://Example.com';
    expect(readAppConfig({ ...environment, PUBLIC_ORIGINS }).auth.publicOrigins).toEqual([
      'https://www.example.com',
      'https://example.com',
    ]);
  });

  it('takes a password in place of IAM', () => {
    const config = readAppConfig({ ...environment, DATABASE_AUTH: 'password', DATABASE_PASSWORD: 'pass-1' });
    expect(config.database.credentials).toEqual({ kind: 'password', password: 'pass-1' });
  });

  it('names every variable that is missing in one sentence', () => {
    expect(refusal({ DATABASE_HOST: undefined, CACHE_HOST: '' })).toBe(
      'The app cannot start with this environment: DATABASE_HOST is missing: set it to the host name of PostgreSQL; CACHE_HOST is missing: set it to the host name of Redis.',
    );
  });

  it.each([
    ['DATABASE_PORT', '70000', 'DATABASE_PORT is malformed: set it to a whole number from 1 to 65535'],
    ['DATABASE_PORT', 'abc', 'DATABASE_PORT is malformed: set it to a whole number from 1 to 65535'],
    ['DATABASE_POOL_SIZE', '0', 'DATABASE_POOL_SIZE is malformed: set it to a whole number from 1 to 200'],
    [
      'SHUTDOWN_DRAIN_SECONDS',
      '-1',
      'SHUTDOWN_DRAIN_SECONDS is malformed: set it to a whole number from 0 to 110',
    ],
    ['DATABASE_AUTH', 'kerberos', 'DATABASE_AUTH is malformed: set it to iam or password'],
    [
      'OTEL_TRACES_SAMPLER_ARG',
      '1.5',
      'OTEL_TRACES_SAMPLER_ARG is malformed: set it to a number from 0 to 1',
    ],
    [
      'METRICS_TOKEN',
      'short',
      'METRICS_TOKEN is malformed: set it to at least 24 random characters, or leave it out',
    ],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'collector:4318',
      'OTEL_EXPORTER_OTLP_ENDPOINT is malformed: set it to an http or https address such as http://127.0.0.1:4318',
    ],
    ['DATABASE_TLS', 'true', 'DATABASE_TLS is malformed: set it to verify or off'],
    ['CACHE_TLS', 'yes', 'CACHE_TLS is malformed: set it to on or off'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL is malformed: set it to trace or debug or info or warn or error or fatal',
    ],
  ])('refuses %s=%s and says what it takes', (name, value, sentence) => {
    expect(refusal({ [name]: value })).toBe(`The app cannot start with this environment: ${sentence}.`);
  });

  it('asks for the variable that the chosen way to sign in needs', () => {
    expect(refusal({ DATABASE_AUTH: 'password' })).toContain('DATABASE_PASSWORD is missing');
    expect(refusal({ AWS_REGION: undefined })).toContain('AWS_REGION is missing');
  });

  it('refuses IAM tokens over an unencrypted connection', () => {
    expect(refusal({ DATABASE_TLS: 'off' })).toContain('IAM tokens are accepted over TLS only');
  });

  it('never repeats a value, which may be a secret in the wrong place', () => {
    expect(refusal({ DATABASE_PORT: 'hunter2', DATABASE_AUTH: 'hunter2' })).not.toContain('hunter2');
  });
});
