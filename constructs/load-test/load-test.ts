import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { DatabaseConnection } from '../database/connection.ts';
import { serves } from '../traceability.ts';
import { EndNotice } from './end-notice.ts';
import { LOAD_TEST_CONTAINER, LoadTestTask, RESULT_PREFIX } from './load-test-task.ts';
import { resultBucket } from './result-bucket.ts';
import { startCommand } from './start-command.ts';
import { WayIn } from './way-in.ts';

/** What a task can be started for, by the name of the output that says how. */
const RUNS = {
  Smoke: { program: ['fargate/run.mjs', 'smoke'], what: 'tries the way with 20 users for 15 s' },
  Load: { program: ['fargate/run.mjs', 'load'], what: '1,000 users for 15 min' },
  Stress: {
    program: ['fargate/run.mjs', 'stress'],
    what: '2,000 users, then more until staging breaks down',
  },
  Soak: { program: ['fargate/run.mjs', 'soak'], what: '1,000 users for 24 h' },
  Seed: { program: ['fargate/seed.mjs'], what: 'fills an empty database with the data set that runs need' },
};

export interface LoadTestProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: Vpc;
  readonly logsKey: IKey;
  readonly database: DatabaseConnection;
  readonly loadBalancerSecurityGroup: ISecurityGroup;
}

/**
 * Puts staging under load when somebody starts a task. It runs in a cluster of its own, so that it shows in no metric of the service, and
 * past the edge, which would take a thousand users from three addresses for an attack.
 */
export class LoadTest extends Construct {
  constructor(scope: Construct, id: string, props: LoadTestProps) {
    super(scope, id);
    const { config, names, vpc } = props;
    const { region } = Stack.of(this);
    const name = `${names.prefix}-load-test`;
    const site = siteOf(config, region);
    const results = resultBucket(this, 'Results');
    const cluster = new Cluster(this, 'Cluster', {
      vpc,
      clusterName: name,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    serves(cluster, { criteria: ['P4'], controls: ['NIST 800-53r5 SI-4', 'ISO 27001 A.8.31'] });
    const { securityGroup } = new WayIn(this, 'WayIn', props);
    new LoadTestTask(this, 'Task', { ...props, ...site, family: name, results });
    new EndNotice(this, 'EndNotice', { config, name, clusterArn: cluster.clusterArn });
    const place = {
      region,
      cluster: name,
      family: name,
      container: LOAD_TEST_CONTAINER,
      subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS }).subnetIds,
      securityGroupId: securityGroup.securityGroupId,
    };
    for (const [run, { program, what }] of Object.entries(RUNS)) {
      new CfnOutput(this, run, {
        value: startCommand(place, program),
        description: `Starts a task: ${what}`,
      });
    }
    new CfnOutput(this, 'ResultsAt', {
      value: `s3://${results.bucketName}/${RESULT_PREFIX}`,
      description: 'Where results lie, by profile and start',
    });
  }
}

/** @throws Error without a domain, which the configuration refuses as well */
function siteOf({ domain, publicOrigins }: PlatformConfig, region: string) {
  if (domain === undefined) {
    throw new Error(
      'A load test needs a domain: set domain in the configuration, or loadTest.enabled to false.',
    );
  }
  return {
    // This region's own name: the load stays here also while another region serves.
    address: `https://origin-${region}.${domain.name}`,
    origin: publicOrigins?.[0] ?? `https://${domain.name}`,
  };
}
