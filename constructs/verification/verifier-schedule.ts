import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

export interface VerifierScheduleProps {
  readonly name: string;
  /** `rate(15 minutes)` or `cron(30 0 * * ? *)`, in UTC. */
  readonly expression: string;
  readonly lambda: IFunction;
  readonly deadLetters: Queue;
}

/** The moment that a run belongs to; EventBridge Scheduler puts it in place of the words, the same for each attempt. */
const INPUT = JSON.stringify({ scheduledAt: '<aws.scheduler.scheduled-time>' });

/** Starts a verifier. What the scheduler cannot deliver within an hour is a dead letter too. */
export class VerifierSchedule extends Construct {
  constructor(scope: Construct, id: string, props: VerifierScheduleProps) {
    super(scope, id);
    const { lambda, deadLetters } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Starts ${props.name} by schedule`,
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    acknowledge(role, {
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: props.name,
      description: `Starts ${props.name}`,
      state: 'ENABLED',
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        input: INPUT,
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
    schedule.node.addDependency(role);
    serves(schedule, { criteria: ['D3'], controls: ['NIST 800-53r5 CP-4', 'ISO 27001 A.8.13'] });
  }
}
