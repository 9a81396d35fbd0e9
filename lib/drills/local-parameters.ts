import type { Parameter } from './local-parameters/parameter.ts';
import { people } from './local-parameters/people.ts';
import { serving } from './local-parameters/serving.ts';
import { losses, stores } from './local-parameters/stores.ts';
import type { LocalSettings } from './local-settings.ts';

/** The platform of this machine in the model's terms. */
export interface LocalParameters {
  /** Kinds of components of the model that the platform has, with what stands for them. The others have no counterpart. */
  readonly counterparts: Readonly<Record<string, string>>;
  /** Routes of the model that the platform does not have, with the reason. */
  readonly absentRoutes: Readonly<Record<string, string>>;
  /** By the origin that decides a term of a recovery time, see `decidingOrigin`. */
  readonly rto: Readonly<Record<string, Parameter>>;
  /** By the origin that decides a term of a data loss. */
  readonly rpo: Readonly<Record<string, Parameter>>;
}

const counterparts = {
  'load-balancer': 'HAProxy',
  'ecs-service': 'the replicas of the app under the supervisor',
  'rds-instance': 'PostgreSQL with its synchronous standby',
  'rds-proxy': 'the load balancer’s port for PostgreSQL',
  'elasticache-replication-group': 'Redis with its replica',
};

const absentRoutes = {
  'rds.promote-replica':
    'Nothing follows the database in the recovery region’s folder: it holds backups and the archived log, and no read replica.',
};

/**
 * Translates the settings of the local platform into counterparts of the model's numbers. A bound that a setting gives counts at its worse
 * end; what no setting bounds is assumed and says so. A number of the model that is not named here has no counterpart, and what rests on it
 * is unknown.
 */
export function localParameters(settings: LocalSettings): LocalParameters {
  return {
    counterparts,
    absentRoutes,
    rto: { ...people(settings), ...stores(settings), ...serving(settings) },
    rpo: losses(settings),
  };
}
