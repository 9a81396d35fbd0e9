import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import type { WatchedVerifier } from './verifier-alarms.ts';
import { VerifierAlarms } from './verifier-alarms.ts';

export interface WitnessProps {
  readonly names: PlatformNames;
  readonly topic: ITopic;
  readonly verifiers: readonly WatchedVerifier[];
}

/** Alarms on the silence of verifiers that run in another region: theirs falls silent with it. */
export class Witness extends Construct {
  constructor(scope: Construct, id: string, props: WitnessProps) {
    super(scope, id);
    const { names, topic } = props;
    for (const verifier of props.verifiers) {
      new VerifierAlarms(this, verifier.name, { names, topic, verifier, only: 'silence' });
    }
  }
}
