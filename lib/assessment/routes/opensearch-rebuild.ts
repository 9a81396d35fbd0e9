import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import { holdsRecord, lossWhenEmpty } from '../evidence/cache-loss.ts';
import type { Estimate, Route, Term } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, known, mend, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';

/** What a search domain loses when it is filled from its source again. */
export const rebuilt = (domain: Resource): Estimate =>
  lossWhenEmpty(domain, 'What an index holds is taken from its source again');

/** A domain of the recovery region, filled from the source there. */
export function otherDomain(domain: Resource, context: ModelContext): Route {
  const [id, name] = ['opensearch.recovery-region', 'fill the domain of the recovery region'];
  const [other] = inRecoveryRegion(context, domain.type);
  if (!other) {
    const change = mend(domain, 'DomainName', 'Deploy a domain in the recovery region');
    return blocked(id, name, unrecoverable('No domain stands in the recovery region.', change));
  }
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), assumed(context, 'search.rebuild', 'recover')),
    rpo: rebuilt(domain),
    afterDependencies: true,
    proof: [attributeOrigin(other, 'Type')],
  };
}

/** A new domain, and its indexes built again. The hourly snapshots go with the old one. */
export function rebuildIndex(domain: Resource, context: ModelContext, noticed: readonly Term[]): Route {
  return {
    id: 'opensearch.rebuild',
    name: 'deploy a domain again and build its indexes',
    rto: estimate(
      ...noticed,
      assumed(context, 'deploy.stack', 'recover'),
      assumed(context, 'search.rebuild', 'recover'),
    ),
    rpo: rebuilt(domain),
    afterDependencies: true,
    proof: [attributeOrigin(domain, 'Type')],
  };
}

/** The service's own snapshots lie with the domain: they undo damage, and outlive neither deletion nor region. */
export function hourlySnapshot(domain: Resource, context: ModelContext): Route {
  const noticed = assumed(context, 'corruption.detect', 'detect');
  return {
    id: 'opensearch.snapshot',
    name: 'restore the hourly snapshot before the damage',
    rto: estimate(
      noticed,
      assumed(context, 'human.restore', 'recover'),
      assumed(context, 'search.rebuild', 'recover'),
    ),
    rpo: holdsRecord(domain) ? estimate(known('opensearch.snapshots', 'recover'), noticed) : rebuilt(domain),
    proof: [attributeOrigin(domain, 'Type')],
  };
}
