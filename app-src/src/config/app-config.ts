import { z } from 'zod';
import { type AuthConfig, authConfig, authVariables } from './auth-config.ts';
import { ConfigurationError } from './configuration-error.ts';
import {
  type CrmConfig,
  crmConfig,
  externalServiceVariables,
  type ModelsConfig,
  modelsConfig,
} from './external-services.ts';
import { type TelemetryConfig, telemetryConfig, telemetryVariables } from './telemetry-config.ts';
import { oneOf, optionalText, text, wholeNumber } from './variables.ts';

export type { AuthConfig } from './auth-config.ts';
export type { CrmConfig, ModelsConfig } from './external-services.ts';
export type { TelemetryConfig } from './telemetry-config.ts';

/** TCP port numbers that a server can listen on. */
const port = (fallback: number) => wholeNumber({ from: 1, to: 65_535, fallback });

const variables = z.object({
  DATABASE_HOST: text('the host name of PostgreSQL'),
  DATABASE_PORT: port(5432),
  DATABASE_NAME: text('the name of the database'),
  DATABASE_USER: text('the database user'),
  DATABASE_AUTH: oneOf(['iam', 'password']),
  DATABASE_PASSWORD: optionalText('the password of the database user'),
  AWS_REGION: optionalText('the AWS region of the database'),
  // Encryption is what a forgotten variable must lead to, so it is the default here and for the cache.
  DATABASE_TLS: oneOf(['verify', 'off'], 'verify'),
  DATABASE_CA_FILE: optionalText('the path of a PEM file with the certificate authorities of the database'),
  // The platform computes it from the instance class; this suits a few replicas on PostgreSQL's own default of 100 connections.
  DATABASE_POOL_SIZE: wholeNumber({ from: 1, to: 200, fallback: 10 }),
  CACHE_HOST: text('the host name of Redis'),
  CACHE_PORT: port(6379),
  CACHE_TLS: oneOf(['on', 'off'], 'on'),
  CACHE_AUTH_TOKEN: optionalText('the AUTH token of Redis'),
  // Longer than a load balancer's usual detection, 3 failed checks 2 s apart.
  SHUTDOWN_DRAIN_SECONDS: wholeNumber({ from: 0, to: 110, fallback: 10 }),
  // The edge and the load balancer. Said too high, clients choose the address that limits count; too low, all share one.
  TRUSTED_PROXIES: wholeNumber({ from: 1, to: 5, fallback: 2 }),
  PORT: port(3000),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'info'),
  ...authVariables,
  APP_VERSION: optionalText('the version of the app that runs'),
  ...externalServiceVariables,
  ...telemetryVariables,
});

const databaseVariables = variables.pick({
  DATABASE_HOST: true,
  DATABASE_PORT: true,
  DATABASE_NAME: true,
  DATABASE_USER: true,
  DATABASE_AUTH: true,
  DATABASE_PASSWORD: true,
  AWS_REGION: true,
  DATABASE_TLS: true,
  DATABASE_CA_FILE: true,
  DATABASE_POOL_SIZE: true,
});

/** How the app proves to PostgreSQL who it is. */
export type DatabaseCredentials =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'iam'; readonly region: string };

/** Whether the connection to PostgreSQL is encrypted, and whom the app trusts to vouch for the server. */
export type DatabaseTls =
  | { readonly kind: 'off' }
  | { readonly kind: 'verify'; readonly caFile: string | undefined };

export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly credentials: DatabaseCredentials;
  readonly tls: DatabaseTls;
  /** The most connections that one replica of the app opens. */
  readonly poolSize: number;
}

export interface CacheConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly authToken: string | undefined;
}

