import type { PartState, PartStatus } from '../processes/part.ts';
import type { RedisController } from './controller.ts';
import type { RedisServer } from './server.ts';

export interface RedisStatusParts {
  readonly name: string;
  readonly port: number;
  readonly server: RedisServer | undefined;
  /** `undefined`: the pair is stopped. */
  readonly controller: RedisController | undefined;
  /** Since when it has been in a state. */
  readonly since: (state: PartState) => string;
}

/** What `status` shows of one server. */
export function redisStatus({ name, port, server, controller, since }: RedisStatusParts): PartStatus {
  const primary = controller?.primary === server && server !== undefined;
  const trouble = primary ? controller?.primaryTrouble : controller?.replicaTrouble;
  const state = stateOf(server, controller, trouble);
  return {
    ...{ name, role: primary ? 'primary' : 'replica', state, port },
    since: since(state),
    restarts: server?.restarts ?? 0,
    ...(server?.pid === undefined ? {} : { pid: server.pid }),
    ...(controller === undefined || trouble === undefined ? {} : { detail: trouble }),
  };
}

function stateOf(
  server: RedisServer | undefined,
  controller: RedisController | undefined,
  trouble: string | undefined,
): PartState {
  if (!server?.running) {
    return controller === undefined ? 'stopped' : 'failed';
  }
  return trouble === undefined ? 'running' : 'unhealthy';
}
