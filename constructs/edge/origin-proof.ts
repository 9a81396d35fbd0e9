import { SecretValue } from 'aws-cdk-lib';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';

/** Header that CloudFront proves itself with to the load balancers. */
export const ORIGIN_PROOF_HEADER = 'X-Origin-Verify';

/** Versions of the secret that load balancers accept: the one CloudFront sends, and before it the one it sent until the last deployment. */
export function acceptedOriginProofs(config: PlatformConfig): readonly number[] {
  const { originSecretVersion: current } = config;
  return current > 1 ? [current, current - 1] : [current];
}

/** A dynamic reference: CloudFormation reads the secret while deploying, and the template holds its name only. */
export function originProof(names: PlatformNames, version: number): string {
  return SecretValue.secretsManager(names.originSecret(version)).unsafeUnwrap();
}
