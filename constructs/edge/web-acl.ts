import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { serves } from '../traceability.ts';
import { visibility, webAclRules } from './web-acl-rules.ts';

export interface WebAclProps {
  readonly prefix: string;
  /** Encrypts the log of blocked and counted requests. */
  readonly logsKey: IKey;
}

/** What CloudFront turns away before it reaches any region. */
export class WebAcl extends Construct {
  readonly acl: CfnWebACL;
  /** Value of the metrics' `WebACL` dimension. */
  readonly metricName: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    this.metricName = `${props.prefix}-edge`;
    this.acl = new CfnWebACL(this, 'Acl', {
      name: this.metricName,
      description: `Protects the distribution of ${props.prefix}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.metricName),
      rules: webAclRules(),
    });
    serves(this.acl, {
      criteria: ['F7', 'A1'],
      controls: ['NIST 800-53r5 SC-5', 'NIST 800-53r5 SI-10', 'ISO 27001 A.8.20', 'SOC 2 CC6.6'],
    });
    this.log(props);
  }

  private log({ prefix, logsKey }: WebAclProps): void {
    const group = new LogGroup(this, 'Log', {
      // WAF delivers to log groups of this prefix only.
      logGroupName: `aws-waf-logs-${prefix}`,
      encryptionKey: logsKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    serves(group, { criteria: ['T5'], controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15', 'SOC 2 CC7.2'] });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.acl.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${group.logGroupName}` }),
      ],
      redactedFields: [{ singleHeader: { Name: 'cookie' } }, { singleHeader: { Name: 'authorization' } }],
    });
  }
}
