import { formatAge } from '../../../../lib/duration.ts';
import type { PartState, PartStatus } from '../../../processes/part.ts';
import { sum } from '../../error-budget.ts';
import { latencySeconds } from '../../traffic.ts';
import { groupsOf } from '../groups.ts';
import type { LiveView } from '../live-view.ts';
import { count, secondsBetween } from '../numbers.ts';

/** A box of the drawing. */
export interface TopologyNode {
  readonly name: string;
  readonly role: string;
  readonly state: PartState;
  /** One more line. */
  readonly fact: string;
}

/** What the drawing shows, before it has places. */
export interface TopologyNodes {
  readonly users: TopologyNode;
  readonly balancer: TopologyNode | undefined;
  readonly app: readonly TopologyNode[];
  readonly postgres: readonly TopologyNode[];
  readonly redis: readonly TopologyNode[];
  readonly peers: readonly TopologyNode[];
  readonly archive: TopologyNode | undefined;
}

/** Makes the boxes out of what is known. */
export function topologyNodes({ look, traffic, now }: LiveView): TopologyNodes {
  const { balancer, app, postgres, redis, peers } = groupsOf(look?.status.parts ?? []);
  const recent = traffic.seconds.slice(-latencySeconds);
  const { requests, errors } = sum(recent);
  const rate = requests / Math.max(1, recent.length);
  const failing = errors > 0 ? `${count(errors)} of ${count(requests)} failed` : 'nobody gets errors';
  const node = (part: PartStatus, fact: string): TopologyNode => ({
    ...{ name: part.name, role: part.role, state: part.state },
    fact: part.state === 'running' ? fact : (part.detail ?? since(part, now)),
  });
  const synchronous = look?.database?.synchronous;
  return {
    users: {
      ...{ name: 'Users', role: `${count(rate)} requests/s` },
      state: errors > 0 ? 'unhealthy' : 'running',
      fact: requests === 0 ? 'none at the moment' : failing,
    },
    balancer: balancer && node(balancer, `port ${balancer.port}`),
    app: app.map((part) => node(part, `${count(traffic.replicas.get(part.port ?? 0) ?? 0)} answers/s`)),
    postgres: postgres.map((part) =>
      node(
        part,
        part.role === 'primary'
          ? synchronous === false
            ? 'commits alone'
            : 'commits on both'
          : synchronous === false
            ? 'catches up'
            : 'has every commit',
      ),
    ),
    redis: redis.map((part) => node(part, part.role === 'primary' ? 'takes writes' : 'follows')),
    peers: peers.map((part) => node(part, `port ${part.port}`)),
    archive: archive(look?.database, now),
  };
}

function archive(database: NonNullable<LiveView['look']>['database'], now: Date): TopologyNode | undefined {
  if (database === undefined) return undefined;
  const { archivedAt, archiveFailingSince: failing } = database;
  const age = archivedAt && formatAge(secondsBetween(archivedAt, now));
  return {
    ...{ name: 'WAL archive', role: 'backups' },
    state: failing === undefined ? 'running' : 'unhealthy',
    fact:
      failing !== undefined
        ? `fails for ${formatAge(secondsBetween(failing, now))}`
        : age === undefined
          ? 'no segment yet'
          : `newest segment ${age} old`,
  };
}

function since({ since: at }: PartStatus, now: Date): string {
  return `for ${formatAge(secondsBetween(at, now))}`;
}
