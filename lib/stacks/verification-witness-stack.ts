import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { alarmTopicByName, regionTopicName } from '../../constructs/observability/alarm-topic.ts';
import { evidenceBucket } from '../../constructs/verification/evidence-bucket.ts';
import { VERIFIERS } from '../../constructs/verification/verifiers.ts';
import { Witness } from '../../constructs/verification/witness.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface VerificationWitnessStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly keys: RegionKeys;
}

/** In the primary region: the replica of the evidence, and the alarms that ring when the verifiers' region is silent. */
export class VerificationWitnessStack extends Stack {
  constructor(scope: Construct, id: string, props: VerificationWitnessStackProps) {
    super(scope, id, props);
    const { config, names, keys } = props;
    evidenceBucket(this, 'EvidenceReplica', {
      config,
      bucketName: names.evidenceReplica,
      key: keys.data,
      replica: true,
    });
    new Witness(this, 'Witness', {
      names,
      topic: alarmTopicByName(this, 'AlarmTopic', regionTopicName(names.prefix)),
      // The canary runs in this region, and has its own alarm here.
      verifiers: Object.values(VERIFIERS).filter((verifier) => verifier !== VERIFIERS.canary),
    });
  }
}
