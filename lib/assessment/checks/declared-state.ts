import { DISRUPTIONS } from '../disruptions.ts';
import { isReadable, stateWritten } from '../evidence/declared-state.ts';
import type { Finding } from '../model.ts';
import type { Check } from './check.ts';

/** A declared state that is none of the three words decides nothing, so nothing rests on it. */
export const readableDeclaredState: Check = (_context, components) =>
  components.flatMap(({ id, name, resource }): Finding[] => {
    const written = stateWritten(resource);
    if (written === undefined || isReadable(written)) return [];
    return [
      {
        rule: 'declared-state',
        severity: 'unproven',
        disruptions: [...DISRUPTIONS],
        criteria: ['D6'],
        component: id,
        message: `The metadata of ${name} declares the state ${JSON.stringify(written)}, which is none of 'system of record', 'derived' and 'none'; it is taken for a system of record.`,
        mends: [
          {
            stack: resource.stack.name,
            logicalId: resource.logicalId,
            constructPath: resource.constructPath,
            property: 'Metadata.Holdfast.State',
            change: "Set Metadata.Holdfast.State to 'system of record', 'derived' or 'none'",
          },
        ],
      },
    ];
  });
