import type { ModelContext } from '../component-kind.ts';
import { holdsRecord } from '../evidence/cache-loss.ts';
import { fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, asNumber, Unresolved } from '../read/value.ts';
import {
  assumed,
  blocked,
  estimate,
  known,
  mend,
  nothing,
  unknown,
  unreadable,
  unrecoverable,
} from '../terms.ts';
import { rebuilt } from './opensearch-rebuild.ts';

const COUNT = 'ClusterConfig.InstanceCount';
const AWARE = 'ClusterConfig.ZoneAwarenessEnabled';
const ZONES = 'ClusterConfig.ZoneAwarenessConfig.AvailabilityZoneCount';
const STANDBY = 'ClusterConfig.MultiAZWithStandbyEnabled';

/** Whether an index has replicas is a setting of the index, which no template shows. */
const onReplicas = (domain: Resource): Estimate =>
  holdsRecord(domain)
    ? unknown('Whether every index keeps a replica is set in the index and not in the template.')
    : rebuilt(domain);

/** Two zones serve and a third stands by with a whole copy of the data: no index can be without. */
export function promoteStandby(domain: Resource): Route {
  const [id, name] = ['opensearch.standby', 'promote the standby zone'];
  const standby = property(domain, STANDBY);
  const proof = [originOf(domain, STANDBY)];
  if (standby instanceof Unresolved) return blocked(id, name, unreadable(domain, STANDBY), proof);
  if (asBoolean(standby) !== true) {
    const change = mend(domain, STANDBY, 'Set MultiAZWithStandbyEnabled to true, with nodes in three zones');
    return blocked(id, name, unrecoverable('The domain has no standby zone.', change), proof);
  }
  return {
    id,
    name,
    rto: estimate(known('opensearch.standby', 'recover')),
    rpo: lossOnStandby(domain),
    proof,
  };
}

function lossOnStandby(domain: Resource): Estimate {
  return estimate(
    nothing('Each write is on the standby zone too', fact('opensearch.standby'), originOf(domain, STANDBY)),
  );
}

export function replicaShards(domain: Resource, context: ModelContext): Route {
  const [id, name] = ['opensearch.replica-shards', 'serve from the replica shards on the other nodes'];
  const proof = [originOf(domain, COUNT)];
  const count = property(domain, COUNT);
  if (count instanceof Unresolved) return blocked(id, name, unreadable(domain, COUNT), proof);
  if ((asNumber(count) ?? 1) < 2) {
    const change = mend(domain, COUNT, 'Set ClusterConfig.InstanceCount to at least 2');
    return blocked(id, name, unrecoverable('There is one data node.', change), proof);
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'search.failOver', 'recover')),
    rpo: onReplicas(domain),
    proof,
  };
}

/** The service replaces a node; its volume, or a replica, has the shards. */
export function replaceSearchNode(domain: Resource, context: ModelContext): Route {
  return {
    id: 'opensearch.replace-node',
    name: 'replace the node',
    rto: estimate(assumed(context, 'search.replaceNode', 'recover')),
    rpo: onReplicas(domain),
    proof: [attributeOrigin(domain, 'Type')],
  };
}

/** Of two zones one holds most of the nodes that elect: losing it stops the domain. Three zones outlive any one. */
export function otherSearchZones(domain: Resource, context: ModelContext): Route {
  const [id, name] = ['opensearch.other-zones', 'serve from the other zones'];
  const proof = [originOf(domain, AWARE), originOf(domain, ZONES), originOf(domain, COUNT)];
  const unread = [AWARE, ZONES, COUNT].find((path) => property(domain, path) instanceof Unresolved);
  if (unread !== undefined) return blocked(id, name, unreadable(domain, unread), proof);
  if (asBoolean(property(domain, AWARE)) !== true) {
    const change = mend(domain, AWARE, 'Set ZoneAwarenessEnabled to true, with three zones');
    return blocked(id, name, unrecoverable('All nodes stand in one zone.', change), proof);
  }
  // Two zones unless the template says three.
  if ((asNumber(property(domain, ZONES)) ?? 2) < 3) {
    const change = mend(domain, ZONES, 'Set AvailabilityZoneCount to 3');
    const why = 'Of two zones one holds most of the voting nodes, and losing it stops the domain.';
    return blocked(id, name, unrecoverable(why, change), proof);
  }
  if ((asNumber(property(domain, COUNT)) ?? 1) < 3) {
    const change = mend(domain, COUNT, 'Set ClusterConfig.InstanceCount to at least 3');
    return blocked(id, name, unrecoverable('There are fewer data nodes than zones.', change), proof);
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'search.failOver', 'recover')),
    rpo: onReplicas(domain),
    proof,
  };
}
