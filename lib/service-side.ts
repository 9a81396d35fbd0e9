import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { DataSide } from './data-side.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import { AlarmsStack } from './stacks/alarms-stack.ts';
import { EdgeSecretStack } from './stacks/edge-secret-stack.ts';
import { EDGE_REGION, EdgeStack } from './stacks/edge-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import type { TakeoverPlanStack } from './stacks/takeover-plan-stack.ts';

/** The stacks that serve: alarms, the app in both regions, and the edge before them. */
export interface ServiceSide {
  readonly alarms: AlarmsStack;
  readonly recoveryAlarms: AlarmsStack;
  readonly edgeSecret: EdgeSecretStack;
  readonly service: ServiceStack;
  readonly recoveryService: ServiceStack;
  readonly edge: EdgeStack;
}

/** Creates them; each service reads from its own region alone, the edge from both. */
export function buildServiceSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  dataSide: DataSide,
  takeoverPlan: TakeoverPlanStack,
): ServiceSide {
  const { primary, recovery } = config.regions;
  const common = { config, names };
  const id = (name: string) => `${names.prefix}-${name}`;

  const alarms = new AlarmsStack(app, id('alarms'), {
    ...placement(config, primary.name, 'Alarm topic and alarms on the data of the primary region'),
    ...common,
    role: 'primary',
  });
  const recoveryAlarms = new AlarmsStack(app, id('recovery-alarms'), {
    ...placement(config, recovery.name, 'Alarm topic and alarms on the data of the recovery region'),
    ...common,
    role: 'recovery',
  });
  const edgeSecret = new EdgeSecretStack(app, id('edge-secret'), {
    ...placement(config, EDGE_REGION, 'Secrets that CloudFront proves itself to the load balancers with'),
    ...common,
  });
  const service = new ServiceStack(app, id('service'), {
    ...placement(config, primary.name, 'The app in the primary region'),
    ...common,
    role: 'primary',
    vpc: dataSide.network.vpc,
    logsKey: dataSide.foundation.keys.logs,
    database: dataSide.data.database,
    cache: dataSide.data.cache,
    ...(takeoverPlan.primarySwitchId !== undefined && { switchHealthCheckId: takeoverPlan.primarySwitchId }),
  });
  const recoveryService = new ServiceStack(app, id('recovery-service'), {
    ...placement(config, recovery.name, `The app in the recovery region (${config.strategy})`),
    ...common,
    role: 'recovery',
    vpc: dataSide.recoveryNetwork.vpc,
    logsKey: dataSide.recoveryFoundation.keys.logs,
    database: dataSide.recoveryData.database,
    cache: dataSide.recoveryData.cache,
  });
  const edge = new EdgeStack(app, id('edge'), {
    ...placement(
      config,
      EDGE_REGION,
      'CloudFront, its web ACL, the maintenance page and the names of the site',
    ),
    ...common,
    services: { primary: service, recovery: recoveryService },
  });

  service.addStackDependency(takeoverPlan, 'its record asks the switch of the plan');
  service.addStackDependency(alarms, 'its alarms tell the topic');
  service.addStackDependency(edgeSecret, 'its load balancer lets in who holds the secret');
  service.addStackDependency(dataSide.data, 'its tasks read hosts and secrets by name');
  recoveryService.addStackDependency(recoveryAlarms, 'its alarms tell the topic');
  recoveryService.addStackDependency(edgeSecret, 'its load balancer lets in who holds the secret');
  recoveryService.addStackDependency(dataSide.recoveryData, 'its tasks read hosts and secrets by name');
  edge.addStackDependency(service, 'it sends requests there');
  edge.addStackDependency(recoveryService, 'it sends requests there');
  return { alarms, recoveryAlarms, edgeSecret, service, recoveryService, edge };
}
