import type { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import type { Disruption } from '../../lib/assessment/disruptions.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';

/** A right that FIS needs for a fault. */
export interface FaultPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** Needed as soon as a resource has a `*`: why nothing narrower works. */
  readonly wildcardReason?: string;
}

/** One fault to inject, as data. */
export interface Experiment {
  /** Part of the template's name after the platform's prefix, e.g. `task-stop`. */
  readonly name: string;
  /** What of the recovery model it rehearses; a slow or lossy dependency is none of it. */
  readonly disruption?: Disruption;
  /** What is done to what, and what must be seen meanwhile. */
  readonly description: string;
  readonly targets: Readonly<Record<string, CfnExperimentTemplate.ExperimentTemplateTargetProperty>>;
  readonly actions: Readonly<Record<string, CfnExperimentTemplate.ExperimentTemplateActionProperty>>;
  readonly permissions: readonly FaultPermission[];
}

/** What experiments are built from; all of the region that they run in. */
export interface ExperimentContext {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly vpcId: string;
}

/** Finding targets by tag or parameter supports no resource. */
export const RESOLVE_TARGETS: FaultPermission = {
  actions: ['tag:GetResources'],
  resources: ['*'],
  wildcardReason: 'Looking up and describing support no resource; they only read.',
};

/** Tags that every resource of an environment carries. */
export function environmentTags({ config }: ExperimentContext): Record<string, string> {
  return { application: config.application, environment: config.environment };
}

/** Tasks of the app. */
export function tasks(
  { names }: ExperimentContext,
  selectionMode: string,
): CfnExperimentTemplate.ExperimentTemplateTargetProperty {
  return {
    resourceType: 'aws:ecs:task',
    parameters: { cluster: names.cluster, service: names.service },
    selectionMode,
  };
}
