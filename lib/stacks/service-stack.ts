import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { CacheConnection } from '../../constructs/cache/connection.ts';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import {
  alarmTopicByName,
  regionTopicName,
  ticketTopicName,
} from '../../constructs/observability/alarm-topic.ts';
import { ServiceLevels } from '../../constructs/observability/service-levels/service-levels.ts';
import { OriginRecords } from '../../constructs/service/origin-records.ts';
import { Service } from '../../constructs/service/service.ts';
import type { RegionRole } from '../../constructs/service/task-bounds.ts';
import { serves } from '../../constructs/traceability.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface ServiceStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly vpc: IVpc;
  /** Encrypts the app's log. */
  readonly logsKey: IKey;
  readonly database: DatabaseConnection;
  readonly cache: CacheConnection;
  /**
   * Id of the health check that a takeover switches off for the primary region.
   * @default - none; see `OriginRecords`
   */
  readonly switchHealthCheckId?: string;
}

/** The app in one region and, with a domain, the names that it is reached under. */
export class ServiceStack extends Stack {
  readonly service: Service;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { config, names } = props;
    const dns = this.dns(config, names);
    const alarmTopic = alarmTopicByName(this, 'AlarmTopic', regionTopicName(names.prefix));
    this.service = new Service(this, 'Service', {
      ...props,
      alarmTopic,
      ...(dns && { certificate: dns.certificate }),
    });
    new ServiceLevels(this, 'ServiceLevels', {
      config,
      names,
      loadBalancer: this.service.entry.loadBalancer,
      pageTopic: alarmTopic,
      ticketTopic: alarmTopicByName(this, 'TicketTopic', ticketTopicName(names.prefix)),
    });
    if (dns) {
      new OriginRecords(this, 'OriginRecords', {
        ...dns,
        role: props.role,
        loadBalancer: this.service.entry.loadBalancer,
        ...(props.switchHealthCheckId && { switchHealthCheckId: props.switchHealthCheckId }),
      });
    }
  }

  /** Host name of this region's load balancer. */
  get loadBalancerDnsName(): string {
    return this.service.entry.loadBalancer.loadBalancerDnsName;
  }

  private dns({ domain }: PlatformConfig, { originHost }: PlatformNames): Dns | undefined {
    if (domain === undefined || originHost === undefined) return undefined;
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.hostedZoneName,
    });
    const regionalHost = `origin-${this.region}.${domain.name}`;
    const certificate = new Certificate(this, 'Certificate', {
      domainName: originHost,
      subjectAlternativeNames: [regionalHost],
      validation: CertificateValidation.fromDns(zone),
    });
    serves(certificate, {
      criteria: ['S4'],
      controls: ['NIST 800-53r5 SC-8', 'ISO 27001 A.8.24', 'SOC 2 CC6.7'],
    });
    return { zone, originHost, regionalHost, certificate };
  }
}

interface Dns {
  readonly zone: IHostedZone;
  readonly originHost: string;
  readonly regionalHost: string;
  readonly certificate: ICertificate;
}
