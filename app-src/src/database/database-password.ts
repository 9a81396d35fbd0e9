import { Signer } from '@aws-sdk/rds-signer';
import type { DatabaseConfig } from '../config/app-config.ts';

/**
 * The password for a new connection: fixed, or a function that signs a fresh token. A token is valid for 15 minutes and is asked
 * for only while connecting, so each new connection signs its own.
 */
export function databasePassword(config: DatabaseConfig): string | (() => Promise<string>) {
  if (config.credentials.kind === 'password') {
    return config.credentials.password;
  }
  const signer = new Signer({
    hostname: config.host,
    port: config.port,
    username: config.user,
    region: config.credentials.region,
  });
  return () => signer.getAuthToken();
}
