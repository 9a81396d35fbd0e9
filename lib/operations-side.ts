import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import type { ServiceSide } from './service-side.ts';
import { EDGE_REGION } from './stacks/edge-stack.ts';
import { OverviewStack } from './stacks/overview-stack.ts';
import { ResilienceHubStack } from './stacks/resilience-hub-stack.ts';

/** The stacks for those who run the platform; nothing that serves or recovers depends on them. */
export interface OperationsSide {
  readonly overview: OverviewStack;
  readonly resilienceHub: ResilienceHubStack;
}

/** Creates them, after what they look at. */
export function buildOperationsSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  { edge }: ServiceSide,
): OperationsSide {
  const overview = new OverviewStack(app, `${names.prefix}-overview`, {
    ...placement(
      config,
      EDGE_REGION,
      'Dashboards of both regions, and the canary that visits the site from outside',
    ),
    config,
    names,
    edgeDomainName: () => edge.edge.site.distribution.distributionDomainName,
  });
  overview.addStackDependency(edge, 'it looks at what users reach, and tells the topic of the edge');
  const resilienceHub = new ResilienceHubStack(app, `${names.prefix}-resilience-hub`, {
    ...placement(config, config.regions.recovery.name, 'What AWS Resilience Hub judges the platform by'),
    config,
    names,
  });
  return { overview, resilienceHub };
}
