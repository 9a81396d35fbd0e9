import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  type ISecurityGroup,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import {
  AlarmBehavior,
  AvailabilityZoneRebalancing,
  Cluster,
  ContainerInsights,
  FargateService,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { CacheConnection } from '../cache/connection.ts';
import type { DatabaseConnection } from '../database/connection.ts';
import { acceptedOriginProofs, originProof } from '../edge/origin-proof.ts';
import { ServiceAlarms } from '../observability/service-alarms.ts';
import { declaresLoad, serves } from '../traceability.ts';
import { scaleOnDemand } from './autoscaling.ts';
import { lifecycle } from './lifecycle.ts';
import { LoadBalancer } from './load-balancer.ts';
import { Task } from './task.ts';
import { type RegionRole, taskBounds } from './task-bounds.ts';

export interface ServiceProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly vpc: IVpc;
  /** Encrypts the app's log. */
  readonly logsKey: IKey;
  readonly database: DatabaseConnection;
  readonly cache: CacheConnection;
  /** Receives the alarms on the service. */
  readonly alarmTopic: ITopic;
  /**
   * Certificate of the origin name.
   * @default - the load balancer speaks HTTP
   */
  readonly certificate?: ICertificate;
}

/** The app in one region: tasks in every zone behind a load balancer, scaled by demand, replaced without a gap. */
export class Service extends Construct {
  readonly cluster: Cluster;
  readonly service: FargateService;
  readonly entry: LoadBalancer;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { config, names, vpc } = props;
    const timings = lifecycle();
    const bounds = taskBounds(config, props.role);
    this.cluster = new Cluster(this, 'Cluster', {
      vpc,
      clusterName: names.cluster,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    serves(this.cluster, { criteria: ['T5', 'A1'], controls: ['NIST 800-53r5 SI-4', 'SOC 2 A1.1'] });
    this.entry = new LoadBalancer(this, 'Entry', {
      vpc,
      lifecycle: timings,
      originProofs: acceptedOriginProofs(config).map((version) => originProof(names, version)),
      ...(props.certificate && { certificate: props.certificate }),
    });
    const task = new Task(this, 'Task', { ...props, lifecycle: timings });
    const alarms = new ServiceAlarms(this, 'Alarms', {
      config,
      names,
      bounds,
      topic: props.alarmTopic,
      loadBalancer: this.entry.loadBalancer,
      targetGroup: this.entry.targetGroup,
      logGroup: task.logGroup,
    });
    this.service = new FargateService(this, 'Service', {
      cluster: this.cluster,
      serviceName: names.service,
      taskDefinition: task.definition,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [this.securityGroup(props)],
      // No desired count: the autoscaler owns it, and a number here would undo a scale-out, or a takeover, with the
      // next deployment. A new service starts with one task, which a cold recovery region then scales in.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      circuitBreaker: { enable: true, rollback: true },
      deploymentAlarms: { alarmNames: alarms.rollbackAlarmNames, behavior: AlarmBehavior.ROLLBACK_ON_ALARM },
      healthCheckGracePeriod: Duration.seconds(60),
      propagateTags: PropagatedTagSource.SERVICE,
      enableECSManagedTags: true,
    });
    // The first task must find its roles' policies in force, and the deployment its alarms.
    this.service.node.addDependency(task, alarms);
    this.service.attachToApplicationTargetGroup(this.entry.targetGroup);
    scaleOnDemand(this.service, {
      targets: config.service.targets,
      bounds,
      targetGroup: this.entry.targetGroup,
    });
    serves(this.service, {
      criteria: ['A1', 'A3', 'A4', 'A6', 'S2'],
      controls: [
        'NIST 800-53r5 CP-10',
        'NIST 800-53r5 SI-13',
        'ISO 27001 A.8.14',
        'ISO 27001 A.8.32',
        'SOC 2 A1.2',
      ],
    });
    declaresLoad(this.service, config.service.tasksForDeclaredLoad);
    new CfnOutput(this, 'ServiceName', { value: names.service, description: 'ECS service of the app' });
  }

  /** Tasks reach the database, the cache and HTTPS, and nothing else. */
  private securityGroup({ vpc, database, cache }: ServiceProps): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Tasks of the app',
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services, Azure OpenAI and the CRM');
    this.connect('Database', group, database.securityGroup, database.port);
    this.connect('Cache', group, cache.securityGroup, cache.port);
    return group;
  }

  /** Rules of their own in this stack: written through either group they would make the data stack depend on this one. */
  private connect(to: string, from: ISecurityGroup, target: ISecurityGroup, port: number): void {
    new CfnSecurityGroupIngress(this, `To${to}`, {
      groupId: target.securityGroupId,
      sourceSecurityGroupId: from.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: 'Tasks of the app',
    });
    new CfnSecurityGroupEgress(this, `Out${to}`, {
      groupId: from.securityGroupId,
      destinationSecurityGroupId: target.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: to,
    });
  }
}
