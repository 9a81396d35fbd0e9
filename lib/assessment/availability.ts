import type { AssumptionId } from './assumptions.ts';
import type { ModelContext, ServiceLevel } from './component-kind.ts';
import type { Disruption } from './disruptions.ts';
import { minimumTasks } from './evidence/service.ts';
import type {
  AssumptionOrigin,
  Component,
  Dependency,
  DisruptionResult,
  JourneyAvailability,
  Objectives,
  Origin,
} from './model.ts';
import type { Resource } from './read/graph.ts';
import { worst } from './rollup.ts';

const YEAR_SECONDS = 365 * 86_400;

/** What the availability of a journey is computed from. */
export interface AvailabilityInput {
  readonly context: ModelContext;
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
  readonly results: readonly DisruptionResult[];
  readonly objectives: Objectives;
  readonly serviceLevels: ReadonlyMap<string, ServiceLevel>;
  readonly resources: ReadonlyMap<string, Resource>;
}

type Loss = JourneyAvailability['expectedLosses'][number] & {
  readonly rate: AssumptionOrigin;
  readonly secondsPerEvent: number;
};

/**
 * Availability of each user journey, twice: the product of contracts in series, and what failure rates and recovery
 * times lead one to expect. The contract cannot promise more than its weakest link, so the objective is judged on the
 * expected value, and the report shows both.
 */
export function availabilityOf(input: AvailabilityInput): JourneyAvailability[] {
  const edge = input.components.find(
    (component) => component.primary && component.kind === 'cloudfront-distribution',
  );
  const everything = reachable(rootsOf(input), input.dependencies);
  const journeys: JourneyAvailability[] = [];
  if (edge) {
    const atEdge = input.components.filter(
      (component) => component.id === edge.id || isPartOfEdge(edge, component, input.dependencies),
    );
    journeys.push(
      journey(
        'cached page',
        atEdge.map((component) => component.id),
        [edgeEvents(input)],
        input,
      ),
    );
  }
  const losses = [...(edge ? [edgeEvents(input)] : []), ...regionalLosses(input)];
  journeys.push(journey('read', everything, losses, input), journey('write', everything, losses, input));
  return journeys;
}

function journey(
  name: JourneyAvailability['journey'],
  ids: readonly string[],
  losses: readonly (Loss | 'unproven')[],
  input: AvailabilityInput,
): JourneyAvailability {
  const floorFactors = ids.flatMap((id) => {
    const level = input.serviceLevels.get(id);
    return level ? [{ component: id, ...level }] : [];
  });
  const proven = losses.filter((loss) => loss !== 'unproven');
  const lost = proven.reduce((sum, loss) => sum + loss.secondsPerYear, 0);
  const expectedPercent = Math.max(0, 100 * (1 - lost / YEAR_SECONDS));
  const target = input.objectives.availabilityPercent;
  return {
    journey: name,
    floorPercent: 100 * floorFactors.reduce((product, { percent }) => product * (percent / 100), 1),
    floorFactors,
    expectedPercent,
    expectedLosses: proven.map(({ cause, secondsPerYear, origins, formula }) => ({
      cause,
      secondsPerYear,
      origins,
      formula,
    })),
    verdict: worst([
      expectedPercent > target ? 'holds' : 'breached',
      losses.includes('unproven') ? 'unproven' : 'holds',
    ]),
    sensitivity: sensitivity(proven, lost, target),
  };
}

/** How far each rate may rise before the year's budget is used up, all else being equal. */
function sensitivity(
  losses: readonly Loss[],
  lost: number,
  targetPercent: number,
): JourneyAvailability['sensitivity'] {
  const budget = (1 - targetPercent / 100) * YEAR_SECONDS;
  return losses
    .filter((loss) => loss.secondsPerEvent > 0)
    .map((loss) => ({
      assumption: loss.rate.id,
      value: loss.rate.value,
      breaksAt: Math.max(0, (budget - (lost - loss.secondsPerYear)) / loss.secondsPerEvent),
      unit: loss.rate.unit,
    }));
}

function regionalLosses(input: AvailabilityInput): (Loss | 'unproven')[] {
  return [
    taskCrashes(input),
    event(input, 'node', 'rate.node', 'A database host dies'),
    event(input, 'node', 'rate.databaseMaintenance', 'The database fails over for maintenance'),
    event(input, 'zone', 'rate.zone', 'A zone is lost'),
    event(input, 'region', 'rate.region', 'The region is lost'),
    event(input, 'corruption', 'rate.corruption', 'Data is corrupted and restored'),
    event(input, 'deletion', 'rate.deletion', 'The database is deleted and restored'),
    badDeployments(input),
  ];
}

