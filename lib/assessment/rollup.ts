import { DISRUPTIONS } from './disruptions.ts';
import type {
  Component,
  ComponentEstimate,
  Dependency,
  DisruptionResult,
  Estimate,
  Finding,
  Judged,
  Objectives,
  Term,
  Verdict,
} from './model.ts';

/** A recovery time along a chain of components, first to recover first. */
interface Chain {
  readonly estimate: Estimate;
  readonly path: readonly string[];
  readonly limiting?: { readonly component: string; readonly route: string };
}

const AT_ONCE: Chain = { estimate: { kind: 'estimate', seconds: 0, terms: [] }, path: [] };

/**
 * Rolls the components' estimates up to one row per disruption. What recovers in parallel is not added; a component that
 * can only start after what it depends on is. A soft dependency degrades the service and does not stop it.
 */
export function rollUp(
  components: readonly Component[],
  dependencies: readonly Dependency[],
  estimates: readonly ComponentEstimate[],
  objectives: Objectives,
): DisruptionResult[] {
  return DISRUPTIONS.map((disruption) => {
    const touched = new Map(
      estimates.filter((one) => one.disruption === disruption).map((one) => [one.component, one]),
    );
    const target = objectives.perDisruption[disruption];
    const rto = judge(recoveryTime(components, dependencies, touched), target?.rtoSeconds);
    const rpo = judge(dataLoss(components, touched), target?.rpoSeconds);
    return { disruption, rto, rpo, verdict: worst([rto.verdict, rpo.verdict]) };
  });
}

/** A breach that a check found makes the disruptions it endangers breached, whatever the numbers say. */
export function withFindings(
  results: readonly DisruptionResult[],
  findings: readonly Finding[],
): DisruptionResult[] {
  return results.map((result) => {
    if (result.verdict === 'undeclared') return result;
    const verdicts = findings
      .filter((finding) => finding.disruptions.includes(result.disruption))
      .map(severityVerdict);
    return { ...result, verdict: worst([result.verdict, ...verdicts]) };
  });
}

export function severityVerdict(finding: Finding): Verdict {
  return { breach: 'breached', unproven: 'unproven', warning: 'holds' }[finding.severity] as Verdict;
}

const GRAVITY: readonly Verdict[] = ['undeclared', 'holds', 'unproven', 'breached'];

export function worst(verdicts: readonly Verdict[]): Verdict {
  return GRAVITY[Math.max(0, ...verdicts.map((verdict) => GRAVITY.indexOf(verdict)))] ?? 'undeclared';
}

function judge(chain: Chain, targetSeconds: number | undefined): Judged {
  const { estimate } = chain;
  let verdict: Verdict = 'undeclared';
  if (targetSeconds !== undefined) {
    if (estimate.kind === 'unknown') verdict = 'unproven';
    else verdict = estimate.kind === 'estimate' && estimate.seconds < targetSeconds ? 'holds' : 'breached';
  }
  return { ...chain, targetSeconds, verdict };
}

function recoveryTime(
  components: readonly Component[],
  dependencies: readonly Dependency[],
  touched: ReadonlyMap<string, ComponentEstimate>,
): Chain {
  const serving = components.filter((component) => component.primary);
  const needed = new Set(dependencies.map((dependency) => dependency.to));
  const hard = new Map<string, Dependency[]>();
  for (const dependency of dependencies) {
    if (dependency.strength !== 'hard') continue;
    const own = hard.get(dependency.from);
    if (own) own.push(dependency);
    else hard.set(dependency.from, [dependency]);
  }
  const roots = serving.filter((component) => !needed.has(component.id));
  const finished = new Map<string, Chain>();

  const finish = (id: string, above: readonly string[]): Chain => {
    const known = finished.get(id);
    if (known) return known;
    const below = (hard.get(id) ?? [])
      .filter(({ to }) => !above.includes(to))
      .map((dependency) => finish(dependency.to, [...above, id]));
    const chain = append(slowest(below), id, touched.get(id));
    finished.set(id, chain);
    return chain;
  };
  return slowest(roots.map((root) => finish(root.id, [])));
}

function append(before: Chain, id: string, own: ComponentEstimate | undefined): Chain {
  const route = own?.best;
  if (!route) return before;
  const limiting = { component: id, route: route.id };
  if (route.rto.kind !== 'estimate' || before.estimate.kind !== 'estimate') {
    return slowest([before, { estimate: route.rto, path: [id], limiting }]);
  }
  const waited = route.rto.terms.filter(isBeforeAction);
  const noticed = seconds(waited);
  if (route.afterDependencies !== true || noticed >= before.estimate.seconds) {
    return slowest([before, { estimate: route.rto, path: [id], limiting }]);
  }
  const action = route.rto.terms.filter((term) => !isBeforeAction(term));
  const terms = [...before.estimate.terms, ...action];
  return {
    estimate: { kind: 'estimate', seconds: seconds(terms), terms },
    path: [...before.path, id],
    limiting: seconds(action) > before.estimate.seconds ? limiting : (before.limiting ?? limiting),
  };
}

function isBeforeAction(term: Term): boolean {
  return term.phase === 'detect' || term.phase === 'decide';
}

function seconds(terms: readonly Term[]): number {
  return terms.reduce((sum, term) => sum + term.seconds, 0);
}

/** The worst loss over the systems of record; nothing else can lose anything. */
function dataLoss(components: readonly Component[], touched: ReadonlyMap<string, ComponentEstimate>): Chain {
  return slowest(
    components
      .filter((component) => component.primary && component.state === 'system of record')
      .flatMap((component): Chain[] => {
        const route = touched.get(component.id)?.best;
        return route
          ? [
              {
                estimate: route.rpo,
                path: [component.id],
                limiting: { component: component.id, route: route.id },
              },
            ]
          : [];
      }),
  );
}

function slowest(chains: readonly Chain[]): Chain {
  return chains.reduce((one, other) => (weight(other) > weight(one) ? other : one), AT_ONCE);
}

/** An unrecoverable link outweighs an unknown one, which outweighs any number. */
function weight(chain: Chain): number {
  const { estimate } = chain;
  if (estimate.kind === 'unrecoverable') return Number.POSITIVE_INFINITY;
  return estimate.kind === 'unknown'
    ? Number.MAX_VALUE
    : estimate.seconds + (chain.path.length > 0 ? Number.EPSILON : 0);
}
