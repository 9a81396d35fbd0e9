import type { ModelContext } from '../component-kind.ts';
import { canaryOf } from '../evidence/verifiers.ts';
import { evaluationSeconds } from '../evidence/watching-alarm.ts';
import type { Term } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { assumed, computed } from '../terms.ts';

/**
 * How long damage to a store goes unseen: what its integrity canary and the alarm on it take, where the templates show
 * that both work, and until a person has understood; else the assumption. What a drill measured goes before both.
 */
export function noticedDamage(store: Resource, context: ModelContext): readonly Term[] {
  const assumption = assumed(context, 'corruption.detect', 'detect');
  if (context.assume('corruption.detect').overridden) return [assumption];
  const canary = canaryOf(store, context.graph);
  const evaluation = canary && evaluationSeconds(canary.alarm);
  if (canary === undefined || evaluation === undefined) return [assumption];
  const { schedule, lambda, alarm, gapSeconds, runSeconds } = canary;
  return [
    computed(
      'The integrity canary finds broken checksums, references or missing rows, and its alarm rings, within',
      'detect',
      gapSeconds + runSeconds + evaluation,
      `every ${gapSeconds} s + run of ${runSeconds} s at most + alarm after ${evaluation} s`,
      [
        originOf(schedule, 'ScheduleExpression'),
        originOf(lambda, 'Timeout'),
        originOf(alarm, 'Period'),
        originOf(alarm, 'EvaluationPeriods'),
      ],
    ),
    assumed(context, 'human.detect', 'detect'),
  ];
}
