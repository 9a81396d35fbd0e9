import {
  measuredAssumptions,
  parseMeasurements,
  withMeasuredOrigins,
  withMeasuredRecoveries,
} from '../../../lib/assessment/measured.ts';
import type { Drills } from './no-drills.ts';
import { readStructured } from './structured-file.ts';

/**
 * Reads drill records.
 *
 * @throws BadInput or MeasuredError that names the file and what is wrong in it
 */
export function readDrills(files: readonly string[]): Drills {
  const measurements = files.flatMap((file) =>
    parseMeasurements(readStructured(file, 'drill records'), file),
  );
  return {
    assumptions: measuredAssumptions(measurements),
    beside: (assessment) =>
      withMeasuredRecoveries(withMeasuredOrigins(assessment, measurements), measurements),
  };
}
