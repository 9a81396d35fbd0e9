import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import { platformAlarm } from '../../observability/platform-alarm.ts';
import { LIVENESS_PATH } from '../../service/target-group.ts';
import type { RegionRole } from '../../service/task-bounds.ts';
import { fencePermissions, openPermissions, rdsArn, restorePermissions } from './database-permissions.ts';
import { TakeoverFunction, type TakeoverFunctionProps } from './takeover-function.ts';

export interface TakeoverFunctionsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly logsKey: IKey;
  readonly topic: ITopic;
  /** The region's own. */
  readonly loadBalancer: ApplicationLoadBalancer;
  /** Guards the region's database. */
  readonly databaseSecurityGroupId: string;
}

/** The steps of a takeover that the engine has no block for, as the region that takes over runs them. */
export class TakeoverFunctions extends Construct {
  constructor(scope: Construct, id: string, props: TakeoverFunctionsProps) {
    super(scope, id);
    const { config, role } = props;
    const awaited = [this.fence(props), this.open(props), this.verify(props)];
    if (role === 'recovery' && config.strategy === 'backup-restore') this.restore(props);
    this.alarm(props, awaited);
  }

  private fence(props: TakeoverFunctionsProps): TakeoverFunction {
    const { other } = sides(props);
    return this.function(props, 'Fence', {
      action: 'fence',
      description: `Keeps the app of ${other.region} from its database`,
      settings: { region: other.region, instance: other.instance },
      permissions: fencePermissions(rdsArn(this, other.region, `db:${other.instance}`)),
    });
  }

  private open(props: TakeoverFunctionsProps): TakeoverFunction {
    const { own } = sides(props);
    const { config, names, role } = props;
    const proxied = role === 'primary';
    return this.function(props, 'Open', {
      action: 'open',
      description: `Lets the app of ${own.region} at its database`,
      settings: {
        instance: own.instance,
        multiAz: config.database.multiAz,
        ...(proxied && { proxy: names.databaseProxy }),
      },
      permissions: openPermissions(this, own.region, own.instance, proxied),
    });
  }

  private verify(props: TakeoverFunctionsProps): TakeoverFunction {
    const { own } = sides(props);
    const { domain } = props.config;
    return this.function(props, 'Verify', {
      action: 'verify',
      description: `Proves that ${own.region} serves`,
      settings: {
        instance: own.instance,
        loadBalancer: props.loadBalancer.loadBalancerFullName,
        ...(domain && { url: `https://${domain.name}${LIVENESS_PATH}` }),
      },
      permissions: [
        { actions: ['rds:DescribeDBInstances'], resources: [rdsArn(this, own.region, `db:${own.instance}`)] },
        {
          actions: ['cloudwatch:GetMetricData'],
          resources: ['*'],
          wildcardReason: 'Reading metrics supports no resource.',
        },
      ],
    });
  }

  private restore(props: TakeoverFunctionsProps): void {
    const { own, other } = sides(props);
    const { config, names } = props;
    this.function(props, 'Restore', {
      action: 'restore',
      description: `Restores the database in ${own.region} from its replicated backups`,
      settings: {
        source: other,
        instance: own.instance,
        subnetGroup: names.databaseSubnetGroup,
        parameterGroup: names.databaseParameterGroup,
        securityGroup: props.databaseSecurityGroupId,
        instanceClass: `db.${config.database.instanceClass}`,
        maxStorageGiB: config.database.maxStorageGiB,
        multiAz: config.database.multiAz,
        deletionProtection: config.database.deletionProtection,
      },
      permissions: restorePermissions(this, own.region, names),
    });
  }

  private function(
    { names, logsKey }: TakeoverFunctionsProps,
    id: string,
    props: Omit<TakeoverFunctionProps, 'names' | 'logsKey'>,
  ): TakeoverFunction {
    return new TakeoverFunction(this, id, { names, logsKey, ...props });
  }

  /** A restore fails until it is done, so it is left out: its end, good or bad, shows in the execution. */
  private alarm({ names, topic }: TakeoverFunctionsProps, functions: readonly TakeoverFunction[]): void {
    const period = Duration.minutes(5);
    const errors = functions.map(
      ({ lambda, node }) =>
        [node.id.toLowerCase(), lambda.metricErrors({ period, statistic: Stats.SUM })] as const,
    );
    platformAlarm(
      this,
      { prefix: names.prefix, topic, family: 'takeover' },
      {
        name: 'takeover-step-failed',
        meaning: 'A step of a takeover to this region has failed: the takeover waits, and users with it.',
        metric: new MathExpression({
          expression: errors.map(([id]) => id).join(' + '),
          usingMetrics: Object.fromEntries(errors),
          label: 'Failed calls of the steps of a takeover',
          period,
        }),
        threshold: 0,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        periods: 1,
        breaching: 1,
        // There is a number only while somebody runs the plan.
        missing: TreatMissingData.NOT_BREACHING,
        criteria: ['A5', 'D5'],
      },
    );
  }
}

interface Side {
  readonly region: string;
  readonly instance: string;
}

function sides({ config, names, role }: TakeoverFunctionsProps): {
  readonly own: Side;
  readonly other: Side;
} {
  const { primary, recovery } = config.regions;
  const at = {
    primary: { region: primary.name, instance: names.databaseInstance },
    recovery: { region: recovery.name, instance: names.databaseReplica },
  };
  return role === 'primary'
    ? { own: at.primary, other: at.recovery }
    : { own: at.recovery, other: at.primary };
}
