import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { acceptedOriginProofs } from './origin-proof.ts';

/** A listener rule compares at most 128 characters. */
const SECRET_LENGTH = 48;

export interface OriginSecretsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * What CloudFront proves itself with. Each version is a secret of its own, replicated under the same name to the
 * regions of the load balancers, so that none of them reads another region while it deploys.
 *
 * Raising the version by one rotates it without a gap: load balancers accept the new and the previous one before
 * CloudFront starts to send the new one, and forget the older with the next rotation.
 */
export class OriginSecrets extends Construct {
  constructor(scope: Construct, id: string, props: OriginSecretsProps) {
    super(scope, id);
    const { config, names } = props;
    const home = Stack.of(this).region;
    const replicaRegions = [config.regions.primary.name, config.regions.recovery.name]
      .filter((region) => region !== home)
      .map((region) => ({ region }));
    for (const version of acceptedOriginProofs(config)) {
      const secret = new Secret(this, `Version${version}`, {
        secretName: names.originSecret(version),
        description: `CloudFront proves itself to the load balancers of ${names.prefix} with it, version ${version}`,
        // Wildcards and quotes would not survive a listener rule.
        generateSecretString: { passwordLength: SECRET_LENGTH, excludePunctuation: true },
        replicaRegions,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4':
          'Both ends must learn a new value in the right order, so it is rotated by a deployment: raise originSecretVersion.',
        'NIST.800.53.R5-SecretsManagerRotationEnabled':
          'Both ends must learn a new value in the right order, so it is rotated by a deployment: raise originSecretVersion.',
        'NIST.800.53.R5-SecretsManagerUsingKMSKey':
          'The key that AWS manages exists in every region, so a replica can be read while all other regions are gone; the value admits to nothing but the public site.',
      });
      serves(secret, {
        criteria: ['F7'],
        controls: ['NIST 800-53r5 IA-5', 'NIST 800-53r5 SC-7', 'SOC 2 CC6.1'],
      });
    }
  }
}
