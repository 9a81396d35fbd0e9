import { type AssumptionId, resolveAssumptions } from './assumptions.ts';
import { availabilityOf } from './availability.ts';
import { bestFirst } from './best-route.ts';
import { breachedAvailability, breachedObjectives } from './breached-objectives.ts';
import { CHECKS } from './checks/index.ts';
import type { ComponentKind, ModelContext, ServiceLevel } from './component-kind.ts';
import { CARRIES_DATA_OR_TRAFFIC, COMPONENT_KINDS } from './components/index.ts';
import { DISRUPTIONS } from './disruptions.ts';
import { declaredState } from './evidence/declared-state.ts';
import { keysOf } from './evidence/key-use.ts';
import type {
  Assessment,
  Component,
  ComponentEstimate,
  Dependency,
  Finding,
  NotModelled,
  Objectives,
} from './model.ts';
import { compare, type Resource, ResourceGraph } from './read/graph.ts';
import type { StackTemplate } from './read/template.ts';
import { isDynamicReference, isRecord, Unresolved, type Value } from './read/value.ts';
import { rollUp, severityVerdict, withFindings, worst } from './rollup.ts';

/** What the templates alone do not say. */
export interface AssessOptions {
  readonly application: string;
  readonly environment: string;
  readonly objectives: Objectives;
  readonly assumptions?: Partial<Record<AssumptionId, number>>;
  readonly primaryRegion: string;
  readonly recoveryRegion?: string;
}

interface Recognised {
  readonly component: Component;
  readonly kind: ComponentKind;
  readonly resource: Resource;
}

/**
 * Computes RTO, RPO and availability per disruption from templates. Pure and deterministic: the same templates and
 * options give the same result, to the byte.
 */
export function assess(stacks: readonly StackTemplate[], options: AssessOptions): Assessment {
  const graph = new ResourceGraph(stacks);
  const assumptions = resolveAssumptions(options.assumptions);
  const context: ModelContext = {
    graph,
    primaryRegion: options.primaryRegion,
    recoveryRegion: options.recoveryRegion,
    assume: (id) => assumptions[id],
  };
  const recognised = recognise(context);
  const serving = recognised.filter(({ component }) => component.primary);
  const components = recognised.map(({ component }) => component);
  const dependencies = dependenciesOf(serving, context);
  const estimates = serving.flatMap((one) => estimatesOf(one, context, options.objectives));
  const numbers = rollUp(components, dependencies, estimates, options.objectives);
  const serviceLevels = new Map<string, ServiceLevel>();
  for (const { component, kind, resource } of serving) {
    const level = kind.serviceLevel?.(resource, context);
    if (level) serviceLevels.set(component.id, level);
  }
  const availability = availabilityOf({
    context,
    components,
    dependencies,
    results: numbers,
    objectives: options.objectives,
    serviceLevels,
    resources: new Map(serving.map(({ component, resource }) => [component.id, resource])),
  });
  const checked = serving.map(({ component, resource }) => ({
    id: component.id,
    kind: component.kind,
    name: component.name,
    resource,
  }));
  const findings: Finding[] = [
    ...breachedObjectives(numbers, estimates, components),
    ...breachedAvailability(availability, options.objectives.availabilityPercent),
    ...(serving.length === 0 ? [NOTHING_RECOGNISED] : []),
    ...CHECKS.flatMap((check) => check(context, checked)).map((finding) =>
      asDeclared(finding, options.objectives),
    ),
  ];
  const disruptions = withFindings(numbers, findings);
  return {
    schemaVersion: 1,
    subject: { application: options.application, environment: options.environment },
    verdict: worst([...disruptions.map(({ verdict }) => verdict), ...findings.map(severityVerdict)]),
    objectives: options.objectives,
    regions: { primary: options.primaryRegion, recovery: options.recoveryRegion },
    components,
    dependencies,
    estimates,
    disruptions,
    availability,
    findings,
    assumptions: Object.values(assumptions),
    notModelled: notModelled(context, recognised),
    unresolved: unresolvedIn(serving),
    stacks: graph.stacks.map((stack) => ({
      name: stack.name,
      account: stack.account,
      region: stack.region,
      resources: Object.keys(stack.template.Resources ?? {}).length,
      firstResource: Object.keys(stack.template.Resources ?? {}).sort()[0],
      template: stack.file,
    })),
  };
}

/** What endangers only disruptions that nothing is promised for is worth a warning, and judges nothing. */
function asDeclared(finding: Finding, { perDisruption }: Objectives): Finding {
  const { disruptions } = finding;
  const undeclared =
    disruptions.length > 0 && disruptions.every((disruption) => perDisruption[disruption] === undefined);
  return undeclared ? { ...finding, severity: 'warning' } : finding;
}