/** Each event costs the whole recovery time of its disruption; what cannot be recovered costs the rest of the year. */
function event(
  input: AvailabilityInput,
  disruption: Disruption,
  rateId: AssumptionId,
  cause: string,
): Loss | 'unproven' {
  const estimate = input.results.find((result) => result.disruption === disruption)?.rto.estimate;
  if (!estimate || estimate.kind === 'unknown') return 'unproven';
  const duration = estimate.kind === 'estimate' ? estimate.seconds : YEAR_SECONDS;
  const origins = estimate.kind === 'estimate' ? estimate.terms.flatMap((term) => term.origins) : [];
  return loss(cause, input.context.assume(rateId), duration, `x ${Math.round(duration)} s`, origins);
}

/** A crashed task fails the requests that the load balancer still sends to it: its share of the running tasks. */
function taskCrashes(input: AvailabilityInput): Loss | 'unproven' {
  const service = input.components.find((component) => component.primary && component.kind === 'ecs-service');
  const resource = service && input.resources.get(service.id);
  if (!resource) return event(input, 'process', 'rate.process', 'A process crashes or hangs');
  const tasks = minimumTasks(resource, input.context.graph);
  const estimate = input.results.find((result) => result.disruption === 'process')?.rto.estimate;
  if (tasks.count === undefined || estimate?.kind !== 'estimate') return 'unproven';
  const affected = estimate.seconds / Math.max(tasks.count, 1);
  const origins = [...estimate.terms.flatMap((term) => term.origins), tasks.origin];
  return loss(
    'A task crashes or hangs',
    input.context.assume('rate.process'),
    affected,
    `x ${estimate.seconds} s / ${tasks.count} tasks`,
    origins,
  );
}

function badDeployments({ context }: AvailabilityInput): Loss {
  const [bad, impact, share] = [
    context.assume('deploy.badRate'),
    context.assume('deploy.badImpact'),
    context.assume('deploy.badShare'),
  ];
  const perDeployment = (bad.value / 100) * impact.value * (share.value / 100);
  const formula = `x ${bad.value} % x ${impact.value} s x ${share.value} %`;
  return loss('A bad deployment is rolled back', context.assume('rate.deployments'), perDeployment, formula, [
    bad,
    impact,
    share,
  ]);
}

function edgeEvents({ context }: AvailabilityInput): Loss {
  const impact = context.assume('edge.impact');
  return loss(
    'The content delivery network has an event',
    context.assume('rate.edge'),
    impact.value,
    `x ${impact.value} s`,
    [impact],
  );
}

function loss(
  cause: string,
  rate: AssumptionOrigin,
  secondsPerEvent: number,
  formula: string,
  origins: readonly Origin[],
): Loss {
  const secondsPerYear = Math.min(rate.value * secondsPerEvent, YEAR_SECONDS);
  return {
    cause,
    rate,
    secondsPerEvent,
    secondsPerYear,
    formula: `${rate.value} a year ${formula}`,
    origins: [rate, ...origins],
  };
}

function rootsOf({ components, dependencies }: AvailabilityInput): string[] {
  const needed = new Set(dependencies.map((dependency) => dependency.to));
  const keys = new Set(components.filter(({ kind }) => kind === 'kms-key').map(({ id }) => id));
  // Every store may have a key: that alone puts it on no journey.
  const needing = new Set(dependencies.filter(({ to }) => !keys.has(to)).map(({ from }) => from));
  const serving = components.filter((component) => component.primary && !needed.has(component.id));
  // What nothing needs and what needs nothing is not on a journey, unless it is all there is.
  const onJourney = serving.filter((component) => needing.has(component.id));
  return (onJourney.length > 0 ? onJourney : serving).map((component) => component.id);
}

function reachable(roots: readonly string[], dependencies: readonly Dependency[]): string[] {
  const found = new Set<string>();
  const visit = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    for (const dependency of dependencies)
      if (dependency.from === id && dependency.strength === 'hard') visit(dependency.to);
  };
  roots.forEach(visit);
  return [...found];
}

/** The edge's firewall, and the bucket that a page comes from when the edge has to ask for it again. */
function isPartOfEdge(edge: Component, component: Component, dependencies: readonly Dependency[]): boolean {
  return (
    ['web-acl', 's3-bucket'].includes(component.kind) &&
    dependencies.some(
      ({ from, to, strength }) => from === edge.id && to === component.id && strength === 'hard',
    )
  );
}
