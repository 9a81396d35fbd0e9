import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AaaaRecord, ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { letLogGroupsUse } from '../keys/log-groups.ts';
import { AlarmTopic, edgeTopicName } from '../observability/alarm-topic.ts';
import { EdgeAlarms } from '../observability/edge-alarms.ts';
import { noticeableErrors } from '../observability/noticeable-errors.ts';
import { serves } from '../traceability.ts';
import { AccessLogs } from './access-logs.ts';
import { MaintenancePage } from './maintenance-page.ts';
import { originProof } from './origin-proof.ts';
import { appOrigin, type Origins, withFallback } from './origins.ts';
import { Site } from './site.ts';
import { WebAcl } from './web-acl.ts';

export interface EdgeProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Host names of the two load balancers; asked for only where no domain is configured. */
  readonly loadBalancers: { readonly primary: () => string; readonly recovery: () => string };
}

/** Everything between a visitor and the regions. */
export class Edge extends Construct {
  readonly site: Site;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { config, names } = props;
    const { prefix } = names;
    const logsKey = this.logsKey(prefix);
    const zone = this.zone(config);
    const webAcl = new WebAcl(this, 'WebAcl', { prefix, logsKey });
    const certificate = zone && config.domain && this.certificate(config.domain.name, zone);
    this.site = new Site(this, 'Site', {
      config,
      prefix,
      origins: this.origins(props, logsKey),
      webAclArn: webAcl.acl.attrArn,
      ...(certificate && { certificate }),
    });
    const { distribution } = this.site;
    new AccessLogs(this, 'AccessLogs', { distribution, prefix });
    const { topic } = new AlarmTopic(this, 'AlarmTopic', {
      email: config.alarms.email,
      topicName: edgeTopicName(prefix),
    });
    new EdgeAlarms(this, 'Alarms', {
      prefix,
      topic,
      distribution,
      webAclMetricName: webAcl.metricName,
      errorPercent: noticeableErrors(config),
    });
    if (zone && config.domain) this.viewerRecords(config.domain.name, zone);
  }

  /**
   * With a domain there is one name for the app, and Route 53 decides which region it means, for writes as well. Without
   * one CloudFront knows the load balancers by their own names: reads fall back to the recovery region's, writes do not.
   */
  private origins({ config, names, loadBalancers }: EdgeProps, logsKey: Key): Origins {
    const proof = originProof(names, config.originSecretVersion);
    if (config.domain && names.originHost !== undefined) {
      const app = { host: names.originHost, proof, domain: config.domain.name };
      const { origin } = new MaintenancePage(this, 'MaintenancePage', { logsKey });
      return {
        writes: appOrigin({ ...app, serves: 'api' }),
        reads: withFallback(appOrigin({ ...app, serves: 'pages' }), origin),
      };
    }
    const primary = { host: loadBalancers.primary(), proof };
    const recovery = { host: loadBalancers.recovery(), proof };
    return {
      writes: appOrigin({ ...primary, serves: 'api' }),
      reads: withFallback(
        appOrigin({ ...primary, serves: 'pages' }),
        appOrigin({ ...recovery, serves: 'pages' }),
      ),
    };
  }

  private zone({ domain }: PlatformConfig): IHostedZone | undefined {
    return (
      domain &&
      HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: domain.hostedZoneId,
        zoneName: domain.hostedZoneName,
      })
    );
  }

  private certificate(domainName: string, zone: IHostedZone): ICertificate {
    const certificate = new Certificate(this, 'Certificate', {
      domainName,
      validation: CertificateValidation.fromDns(zone),
    });
    serves(certificate, {
      criteria: ['F7'],
      controls: ['NIST 800-53r5 SC-8', 'ISO 27001 A.8.24', 'SOC 2 CC6.7'],
    });
    return certificate;
  }

  private viewerRecords(domainName: string, zone: IHostedZone): void {
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.site.distribution));
    for (const [id, Record] of Object.entries({ Ipv4: ARecord, Ipv6: AaaaRecord })) {
      new Record(this, `Viewer${id}`, { zone, recordName: `${domainName}.`, target });
    }
  }

  /** A key of the edge's own, which may share its region with neither of the platform's. */
  private logsKey(prefix: string): Key {
    const key = new Key(this, 'LogsKey', {
      description: `${prefix}: log groups of the edge`,
      enableKeyRotation: true,
    });
    letLogGroupsUse(key);
    return key;
  }
}
