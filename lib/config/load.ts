import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PlatformConfig, type PlatformConfigInput, platformConfigSchema } from './platform-config.ts';

const ENVIRONMENTS = join(import.meta.dirname, 'environments');

/** Bad configuration, told in sentences for the person who edits it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Names of the environments that have a file, in alphabetical order. */
export function environmentNames(): string[] {
  return readdirSync(ENVIRONMENTS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/**
 * Reads and validates `lib/config/environments/NAME.ts`.
 *
 * @throws ConfigError when there is no such environment or a value is wrong
 */
export async function loadEnvironment(name: string): Promise<PlatformConfig> {
  const file = join(ENVIRONMENTS, `${name}.ts`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
    throw new ConfigError(
      `There is no environment "${name}": choose one of ${environmentNames().join(', ')} with -c environment=NAME, or add lib/config/environments/NAME.ts.`,
    );
  }
  const module = (await import(file)) as { default: unknown };
  return validateConfig(module.default);
}

/**
 * Checks a configuration against the schema.
 *
 * @throws ConfigError with one sentence per wrong value: path, value, what is allowed and an example
 */
export function validateConfig(input: PlatformConfigInput | unknown): PlatformConfig {
  const result = platformConfigSchema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map(sentence).join('\n'));
}

type Issue = NonNullable<ReturnType<typeof platformConfigSchema.safeParse>['error']>['issues'][number];

function sentence(issue: Issue): string {
  const path = issue.path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );
  if (issue.code === 'unrecognized_keys') {
    return `${path ? `${path}: ` : ''}${issue.keys.map((key) => `"${key}"`).join(', ')} is not a setting; see lib/config/platform-config.ts for those that are.`;
  }
  const value = issue.input === undefined ? 'is missing' : `is ${JSON.stringify(issue.input)}`;
  return `${path} ${value}; it must be ${allowed(issue)}.`;
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'array'
        ? issue.message
        : `at least ${issue.minimum}, for example ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array'
        ? issue.message
        : `at most ${issue.maximum}, for example ${issue.maximum}`;
    case 'invalid_type':
      return `a value of type ${issue.expected}${EXAMPLE_OF_TYPE[issue.expected] ?? ''}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}, for example ${String(issue.values[0])}`;
    default:
      return issue.message;
  }
}

const EXAMPLE_OF_TYPE: Record<string, string> = {
  boolean: ', for example true',
  int: ', for example 3',
  number: ', for example 3',
  string: ' in quotes',
  object: ' with braces',
  array: ' in brackets',
};
