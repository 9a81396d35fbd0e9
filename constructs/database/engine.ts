import {
  DatabaseInstanceEngine,
  type IInstanceEngine,
  type IParameterGroup,
  ParameterGroup,
  PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { serves } from '../traceability.ts';

export const POSTGRES_PORT = 5432;

/** Logs that RDS for PostgreSQL can export. */
export const LOG_EXPORTS = ['postgresql', 'upgrade'];

export function databaseEngine(config: PlatformConfig): IInstanceEngine {
  const { engineVersion } = config.database;
  const [major = ''] = engineVersion.split('.');
  return DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.of(engineVersion, major) });
}

export interface DatabaseParameterGroupProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * The same settings, under the same literal name, in both regions: what is promoted or restored in the recovery region
 * behaves as the primary did.
 */
export function databaseParameterGroup(
  scope: Construct,
  id: string,
  props: DatabaseParameterGroupProps,
): IParameterGroup {
  const group = ParameterGroup.forInstance(scope, id, {
    engine: databaseEngine(props.config),
    name: props.names.databaseParameterGroup,
    description: `PostgreSQL settings of ${props.names.prefix}`,
    parameters: {
      max_connections: String(props.config.database.maxConnections),
      'rds.force_ssl': '1',
      shared_preload_libraries: 'pg_stat_statements,auto_explain',
      'pg_stat_statements.track': 'top',
      log_min_duration_statement: '50',
      // The plan of whatever misses criterion B5; timing every node of every plan would itself cost.
      'auto_explain.log_min_duration': '50',
      'auto_explain.log_analyze': '0',
      log_lock_waits: '1',
      track_io_timing: '1',
      // An abandoned transaction would hold a pooled connection and its locks for ever. Milliseconds.
      idle_in_transaction_session_timeout: '60000',
    },
  });
  serves(group, { criteria: ['B5', 'B6'], controls: ['NIST 800-53r5 SC-8', 'ISO 27001 A.8.24'] });
  return group;
}
