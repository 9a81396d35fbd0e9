import { Duration } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { CfnSecret, HostedRotation, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';
import { POSTGRES_PORT } from './engine.ts';

/** Owner of the database; people and migrations use it, the application never does. */
export const OWNER = 'holdfast_owner';

/** Days between two passwords. */
const ROTATION_DAYS = 30;

export interface OwnerSecretProps {
  readonly names: PlatformNames;
  readonly key: IKey;
  /** Region the secret is replicated to, under the same name and with that region's own data key. */
  readonly recoveryRegion: string;
}

/** The owner's password: generated, never in a template, present in both regions, rotated by Secrets Manager. */
export class OwnerSecret extends Construct {
  readonly secret: Secret;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: OwnerSecretProps) {
    super(scope, id);
    this.prefix = props.names.prefix;
    this.secret = new Secret(this, 'Secret', {
      secretName: props.names.databaseSecret,
      description: `Owner of the database of ${props.names.prefix}`,
      encryptionKey: props.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: OWNER }),
        generateStringKey: 'password',
        passwordLength: 40,
        excludePunctuation: true,
      },
    });
    // The alias, because it is literal: a replica that names its key by reference would bind this stack to the other region's.
    underlying(this.secret, CfnSecret).replicaRegions = [
      { region: props.recoveryRegion, kmsKeyId: props.names.dataKeyAlias },
    ];
    serves(this.secret, {
      criteria: ['D2'],
      controls: ['NIST 800-53r5 IA-5', 'ISO 27001 A.5.17', 'SOC 2 CC6.1'],
    });
  }

  /** Has the password replaced every 30 days by Secrets Manager's own function, inside the network. */
  rotate(instance: DatabaseInstance, vpc: IVpc, databaseSecurityGroup: ISecurityGroup): void {
    const securityGroup = new SecurityGroup(this, 'RotationSecurityGroup', {
      vpc,
      description: 'Rotation of the database owner password',
    });
    databaseSecurityGroup.addIngressRule(
      securityGroup,
      Port.tcp(POSTGRES_PORT),
      'Rotation of the owner password',
    );
    const attached = instance.secret ?? this.secret;
    attached.addRotationSchedule('Rotation', {
      automaticallyAfter: Duration.days(ROTATION_DAYS),
      // Else the password changes under the deployment that is about to sign in with it.
      rotateImmediatelyOnUpdate: false,
      hostedRotation: HostedRotation.postgreSqlSingleUser({
        functionName: `${this.prefix}-owner-rotation`,
        vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroups: [securityGroup],
      }),
    });
  }
}
