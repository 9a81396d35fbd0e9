import { mistakeDrills } from './definitions/mistakes.ts';
import { placeDrills } from './definitions/places.ts';
import { processDrills } from './definitions/processes.ts';
import { releaseDrills } from './definitions/releases.ts';
import { storeDrills } from './definitions/stores.ts';
import { surroundingDrills } from './definitions/surroundings.ts';
import type { Drill } from './drill.ts';

/** Every drill, in the order in which `drill all` runs them: what loses everything comes last. */
export const DRILLS: readonly Drill[] = [
  ...processDrills,
  ...storeDrills,
  ...surroundingDrills,
  ...releaseDrills,
  ...mistakeDrills,
  ...placeDrills,
];

/** The drill of a name. */
export function findDrill(name: string): Drill | undefined {
  return DRILLS.find((drill) => drill.name === name);
}
