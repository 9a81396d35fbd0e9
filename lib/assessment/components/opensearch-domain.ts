import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asBoolean } from '../read/value.ts';
import { deletionPolicy } from '../routes/deletion.ts';
import { otherSearchZones, promoteStandby, replaceSearchNode, replicaShards } from '../routes/opensearch.ts';
import { hourlySnapshot, otherDomain, rebuildIndex } from '../routes/opensearch-rebuild.ts';
import { regionDecision } from '../routes/region.ts';
import { assumed } from '../terms.ts';

/** A search domain: its indexes are taken for copies of what another store holds, unless the owner declares otherwise. */
export const openSearchDomain: ComponentKind = {
  kind: 'opensearch-domain',
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  recognise: (domain) => {
    const name = property(domain, 'DomainName');
    return { name: `search domain ${typeof name === 'string' ? name : domain.logicalId}`, state: 'derived' };
  },
  routes: (domain, disruption, context) => ROUTES[disruption](domain, context),
  serviceLevel: (domain) => {
    const on = (path: string) => asBoolean(property(domain, `ClusterConfig.${path}`)) === true;
    if (!on('MultiAZWithStandbyEnabled') && !on('ZoneAwarenessEnabled')) return undefined;
    const id = on('MultiAZWithStandbyEnabled') ? 'sla.opensearch.standby' : 'sla.opensearch';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (domain: Resource, context: ModelContext) => readonly Route[]> = {
  process: (domain, context) => [
    promoteStandby(domain),
    replicaShards(domain, context),
    replaceSearchNode(domain, context),
  ],
  node: (domain, context) => [
    promoteStandby(domain),
    replicaShards(domain, context),
    replaceSearchNode(domain, context),
  ],
  zone: (domain, context) => [
    promoteStandby(domain),
    otherSearchZones(domain, context),
    rebuildIndex(domain, context, [assumed(context, 'human.detect', 'detect')]),
  ],
  region: (domain, context) => [
    otherDomain(domain, context),
    rebuildIndex(domain, context, regionDecision(context)),
  ],
  corruption: (domain, context) => [hourlySnapshot(domain, context)],
  deletion: (domain, context) => [
    rebuildIndex(domain, context, [assumed(context, 'deletion.detect', 'detect')]),
    ...deletionPolicy(domain),
  ],
  compromise: (domain, context) => [
    rebuildIndex(domain, context, [assumed(context, 'compromise.detect', 'detect')]),
  ],
};
