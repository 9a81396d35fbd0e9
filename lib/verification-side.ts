import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { DataSide } from './data-side.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import type { ServiceSide } from './service-side.ts';
import { IntegrityStack } from './stacks/integrity-stack.ts';
import { VerificationStack } from './stacks/verification-stack.ts';
import { VerificationWitnessStack } from './stacks/verification-witness-stack.ts';

/** The stacks that prove what the others promise. */
export interface VerificationSide {
  readonly verification: VerificationStack;
  readonly verificationWitness: VerificationWitnessStack;
  readonly integrity: IntegrityStack;
}

/** Creates them; nothing that serves or recovers depends on them. */
export function buildVerificationSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  sides: DataSide & ServiceSide,
): VerificationSide {
  const { primary, recovery } = config.regions;
  const common = { config, names };
  const verificationWitness = new VerificationWitnessStack(app, `${names.prefix}-verification-witness`, {
    ...placement(config, primary.name, 'Replica of the evidence, and alarms on verifiers that fall silent'),
    ...common,
    keys: sides.foundation.keys,
  });
  const verification = new VerificationStack(app, `${names.prefix}-verification`, {
    ...placement(config, recovery.name, 'Verifiers of the backups, and their evidence'),
    ...common,
    keys: sides.recoveryFoundation.keys,
    vpc: sides.recoveryNetwork.vpc,
  });
  const integrity = new IntegrityStack(app, `${names.prefix}-integrity`, {
    ...placement(config, primary.name, 'Integrity canary of the database'),
    ...common,
    vpc: sides.network.vpc,
    database: sides.data.database,
    logsKey: sides.foundation.keys.logs,
  });
  verificationWitness.addStackDependency(sides.alarms, 'its alarms tell the topic');
  verification.addStackDependency(sides.recoveryAlarms, 'its alarms tell the topic');
  verification.addStackDependency(verificationWitness, 'its bucket is replicated there');
  verification.addStackDependency(sides.foundation, 'its secret is replicated under its data key');
  verification.addStackDependency(sides.recoveryData, 'restores are tested in its subnet group');
  verification.addStackDependency(sides.backup, 'the verifiers look at what its plan makes');
  integrity.addStackDependency(sides.alarms, 'its alarms tell the topic');
  integrity.addStackDependency(sides.data, 'it checks the database, and reads its host by name');
  integrity.addStackDependency(verification, 'its records are kept and signed there');
  return { verification, verificationWitness, integrity };
}
