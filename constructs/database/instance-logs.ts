import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { serves } from '../traceability.ts';
import { LOG_EXPORTS } from './engine.ts';

export interface InstanceLogsProps {
  readonly instanceIdentifier: string;
  readonly key: IKey;
}

/** The groups that RDS exports to: made beforehand, or RDS makes them without a key and keeps them for ever. */
export class InstanceLogs extends Construct {
  constructor(scope: Construct, id: string, props: InstanceLogsProps) {
    super(scope, id);
    for (const log of LOG_EXPORTS) {
      const group = new LogGroup(this, log, {
        logGroupName: `/aws/rds/instance/${props.instanceIdentifier}/${log}`,
        encryptionKey: props.key,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      serves(group, { criteria: ['B5', 'T5'], controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15'] });
    }
  }
}
