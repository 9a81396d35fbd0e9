import { z } from 'zod';
import { type FargateProfileName, fargateProfileNames } from './fargate-profile.ts';

/** What the task is told by its definition. */
export interface Settings {
  /** Of staging's load balancer. */
  readonly address: string;
  /** Under which browsers know staging. */
  readonly origin: string;
  /** What staging's load balancer lets requests in by. */
  readonly originProof: string;
  /** What staging signs cookies with. */
  readonly authSecret: string;
  readonly resultBucket: string;
  /** Where results lie in it, with a slash at the end; the task may write nowhere else. */
  readonly resultPrefix: string;
  /** Path of k6. */
  readonly k6: string;
}

/** A wrong command or environment, told in one sentence that never holds a value of a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const variables = z.object({
  TARGET_ADDRESS: z.url(),
  PUBLIC_ORIGIN: z.url(),
  ORIGIN_PROOF: z.string().min(1),
  AUTH_SECRET: z.string().min(1),
  RESULT_BUCKET: z.string().min(1),
  RESULT_PREFIX: z.string().endsWith('/'),
  K6: z.string().min(1).default('k6'),
});

/** @throws SettingsError that names every variable to mend */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { success, data, error } = variables.safeParse(environment);
  if (!success) {
    const names = [...new Set(error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new SettingsError(`${names} must be set by the task definition: deploy the load-test stack again.`);
  }
  return {
    address: data.TARGET_ADDRESS,
    origin: data.PUBLIC_ORIGIN,
    originProof: data.ORIGIN_PROOF,
    authSecret: data.AUTH_SECRET,
    resultBucket: data.RESULT_BUCKET,
    resultPrefix: data.RESULT_PREFIX,
    k6: data.K6,
  };
}

/** @throws SettingsError that lists the profiles */
export function readProfileName(args: readonly string[]): FargateProfileName {
  const [name, ...more] = args;
  const known = fargateProfileNames.find((one) => one === name);
  if (known === undefined || more.length > 0) {
    throw new SettingsError(
      `"${args.join(' ')}" is no profile: start the task with one of ${fargateProfileNames.join(', ')}.`,
    );
  }
  return known;
}
