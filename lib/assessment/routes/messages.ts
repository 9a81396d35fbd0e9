import type { ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import type { FactId } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import type { Resource } from '../read/graph.ts';
import { outlivesRegion, takeOver } from './managed.ts';
import { severalZones } from './several-zones.ts';
import { deployAgain } from './stateless.ts';

/** Ways back of a managed service that holds data in flight: what waits in it is lost with its region or its deletion. */
export function messageRoutes(
  resource: Resource,
  disruption: Disruption,
  context: ModelContext,
  more: { readonly id: string; readonly noun: string; readonly zones: FactId; readonly loss: Estimate },
): readonly Route[] | 'untouched' {
  switch (disruption) {
    case 'zone':
      return [severalZones(resource, `${more.id}.zones`, more.zones)];
    case 'region':
      if (outlivesRegion(resource, context)) return 'untouched';
      return [
        takeOver(resource, context, { id: `${more.id}.recovery-region`, noun: more.noun, loss: more.loss }),
      ];
    case 'deletion':
      return [{ ...deployAgain(resource, context, 'deletion.detect'), rpo: more.loss }];
    case 'compromise':
      return [{ ...deployAgain(resource, context, 'compromise.detect'), rpo: more.loss }];
    default:
      return 'untouched';
  }
}
