import type { AssessOptions } from '../assessment/assess.ts';
import { DISRUPTIONS } from '../assessment/disruptions.ts';
import type { Objectives } from '../assessment/model.ts';
import { parseDuration } from '../duration.ts';
import type { PlatformConfig } from './platform-config.ts';

/** The configured objectives in seconds: one source for the assessment, the alarms, the runbooks and the drills. */
export function objectivesOf(config: PlatformConfig): Objectives {
  const { availabilityPercent, perDisruption } = config.objectives;
  const declared = DISRUPTIONS.flatMap((disruption) => {
    const objective = perDisruption[disruption];
    const rtoSeconds = objective && parseDuration(objective.rto);
    const rpoSeconds = objective && parseDuration(objective.rpo);
    return rtoSeconds === undefined || rpoSeconds === undefined
      ? []
      : [[disruption, { rtoSeconds, rpoSeconds }] as const];
  });
  return { availabilityPercent, perDisruption: Object.fromEntries(declared) };
}

/** What the recovery model needs to know beside the templates. */
export function assessOptionsOf(config: PlatformConfig): AssessOptions {
  return {
    application: config.application,
    environment: config.environment,
    objectives: objectivesOf(config),
    assumptions: config.assumptions,
    primaryRegion: config.regions.primary.name,
    recoveryRegion: config.regions.recovery.name,
  };
}