/** No component, no proof. */
const NOTHING_RECOGNISED: Finding = {
  rule: 'nothing-recognised',
  severity: 'unproven',
  disruptions: [...DISRUPTIONS],
  criteria: ['D5', 'D6', 'A1'],
  message: 'The templates contain no component that the model knows, so no objective is proven.',
  mends: [],
};

function recognise(context: ModelContext): Recognised[] {
  return COMPONENT_KINDS.flatMap((kind) =>
    context.graph.ofType(...kind.types).flatMap((resource): Recognised[] => {
      const seen = kind.recognise(resource, context);
      if (!seen) return [];
      const { stack, logicalId, type: resourceType, constructPath } = resource;
      const component: Component = {
        id: `${stack.name}/${logicalId}`,
        kind: kind.kind,
        name: seen.name,
        state: declaredState(resource) ?? seen.state,
        resourceType,
        stack: stack.name,
        logicalId,
        constructPath,
        account: stack.account,
        region: stack.region,
        primary: stack.region !== context.recoveryRegion,
      };
      return [{ component, kind, resource }];
    }),
  ).sort((one, other) => compare(one.component.id, other.component.id));
}

function dependenciesOf(serving: readonly Recognised[], context: ModelContext): Dependency[] {
  const idOf = new Map(serving.map(({ resource, component }) => [resource, component.id]));
  return serving.flatMap(({ component, kind, resource }) =>
    [
      ...(kind.dependsOn?.(resource, context) ?? []),
      ...keysOf(resource, context.graph).map((to) => ({ to, strength: 'hard' as const })),
    ].flatMap(({ to, strength }) => {
      const id = idOf.get(to);
      return id === undefined ? [] : [{ from: component.id, to: id, strength }];
    }),
  );
}

function estimatesOf(
  { component, kind, resource }: Recognised,
  context: ModelContext,
  objectives: Objectives,
): ComponentEstimate[] {
  return DISRUPTIONS.flatMap((disruption): ComponentEstimate[] => {
    const routes = kind.routes(resource, disruption, context);
    if (routes === 'untouched') return [];
    const sorted = bestFirst(routes, objectives.perDisruption[disruption]);
    return [{ component: component.id, disruption, routes: sorted, best: sorted[0] }];
  });
}

function notModelled(context: ModelContext, recognised: readonly Recognised[]): NotModelled[] {
  const { graph } = context;
  const known = new Set(COMPONENT_KINDS.flatMap((kind) => kind.types));
  const modelled = new Set(recognised.map(({ resource }) => resource));
  const counts = new Map<string, number>();
  for (const { types, leavesOut } of COMPONENT_KINDS) {
    for (const resource of graph.ofType(...types)) {
      const why = leavesOut?.(resource, context);
      if (why === undefined) continue;
      const listed = `${resource.type} (${why})`;
      counts.set(listed, (counts.get(listed) ?? 0) + 1);
    }
  }
  for (const resource of graph.resources) {
    if (modelled.has(resource) || known.has(resource.type) || !CARRIES_DATA_OR_TRAFFIC.test(resource.type))
      continue;
    counts.set(resource.type, (counts.get(resource.type) ?? 0) + 1);
  }
  return [...counts]
    .map(([resourceType, count]) => ({ resourceType, count }))
    .sort((one, other) => compare(one.resourceType, other.resourceType));
}

/** Values of components that the templates do not determine, so that a reader sees what an estimate could not use. */
function unresolvedIn(serving: readonly Recognised[]): Assessment['unresolved'] {
  return serving.flatMap(({ component, resource }) =>
    expressionsIn(resource.properties, 'Properties').map(({ path, expression }) => ({
      stack: component.stack,
      logicalId: component.logicalId,
      path,
      expression,
    })),
  );
}

/** Secrets are put in on deployment too, and no estimate asks for one. */
const HOLDS_A_SECRET = /\{\{resolve:(secretsmanager|ssm-secure):/;

function expressionsIn(value: Value, path: string): { path: string; expression: string }[] {
  if (value instanceof Unresolved)
    return value.references.length > 0 ? [] : [{ path, expression: value.expression }];
  if (typeof value === 'string' && isDynamicReference(value) && !HOLDS_A_SECRET.test(value))
    return [{ path, expression: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => expressionsIn(item, `${path}.${index}`));
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, item]) => expressionsIn(item, `${path}.${key}`))
    : [];
}
