import type { Disruption } from '../assessment/disruptions.ts';
import type {
  Assessment,
  Component,
  ComponentEstimate,
  DisruptionResult,
  Judged,
} from '../assessment/model.ts';
import { rollUp } from '../assessment/rollup.ts';
import type { LocalParameters } from './local-parameters.ts';
import { type LocalRoute, localRoute } from './local-route.ts';

/** What a prediction needs to know of a drill. */
export interface Predictable {
  readonly name: string;
  /** Absent when what happens is none of the model's disruptions: then {@link Predictable.notModelled} says why. */
  readonly disruption?: Disruption | undefined;
  /** The kind of component that is hit, such as `rds-instance`. Absent when the whole platform is. */
  readonly component?: string | undefined;
  /** Routes of the model that this drill closes beyond its disruption, such as the replica when both cache nodes are lost. */
  readonly closedRoutes?: readonly string[] | undefined;
  /** Why the model has no number, as a sentence. */
  readonly notModelled?: string | undefined;
}

/** One addend of a prediction: what the model counts on AWS, and its counterpart here. */
export interface PredictedTerm {
  readonly name: string;
  /** Seconds on the platform of this machine; absent without a counterpart. */
  readonly seconds?: number | undefined;
  /** Seconds that the model counts on AWS. */
  readonly modelSeconds: number;
  /** The fact, assumption or property that the model's number rests on: what the local one replaces. */
  readonly origin: string;
  /** How the local seconds follow, such as `3 x 2 s`. */
  readonly formula?: string | undefined;
  /** Where the local seconds come from: a setting of the platform, or an assumption and its reason. */
  readonly source: string;
}

/** A predicted duration. */
export interface PredictedTotal {
  /** Absent when unknown, which is never a pass. */
  readonly seconds?: number | undefined;
  /** What the model predicts for the same on AWS; absent when it has no number. */
  readonly modelSeconds?: number | undefined;
  readonly terms: readonly PredictedTerm[];
  /** Why there is no number, or why it is none at all. */
  readonly reason?: string | undefined;
}

/** What the recovery model predicts for a drill on this machine. */
export type Prediction =
  | {
      readonly kind: 'predicted';
      readonly disruption: Disruption;
      /** The components that take part and the ways back they use, e.g. `rds.fail-over`. */
      readonly routes: readonly {
        readonly component: string;
        readonly route: string;
        readonly name: string;
      }[];
      readonly rto: PredictedTotal;
      readonly rpo: PredictedTotal;
      /** Where this machine differs from the templates, in sentences. */
      readonly differences: readonly string[];
    }
  | { readonly kind: 'not modelled'; readonly reason: string };

/**
 * Predicts a drill from the same model as the verdict: the ways back are those that the assessment of the templates proves, each of their
 * numbers is replaced by its local counterpart, and the same roll-up adds them up. A number without a counterpart makes the sum unknown.
 */
export function predict(drill: Predictable, assessment: Assessment, parameters: LocalParameters): Prediction {
  const { disruption, component: kind, closedRoutes = [] } = drill;
  if (disruption === undefined) {
    const reason = drill.notModelled ?? 'It is none of the disruptions that the model knows.';
    return { kind: 'not modelled', reason };
  }
  const hit = assessment.components.filter(
    (component) =>
      component.primary &&
      Object.hasOwn(parameters.counterparts, component.kind) &&
      (kind === undefined || component.kind === kind),
  );
  const estimates = hit.flatMap((component) => {
    const estimate = estimateOf(assessment, component, disruption);
    return estimate === undefined ? [] : [{ component, estimate }];
  });
  const ways = estimates.map(({ component, estimate }) =>
    localRoute(component, estimate, closedRoutes, parameters),
  );
  const routes = ways.filter((way) => 'route' in way);
  // A component that is hit alone is judged by itself, also one that the service can do without.
  const scope = kind === undefined ? assessment : { ...assessment, components: hit, dependencies: [] };
  const local = rowOf(
    scope,
    disruption,
    routes.map(({ component, route }) => ({
      ...{ component: component.id, disruption },
      ...{ routes: [route], best: route },
    })),
  );
  const model = rowOf(
    scope,
    disruption,
    assessment.estimates.map((one) => {
      const best = one.routes.find(({ id }) => !closedRoutes.includes(id));
      return {
        component: one.component,
        disruption: one.disruption,
        routes: one.routes,
        ...(best && { best }),
      };
    }),
  );
  const why =
    hit.length === 0
      ? `The templates have no ${kind ?? 'component that has a counterpart here'}.`
      : routes.length < ways.length
        ? 'No way back that the model knows is open here.'
        : undefined;
  const total = (side: 'rto' | 'rpo'): PredictedTotal => ({
    ...(why === undefined ? totalOf(local[side], side, routes) : { terms: [], reason: why }),
    ...(model[side].estimate.kind === 'estimate' ? { modelSeconds: model[side].estimate.seconds } : {}),
  });
  return {
    kind: 'predicted',
    disruption,
    routes: routes.map(({ component, route: { id, name } }) => ({
      component: component.id,
      route: id,
      name,
    })),
    rto: total('rto'),
    rpo: total('rpo'),
    differences: [...ways.flatMap(({ passedOver }) => passedOver), ...leftOut(drill, assessment, parameters)],
  };
}

function estimateOf(
  { estimates }: Assessment,
  { id }: Component,
  disruption: Disruption,
): ComponentEstimate | undefined {
  return estimates.find((one) => one.component === id && one.disruption === disruption);
}

function rowOf(
  { components, dependencies, objectives }: Assessment,
  disruption: Disruption,
  estimates: readonly ComponentEstimate[],
): DisruptionResult {
  const rows = rollUp(components, dependencies, estimates, objectives);
  const row = rows.find((one) => one.disruption === disruption);
  if (row === undefined) throw new Error(`The roll-up has no row for ${disruption}.`);
  return row;
}

function totalOf(
  { estimate, limiting }: Judged,
  side: 'rto' | 'rpo',
  routes: readonly LocalRoute[],
): PredictedTotal {
  const all = routes.flatMap((route) => route[side].terms);
  if (estimate.kind === 'estimate') {
    const terms = estimate.terms.flatMap((term) => all.find((one) => one.term === term)?.predicted ?? []);
    return {
      seconds: estimate.seconds,
      terms,
      ...(limiting === undefined ? { reason: nothingAtStake[side] } : {}),
    };
  }
  const limits = routes.find(({ component }) => component.id === limiting?.component);
  return { terms: limits?.[side].terms.map(({ predicted }) => predicted) ?? [], reason: estimate.reason };
}

const nothingAtStake = {
  rto: 'The model sees no component that has to come back.',
  rpo: 'No system of record is hit, so no acknowledged write may be lost.',
};

function leftOut(
  { disruption, component }: Predictable,
  { components, estimates }: Assessment,
  { counterparts }: LocalParameters,
): string[] {
  if (component !== undefined) return [];
  const touched = new Set(
    estimates.filter((one) => one.disruption === disruption).map((one) => one.component),
  );
  const kinds = components
    .filter(({ id, kind }) => touched.has(id) && !Object.hasOwn(counterparts, kind))
    .map(({ kind }) => kind);
  return kinds.length === 0
    ? []
    : [`This machine has no ${[...new Set(kinds)].sort().join(', no ')}, so the prediction leaves them out.`];
}
