import type { ModelContext } from '../component-kind.ts';
import { isEncrypted, keyRegion } from '../evidence/keys.ts';
import type { Estimate, Term } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { assumed, mend, unreadable, unrecoverable } from '../terms.ts';

/** Losing a region is noticed and decided by people. */
export function regionDecision(context: ModelContext): Term[] {
  return [assumed(context, 'human.detect', 'detect'), assumed(context, 'human.decide', 'decide')];
}

/** Why a copy of an encrypted database cannot be used in `region`, or undefined when it can. */
export function withoutKey(
  source: Resource,
  context: ModelContext,
  keyPath: string,
  region: string,
  holder = source,
): Estimate | undefined {
  if (!isEncrypted(source)) return undefined;
  const key = property(holder, keyPath);
  const place = keyRegion(key, context.graph);
  if (place === region) return undefined;
  const change = mend(holder, keyPath, `Set ${keyPath} to a KMS key of ${region}`);
  if (key === undefined)
    return unrecoverable(
      `An encrypted copy in ${region} needs a key of ${region}, and none is given.`,
      change,
    );
  return place === undefined
    ? unreadable(holder, keyPath)
    : unrecoverable(
        `The copy in ${region} is encrypted with a key of ${place}, which is lost with it.`,
        change,
      );
}
