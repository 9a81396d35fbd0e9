import type { LocalSettings } from '../local-settings.ts';
import { type Parameter, summed } from './parameter.ts';

/** What a person does on AWS, a program does here. */
export function people({ noticedAfter, database }: LocalSettings): Record<string, Parameter> {
  const noticed: Parameter = {
    seconds: noticedAfter,
    source: 'The runner of drills begins the runbook within this time of the disruption.',
  };
  return {
    'human.detect': noticed,
    'deletion.detect': noticed,
    'corruption.detect': noticed,
    // The schedule of the integrity canary.
    ScheduleExpression: {
      seconds: 0,
      source: 'No canary looks here: the runner of drills does the damage, and knows of it.',
    },
    'human.decide': { seconds: 0, source: 'Nobody is asked: the drill is the decision.' },
    'human.restore': summed(
      'Assumed for the steps, which a program takes here: both servers end, and what was saved since is reconciled. A start waits so long for the standby.',
      [30, 'for the runbook’s steps'],
      [database.standbyPatience, 'for the standby'],
    ),
  };
}
