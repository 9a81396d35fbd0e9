import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';

/**
 * Value of a key that nobody has filled in yet. ECS starts no task whose secret has no value, so the secrets begin with
 * this one, which the app takes for "not set up".
 */
export const NOT_FILLED_IN = 'not-filled-in';

/** Field of the drafting secret that holds the key of Azure OpenAI. */
export const API_KEY_FIELD = 'apiKey';

/** Field of the CRM's secret that holds the client secret. */
export const CLIENT_SECRET_FIELD = 'clientSecret';

export interface AppSecretsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly key: IKey;
}

/**
 * The app's secrets: kept in the primary region, replicated to the recovery region under the same names and with that
 * region's own data key. What the app signs cookies with is the same in both, so that a takeover signs nobody out.
 */
export class AppSecrets extends Construct {
  constructor(scope: Construct, id: string, props: AppSecretsProps) {
    super(scope, id);
    const { config, names } = props;
    this.cookieSecret(props);
    if (config.drafting) {
      this.secretToFillIn('Drafting', names.appSecrets.drafting, API_KEY_FIELD, props);
    }
    if (config.crm) this.secretToFillIn('Crm', names.appSecrets.crm, CLIENT_SECRET_FIELD, props);
  }

  private cookieSecret({ config, names, key }: AppSecretsProps): void {
    const secret = new Secret(this, 'Auth', {
      secretName: names.appSecrets.auth,
      description: `What the app of ${names.prefix} signs cookies with`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    replicate(secret, config, names);
    changedByPeople(
      secret,
      'A new value ends every session, so it is changed on purpose and together with the tasks; docs/secrets.md says how.',
    );
    serves(secret, { criteria: ['S3', 'D5'], controls: ['NIST 800-53r5 SC-12', 'ISO 27001 A.8.24'] });
  }

  /** A later deployment leaves what was filled in alone: CloudFormation generates a value anew only when it is told another way to. */
  private secretToFillIn(id: string, secretName: string, field: string, props: AppSecretsProps): void {
    const secret = new Secret(this, id, {
      secretName,
      description: `${field} of ${secretName}; filled in by an operator, see docs/secrets.md`,
      encryptionKey: props.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ [field]: NOT_FILLED_IN }),
        generateStringKey: 'unused',
      },
    });
    replicate(secret, props.config, props.names);
    changedByPeople(
      secret,
      'Another company issues the value, so no function here can rotate it; docs/secrets.md says how it is replaced.',
    );
    serves(secret, { criteria: ['T3', 'D5'], controls: ['NIST 800-53r5 IA-5', 'ISO 27001 A.5.17'] });
  }
}

/** The key by its alias, because that is literal: by reference it would bind this stack to the other region's. */
function replicate(secret: Secret, config: PlatformConfig, names: PlatformNames): void {
  underlying(secret, CfnSecret).replicaRegions = [
    { region: config.regions.recovery.name, kmsKeyId: names.dataKeyAlias },
  ];
}

function changedByPeople(secret: Secret, reason: string): void {
  acknowledge(secret, {
    'AwsSolutions-SMG4': reason,
    'NIST.800.53.R5-SecretsManagerRotationEnabled': reason,
  });
}
