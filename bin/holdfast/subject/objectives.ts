import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import type { Objectives } from '../../../lib/assessment/model.ts';
import { parseDuration } from '../../../lib/duration.ts';
import { BadInput } from '../bad-input.ts';

const HOUR = 3600;

/** What is judged when nobody declares anything. Compromise is for its owner to declare: no default fits both a shop and a bank. */
export const DEFAULT_OBJECTIVES: Objectives = {
  availabilityPercent: 99.9,
  perDisruption: Object.fromEntries(
    DISRUPTIONS.filter((disruption) => disruption !== 'compromise').map((disruption) => [
      disruption,
      { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR },
    ]),
  ),
};

/** Flags that replace declared objectives. */
export interface ObjectiveFlags {
  readonly objectives?: string;
  readonly rto?: string;
  readonly rpo?: string;
  readonly availability?: string;
}

/**
 * The objectives in force: the file's or those that were declared with the templates, with single flags put over them.
 * `--rto` and `--rpo` move every disruption that has an objective.
 *
 * @throws BadInput with a sentence that names the wrong value
 */
export function objectivesOf(flags: ObjectiveFlags, base: Objectives = DEFAULT_OBJECTIVES): Objectives {
  const rto = flags.rto === undefined ? undefined : duration(flags.rto, '--rto', '4h');
  const rpo = flags.rpo === undefined ? undefined : duration(flags.rpo, '--rpo', '1h');
  const perDisruption = Object.fromEntries(
    Object.entries(base.perDisruption).map(([disruption, { rtoSeconds, rpoSeconds }]) => [
      disruption,
      { rtoSeconds: rto ?? rtoSeconds, rpoSeconds: rpo ?? rpoSeconds },
    ]),
  );
  return {
    availabilityPercent:
      flags.availability === undefined ? base.availabilityPercent : percent(flags.availability),
    perDisruption,
  };
}

/** Seconds of a duration that a person wrote at `place`. */
export function duration(text: string, place: string, example: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds === 0) {
    throw new BadInput(
      `${place} is "${text}"; write a duration above zero, such as ${example}, 30m or 1d12h.`,
    );
  }
  return seconds;
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 100)) {
    throw new BadInput(`--availability is "${text}"; write percent between 0 and 100, such as 99.9.`);
  }
  return value;
}
