import type { IConstruct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** Findings that stand for the primary instance and for its replica alike. */
export function acknowledgeInstance(instance: IConstruct): void {
  acknowledge(instance, {
    'AwsSolutions-RDS11':
      'The port is no secret; the security group lets in only the proxy and the service, and the subnets have no route out.',
    'NIST.800.53.R5-RDSInBackupPlan':
      'The plan is in the backup stack and selects the instance by its literal ARN, which this rule, looking at one stack, cannot see.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]':
      'RDS asks for this managed policy; it allows writing operating system metrics and nothing else.',
  });
}
