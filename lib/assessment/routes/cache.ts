import type { ModelContext } from '../component-kind.ts';
import { holdsRecord, lossWhenEmpty } from '../evidence/cache-loss.ts';
import type { Route, Term } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { assumed, estimate } from '../terms.ts';
import { takeOver } from './managed.ts';
import { regionDecision } from './region.ts';
import { dailySnapshot } from './snapshots.ts';

/** A node that comes back empty. */
export function replaceNode(cache: Resource, context: ModelContext): Route {
  return {
    id: 'elasticache.replace-node',
    name: 'replace the node, empty',
    rto: estimate(assumed(context, 'cache.create', 'recover')),
    rpo: lossWhenEmpty(cache),
    proof: [attributeOrigin(cache, 'Type')],
  };
}

/** A cache of the same type that runs in the recovery region. */
export function otherRegion(cache: Resource, context: ModelContext): Route {
  return takeOver(cache, context, {
    id: 'elasticache.recovery-region',
    noun: 'cache',
    name: 'use the empty cache of the recovery region',
    loss: lossWhenEmpty(cache),
  });
}

/** What is lost with its stack or region is deployed again, empty, once the loss is noticed. */
export function createAgain(cache: Resource, context: ModelContext, noticed: readonly Term[]): Route {
  return {
    id: 'cdk.deploy',
    name: 'deploy an empty cache from source',
    rto: estimate(...noticed, assumed(context, 'deploy.stack', 'recover')),
    rpo: lossWhenEmpty(cache),
    proof: [attributeOrigin(cache, 'Type')],
  };
}

/** The caches' ways back from what takes more than a node, the same for every kind. */
export const cacheLost = {
  region: (cache: Resource, context: ModelContext): readonly Route[] => [
    otherRegion(cache, context),
    createAgain(cache, context, regionDecision(context)),
  ],
  deletion: (cache: Resource, context: ModelContext): readonly Route[] => [
    createAgain(cache, context, [assumed(context, 'deletion.detect', 'detect')]),
  ],
  compromise: (cache: Resource, context: ModelContext): readonly Route[] => [
    createAgain(cache, context, [assumed(context, 'compromise.detect', 'detect')]),
  ],
};

/** Damage in a cache goes with its content; one that is the record needs its daily snapshot. */
export function cacheDamage(cache: Resource, context: ModelContext): readonly Route[] | 'untouched' {
  if (!holdsRecord(cache)) return 'untouched';
  return [
    dailySnapshot(cache, context, {
      id: 'elasticache.snapshot',
      path: 'SnapshotRetentionLimit',
      restore: [assumed(context, 'human.restore', 'recover'), assumed(context, 'cache.create', 'recover')],
    }),
  ];
}
