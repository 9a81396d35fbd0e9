import { hostname } from 'node:os';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';

export interface ReplicaIdentity {
  /** Which release runs. */
  readonly version: string;
  /** The AWS region that it runs in. */
  readonly region: string | undefined;
}

/** Who reports: names of the OpenTelemetry semantic conventions for resources. */
export function replicaResource({ version, region }: ReplicaIdentity): Resource {
  return resourceFromAttributes({
    'service.name': 'holdfast-app',
    'service.version': version,
    // Host names of containers are random and processes restart within them.
    'service.instance.id': `${hostname()}:${process.pid}`,
    ...(region === undefined ? {} : { 'cloud.provider': 'aws', 'cloud.region': region }),
  });
}
