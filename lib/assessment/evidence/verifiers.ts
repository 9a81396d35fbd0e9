import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asNumber, isDynamicReference, textsIn } from '../read/value.ts';
import { needsIn } from './environment.ts';
import { longestGapSeconds } from './schedule.ts';
import { targetsOfProxy } from './task-dependencies.ts';
import { alarmsOn, muted, ringsOnSilence } from './watching-alarm.ts';

/** Namespace of the metrics of verifiers. */
export const VERIFIER_NAMESPACE = 'Holdfast/Verification';

/** Verifier that looks for damage in a living database. */
export const CANARY = 'integrity-canary';

/** A function that checks by itself, and says so in its metadata: `Holdfast: { Verifier: NAME }`. */
export interface Verifier {
  readonly name: string;
  readonly lambda: Resource;
  /** Schedules and rules that start it. */
  readonly starters: readonly Resource[];
  /** Alarms on what it finds, and on its silence. */
  readonly problem: readonly Resource[];
  readonly silence: readonly Resource[];
}

/** Why a verifier proves nothing, with the resource and property that is to be changed. */
export interface VerifierFault {
  readonly why: string;
  readonly at: Resource;
  readonly path: string;
  readonly change: string;
}

export function verifiersOf(graph: ResourceGraph): Verifier[] {
  return graph.ofType('AWS::Lambda::Function').flatMap((lambda): Verifier[] => {
    const name = nameOf(lambda);
    if (name === undefined) return [];
    const on = (metric: string) =>
      alarmsOn({ namespace: VERIFIER_NAMESPACE, metric, dimensions: { Verifier: name } }, lambda, graph);
    const starters = [
      ...graph.referring(lambda, 'AWS::Scheduler::Schedule', 'Target.Arn'),
      ...graph.referring(lambda, 'AWS::Events::Rule', 'Targets'),
    ];
    return [{ name, lambda, starters, problem: on('Problems'), silence: on('Runs') }];
  });
}

function nameOf({ raw }: Resource): string | undefined {
  const own = raw.Metadata?.Holdfast;
  const name = typeof own === 'object' && own !== null && 'Verifier' in own ? own.Verifier : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Everything that keeps a verifier from looking, or from telling. */
export function faultsOf({ lambda, starters, problem, silence }: Verifier): VerifierFault[] {
  const faults: VerifierFault[] = [];
  const add = (why: string, at: Resource, path: string, change: string) =>
    faults.push({ why, at, path, change });
  if (property(lambda, 'ReservedConcurrentExecutions') === 0)
    add('it may not run', lambda, 'ReservedConcurrentExecutions', 'Let it run at least once at a time');
  const [starter] = starters;
  if (starter === undefined)
    add('nothing starts it', lambda, 'Metadata.Holdfast.Verifier', 'Add a schedule that starts it');
  else if (!starters.some(isEnabled)) add('what starts it is off', starter, 'State', 'Set State to ENABLED');
  tells(problem, lambda, 'no alarm tells what it finds', add);
  tells(silence, lambda, 'no alarm rings when it is silent', add);
  const [deaf] = silence;
  if (deaf && !silence.some(ringsOnSilence))
    add('its silence counts as good', deaf, 'TreatMissingData', 'Set TreatMissingData to breaching');
  return faults;
}

function tells(
  alarms: readonly Resource[],
  lambda: Resource,
  missing: string,
  add: (why: string, at: Resource, path: string, change: string) => void,
): void {
  const [first] = alarms;
  if (first === undefined) add(missing, lambda, 'Metadata.Holdfast.Verifier', 'Add the alarm');
  else if (alarms.every((alarm) => muted(alarm) !== undefined))
    add(`${missing}: of the one there is ${muted(first)}`, first, 'AlarmActions', 'Let it tell a topic');
}

export function isEnabled(starter: Resource): boolean {
  const state = property(starter, 'State');
  return state === undefined || state === 'ENABLED';
}

/** A canary that works, with all that bounds the time until it tells of damage. */
export interface WorkingCanary {
  readonly lambda: Resource;
  readonly schedule: Resource;
  readonly alarm: Resource;
  readonly gapSeconds: number;
  readonly runSeconds: number;
}

/** The canary that looks for damage in a database and tells of it; undefined when none does, or not provably. */
export function canaryOf(database: Resource, graph: ResourceGraph): WorkingCanary | undefined {
  for (const verifier of verifiersOf(graph)) {
    if (verifier.name !== CANARY || faultsOf(verifier).length > 0) continue;
    if (!looksAt(verifier.lambda, graph).includes(database)) continue;
    const schedule = verifier.starters.find(isEnabled);
    const alarm = verifier.problem.find((one) => muted(one) === undefined);
    const gapSeconds = schedule && longestGapSeconds(String(property(schedule, 'ScheduleExpression')));
    const runSeconds = asNumber(property(verifier.lambda, 'Timeout'));
    if (schedule && alarm && gapSeconds !== undefined && runSeconds !== undefined)
      return { lambda: verifier.lambda, schedule, alarm, gapSeconds, runSeconds };
  }
  return undefined;
}

/** Databases whose host a function is given, directly or by a parameter of its region. */
function looksAt(lambda: Resource, graph: ResourceGraph): Resource[] {
  const variables = property(lambda, 'Environment.Variables');
  const parameters = textsIn(variables)
    .filter(isDynamicReference)
    .flatMap((text) => [...text.matchAll(/\{\{resolve:ssm:([^:}]+)/g)].map(([, name = '']) => name))
    .flatMap((name) => graph.holding(name, 'AWS::SSM::Parameter', 'Name'))
    .filter(({ stack }) => stack.region === lambda.stack.region);
  const values = [variables, ...parameters.map((parameter) => property(parameter, 'Value'))];
  return needsIn(values, graph).flatMap(({ to }) =>
    to.type === 'AWS::RDS::DBProxy' ? targetsOfProxy(to, graph) : [to],
  );
}
