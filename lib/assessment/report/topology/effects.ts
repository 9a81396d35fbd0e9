import type { Disruption } from '../../disruptions.ts';
import type { Assessment, Component, ComponentEstimate, Estimate } from '../../model.ts';
import { usedRoute } from '../compare.ts';
import { counterparts } from './counterparts.ts';

/**
 * What a disruption does to one node of the drawing.
 *
 * `lost`: no way back. `unproven`: the templates do not tell. `fails`: down until its own route has brought it back.
 * `stops`: sound, but something it needs is down. `degrades`: goes on without something it can spare.
 * `takes-over`: stands in the recovery region and serves instead. `serves`: goes on as before.
 */
export type EffectKind = 'lost' | 'unproven' | 'fails' | 'stops' | 'degrades' | 'takes-over' | 'serves';

/** The effect of one disruption on one node. */
export interface Effect {
  readonly kind: EffectKind;
  /** Recovery time of its own route, where that is an estimate. */
  readonly seconds?: number;
  /** Ids of the components it goes on without. */
  readonly without: readonly string[];
}

/** Kinds of effect in which a component does not answer. */
const DOWN: readonly EffectKind[] = ['lost', 'unproven', 'fails', 'stops'];

/**
 * What one disruption does to every component, by id, along hard and soft dependencies.
 *
 * A hard dependency that is down stops the component; a soft one degrades it, also when it fails by itself.
 */
export function effectsOf(assessment: Assessment, disruption: Disruption): ReadonlyMap<string, Effect> {
  const own = ownEffects(assessment, disruption);
  const stopped = spread(assessment, own);
  const kinds = new Map([...own].map(([id, effect]) => [id, stopped.has(id) ? 'stops' : effect.kind]));
  const gone = new Set(
    assessment.components
      .filter(({ region }) => disruption === 'region' && region === assessment.regions.primary)
      .map(({ id }) => id),
  );
  const spared = new Map<string, string[]>();
  for (const { from, to, strength } of assessment.dependencies) {
    if (strength !== 'soft' || gone.has(from) || !DOWN.includes(kinds.get(to) ?? 'serves')) continue;
    spared.set(from, [...(spared.get(from) ?? []), to]);
  }
  const result = new Map<string, Effect>();
  for (const [id, effect] of own) {
    const without = spared.get(id) ?? [];
    const kind = kinds.get(id) ?? effect.kind;
    result.set(id, { ...effect, kind: kind === 'serves' && without.length > 0 ? 'degrades' : kind, without });
  }
  return result;
}

function ownEffects(assessment: Assessment, disruption: Disruption): Map<string, Effect> {
  const replacing = new Set(disruption === 'region' ? standingIn(assessment) : []);
  const estimates = new Map(
    assessment.estimates
      .filter((estimate) => estimate.disruption === disruption)
      .map((estimate) => [estimate.component, estimate]),
  );
  return new Map(
    assessment.components.map((component) => [
      component.id,
      {
        without: [],
        ...(replacing.has(component.id)
          ? { kind: 'takes-over' as const }
          : ownEffect(assessment, component, estimates.get(component.id), disruption)),
      },
    ]),
  );
}

function ownEffect(
  assessment: Assessment,
  component: Component,
  estimate: ComponentEstimate | undefined,
  disruption: Disruption,
): Pick<Effect, 'kind' | 'seconds'> {
  const gone = disruption === 'region' && component.region === assessment.regions.primary;
  const best = estimate?.routes[usedRoute(estimate)];
  if (!best) return { kind: gone ? 'fails' : 'serves' };
  if (best.prevents) return { kind: 'serves' };
  const sides = [best.rto, best.rpo];
  if (sides.some(({ kind }) => kind === 'unrecoverable')) return { kind: 'lost' };
  if (sides.some(({ kind }) => kind === 'unknown')) return { kind: 'unproven' };
  const seconds = secondsOf(best.rto);
  return { kind: seconds > 0 || gone ? 'fails' : 'serves', seconds };
}

function secondsOf(estimate: Estimate): number {
  return estimate.kind === 'estimate' ? estimate.seconds : 0;
}

/** Components that are sound by themselves and stop because something they need does not answer. */
function spread(assessment: Assessment, own: ReadonlyMap<string, Effect>): ReadonlySet<string> {
  const down = new Set([...own].filter(([, { kind }]) => DOWN.includes(kind)).map(([id]) => id));
  const stopped = new Set<string>();
  const needing = new Map<string, string[]>();
  for (const { from, to, strength } of assessment.dependencies) {
    if (strength === 'hard') needing.set(to, [...(needing.get(to) ?? []), from]);
  }
  const queue = [...down];
  for (const id of queue) {
    for (const from of needing.get(id) ?? []) {
      if (down.has(from) || own.get(from)?.kind !== 'serves') continue;
      down.add(from);
      stopped.add(from);
      queue.push(from);
    }
  }
  return stopped;
}

/** Recovery-region components that a region route in use rests on. */
function standingIn(assessment: Assessment): readonly string[] {
  return counterparts(assessment)
    .filter(({ proven }) => proven)
    .map(({ id }) => id);
}