export interface AppConfig {
  readonly database: DatabaseConfig;
  readonly cache: CacheConfig;
  /** Seconds between failing readiness and refusing connections, for the load balancer to look away. */
  readonly shutdownDrainSeconds: number;
  readonly logLevel: z.infer<typeof variables>['LOG_LEVEL'];
  /** How many proxies of our own every request passes. */
  readonly trustedProxies: number;
  readonly auth: AuthConfig;
  /** Which release of the app runs. */
  readonly version: string;
  /** `undefined`: drafts come from templates. */
  readonly models: ModelsConfig | undefined;
  /** `undefined`: customers stay as they were last mirrored. */
  readonly crm: CrmConfig | undefined;
  readonly telemetry: TelemetryConfig;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the app's configuration from its environment variables.
 * @throws {@link ConfigurationError} with one sentence that names every variable to mend, and never a value.
 */
export function readAppConfig(environment: Environment): AppConfig {
  const values = parse(variables, environment);
  return {
    database: databaseConfig(values),
    cache: {
      host: values.CACHE_HOST,
      port: values.CACHE_PORT,
      tls: values.CACHE_TLS === 'on',
      authToken: values.CACHE_AUTH_TOKEN,
    },
    shutdownDrainSeconds: values.SHUTDOWN_DRAIN_SECONDS,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    auth: authConfig(values),
    version: values.APP_VERSION ?? 'unversioned',
    models: modelsConfig(values),
    crm: crmConfig(values),
    telemetry: telemetryConfig(values),
  };
}

/** One environment variable of the app. */
export interface ConfigurationVariable {
  readonly name: string;
  /** Whether the app refuses to start without it, whatever else is set. */
  readonly required: boolean;
  /** What stands when it is absent, if anything does. */
  readonly fallback: string | undefined;
}

/** Every environment variable that the app reads. */
export function configurationVariables(): ConfigurationVariable[] {
  return Object.entries(variables.shape).map(([name, schema]) => {
    const absent = schema.safeParse(undefined);
    const fallback = absent.success && absent.data !== undefined ? String(absent.data) : undefined;
    return { name, required: !absent.success, fallback };
  });
}

/**
 * As {@link readAppConfig}, of the database alone, for commands that need nothing else.
 * @throws {@link ConfigurationError}
 */
export function readDatabaseConfig(environment: Environment): DatabaseConfig {
  return databaseConfig(parse(databaseVariables, environment));
}

function parse<Variables extends z.ZodType>(schema: Variables, environment: Environment): z.infer<Variables> {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.map((issue) => describe(issue, environment)));
  }
  return parsed.data;
}

function databaseConfig(values: z.infer<typeof databaseVariables>): DatabaseConfig {
  return {
    host: values.DATABASE_HOST,
    port: values.DATABASE_PORT,
    name: values.DATABASE_NAME,
    user: values.DATABASE_USER,
    credentials: databaseCredentials(values),
    tls:
      values.DATABASE_TLS === 'off' ? { kind: 'off' } : { kind: 'verify', caFile: values.DATABASE_CA_FILE },
    poolSize: values.DATABASE_POOL_SIZE,
  };
}

function describe(issue: z.core.$ZodIssue, environment: Environment): string {
  const name = issue.path.join('.');
  return `${name} is ${environment[name] ? 'malformed' : 'missing'}: ${issue.message}`;
}

function databaseCredentials(values: z.infer<typeof databaseVariables>): DatabaseCredentials {
  if (values.DATABASE_AUTH === 'password') {
    if (values.DATABASE_PASSWORD === undefined) {
      throw new ConfigurationError([
        'DATABASE_PASSWORD is missing: set it, because DATABASE_AUTH is password, or set DATABASE_AUTH to iam',
      ]);
    }
    return { kind: 'password', password: values.DATABASE_PASSWORD };
  }
  if (values.AWS_REGION === undefined) {
    throw new ConfigurationError([
      'AWS_REGION is missing: set it to the region of the database, because DATABASE_AUTH is iam',
    ]);
  }
  if (values.DATABASE_TLS === 'off') {
    throw new ConfigurationError([
      'DATABASE_TLS is off while DATABASE_AUTH is iam: set DATABASE_TLS to verify, because IAM tokens are accepted over TLS only',
    ]);
  }
  return { kind: 'iam', region: values.AWS_REGION };
}
