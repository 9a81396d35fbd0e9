import type { CfnPolicyProps } from 'aws-cdk-lib/aws-resiliencehubv2';
import type { Disruption } from '../../lib/assessment/disruptions.ts';
import { objectivesOf } from '../../lib/config/objectives.ts';
import type { PlatformConfig, Strategy } from '../../lib/config/platform-config.ts';

/** How Resilience Hub calls what each strategy keeps alive. */
const REGION_APPROACH: Readonly<Record<Strategy, string>> = {
  'backup-restore': 'BACKUP_AND_RESTORE',
  'pilot-light': 'PILOT_LIGHT',
  'warm-standby': 'WARM_STANDBY',
};

/** What a policy asks for; a disruption without an objective asks for nothing. */
export type PolicyTargets = Pick<
  CfnPolicyProps,
  'availabilitySlo' | 'multiAz' | 'multiRegion' | 'dataRecovery'
>;

/** The configured objectives in the words and minutes of Resilience Hub, rounded to the stricter minute. */
export function policyTargets(config: PlatformConfig): PolicyTargets {
  const { availabilityPercent } = objectivesOf(config);
  const zone = minutes(config, 'zone');
  const region = minutes(config, 'region');
  // Both are mended from backups alone, so what either may lose is how far apart these may lie.
  const betweenBackups = [minutes(config, 'corruption'), minutes(config, 'deletion')].flatMap(
    (objective) => objective?.rpoInMinutes ?? [],
  );
  return {
    availabilitySlo: { target: availabilityPercent },
    ...(zone && {
      multiAz: {
        ...zone,
        disasterRecoveryApproach: config.database.multiAz ? 'HOT_STANDBY' : 'BACKUP_AND_RESTORE',
      },
    }),
    ...(region && { multiRegion: { ...region, disasterRecoveryApproach: REGION_APPROACH[config.strategy] } }),
    ...(betweenBackups.length > 0 && {
      dataRecovery: { timeBetweenBackupsInMinutes: Math.min(...betweenBackups) },
    }),
  };
}

function minutes(config: PlatformConfig, disruption: Disruption) {
  const objective = objectivesOf(config).perDisruption[disruption];
  return (
    objective && {
      rtoInMinutes: Math.floor(objective.rtoSeconds / 60),
      rpoInMinutes: Math.floor(objective.rpoSeconds / 60),
    }
  );
}
