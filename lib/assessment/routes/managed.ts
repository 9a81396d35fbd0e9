import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, mend, nothing, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';
import { nothingKept } from './stateless.ts';

/** A resource of another region, such as one beside a distribution in us-east-1, outlives the loss of the primary one. */
export function outlivesRegion(resource: Resource, context: ModelContext): boolean {
  return resource.stack.region !== context.primaryRegion;
}

/**
 * A resource of the same type in the recovery region takes over once the region is given up. Whatever recovers there
 * waits for that decision; what recovers at the same time shares it, so the roll-up counts it once.
 */
export function takeOver(
  resource: Resource,
  context: ModelContext,
  more: {
    readonly id: string;
    readonly noun: string;
    readonly loss?: Estimate;
    /** Replaces `use the <noun> of the recovery region`. */
    readonly name?: string;
    /** Tells a counterpart from a resource of the same type that does something else. */
    readonly counts?: (other: Resource) => boolean;
  },
): Route {
  const name = more.name ?? `use the ${more.noun} of the recovery region`;
  const counterpart = inRecoveryRegion(context, resource.type).find((other) => more.counts?.(other) ?? true);
  if (!counterpart) {
    return blocked(
      more.id,
      name,
      unrecoverable(
        `No ${more.noun} is deployed in the recovery region.`,
        mend(resource, 'Type', `Deploy the ${more.noun} in the recovery region`),
      ),
    );
  }
  const proof = [attributeOrigin(counterpart, 'Type')];
  return {
    id: more.id,
    name,
    rto: estimate(...regionDecision(context), nothing('It is there', ...proof)),
    rpo: more.loss ?? nothingKept(resource),
    proof,
  };
}

/** A release that does harm is taken back by hand: nothing in the template does it by itself. */
export function releaseBefore(resource: Resource, context: ModelContext, id: string): Route {
  return {
    id,
    name: 'a person deploys the previous release',
    rto: estimate(assumed(context, 'human.detect', 'detect'), assumed(context, 'human.restore', 'recover')),
    rpo: nothingKept(resource),
    proof: [attributeOrigin(resource, 'Type')],
  };
}
