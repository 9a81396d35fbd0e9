import type { Disruption } from './disruptions.ts';

/** Where a number comes from. A number without an origin cannot enter a report. */
export type Origin = TemplateOrigin | FactOrigin | AssumptionOrigin;

/** A property of a synthesized template, or its absence (`value` undefined) with the service's default. */
export interface TemplateOrigin {
  readonly kind: 'template';
  readonly stack: string;
  readonly logicalId: string;
  /** CDK construct path (`aws:cdk:path`), when the template carries it. */
  readonly constructPath?: string;
  /** Path of the property inside the resource, e.g. `Properties.MultiAZ`. */
  readonly path: string;
  readonly value: unknown;
}

/** A published number: id, wording and address are in `facts.ts`. */
export interface FactOrigin {
  readonly kind: 'fact';
  readonly id: string;
  readonly statement: string;
  readonly source: string;
  readonly confidence: 'quoted' | 'paraphrased';
}

/** A number nobody publishes: the user can set it, and the report says what it rests on. */
export interface AssumptionOrigin {
  readonly kind: 'assumption';
  readonly id: string;
  readonly statement: string;
  readonly reason: string;
  /** The value used, in the assumption's unit. */
  readonly value: number;
  readonly unit: string;
  /** True when the user replaced the default. */
  readonly overridden: boolean;
}

/** When a term happens: detection and decision are shared by everything that recovers at once. */
export type Phase = 'detect' | 'decide' | 'recover' | 'switch';

/** One addend of an estimate. */
export interface Term {
  readonly label: string;
  readonly seconds: number;
  readonly phase: Phase;
  /** How the seconds follow from the origins, e.g. `interval 10 s x 3 failures`. Absent when it is one origin as is. */
  readonly formula?: string;
  readonly origins: readonly Origin[];
}

/** A duration that is estimated, provably infinite, or not provable from the templates. */
export type Estimate =
  | { readonly kind: 'estimate'; readonly seconds: number; readonly terms: readonly Term[] }
  | { readonly kind: 'unrecoverable'; readonly reason: string; readonly mends: readonly Mend[] }
  | { readonly kind: 'unknown'; readonly reason: string; readonly mends: readonly Mend[] };

/** A change of one property that would mend a breach. */
export interface Mend {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  /** Path of the property to change, e.g. `Properties.MultiAZ`. */
  readonly property: string;
  /** One imperative sentence, e.g. `Set MultiAZ to true`. */
  readonly change: string;
}

/** One way back from a disruption: a failover, a promotion, a restore. */
export interface Route {
  /** Stable id, e.g. `rds.promote-replica`. */
  readonly id: string;
  /** Field's own words, e.g. `promote the cross-region read replica`. */
  readonly name: string;
  readonly rto: Estimate;
  readonly rpo: Estimate;
  /** True when the route starts only after what the component depends on has recovered. */
  readonly afterDependencies?: boolean;
  /** True when the route does not bring anything back but keeps the disruption from happening, such as deletion protection. */
  readonly prevents?: boolean;
  /** The properties that prove the route exists. */
  readonly proof: readonly Origin[];
}

/** What a component holds: losing a `system of record` loses data, losing anything else only costs time. */
export type State = 'system of record' | 'derived' | 'none';

/** A resource that carries data or traffic, as the model sees it. */
export interface Component {
  /** `<stack>/<logicalId>`. */
  readonly id: string;
  /** Kind of the component file that recognised it, e.g. `rds-instance`. */
  readonly kind: string;
  /** What a person would call it, e.g. `database holdfast-production`. */
  readonly name: string;
  readonly resourceType: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly account: string;
  readonly region: string;
  /** True in the region that normally serves users. */
  readonly primary: boolean;
  readonly state: State;
}

/** How one component needs another. A soft dependency degrades service when lost, a hard one stops it. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly strength: 'hard' | 'soft';
}

/** What one component does in one disruption: every route found, best first. */
export interface ComponentEstimate {
  readonly component: string;
  readonly disruption: Disruption;
  readonly routes: readonly Route[];
  /** The route used: the first of `routes`. Absent when the disruption does not touch the component. */
  readonly best?: Route;
}

/** `undeclared`: no objective is declared for the disruption, so the estimate is shown and not judged. */
export type Verdict = 'holds' | 'breached' | 'unproven' | 'undeclared';

/** The row of the verdict table: one disruption over the whole platform. */
export interface DisruptionResult {
  readonly disruption: Disruption;
  readonly verdict: Verdict;
  readonly rto: Judged;
  readonly rpo: Judged;
}

/** An estimate beside its objective. */
export interface Judged {
  readonly estimate: Estimate;
  /** Strict upper bound in seconds; absent when undeclared. */
  readonly targetSeconds?: number;
  readonly verdict: Verdict;
  /** The component that decides the number, and the route it takes. */
  readonly limiting?: { readonly component: string; readonly route: string };
  /** The chain of components whose times add up to the number, first to recover first; what recovers beside it is left out. */
  readonly path: readonly string[];
}

/** A user journey whose availability is computed. */
export interface JourneyAvailability {
  readonly journey: 'cached page' | 'read' | 'write';
  /** Product of the SLAs in series: what contracts promise. Percent. */
  readonly floorPercent: number;
  readonly floorFactors: readonly {
    readonly component: string;
    readonly percent: number;
    readonly origin: Origin;
  }[];
  /** From failure rates x recovery times + deployments. Percent. */
  readonly expectedPercent: number;
  readonly expectedLosses: readonly {
    readonly cause: string;
    readonly secondsPerYear: number;
    readonly origins: readonly Origin[];
    readonly formula: string;
  }[];
  /** Judged on the expected value: a product of contracts cannot exceed its weakest factor. */
  readonly verdict: Verdict;
  /** How far each rate may rise before the target breaks; 0 when it is broken already. */
  readonly sensitivity: readonly {
    readonly assumption: string;
    readonly value: number;
    readonly breaksAt: number;
    readonly unit: string;
  }[];
}

/** Something the templates say that endangers an objective, whether or not a number already breaks. */
export interface Finding {
  /** Stable rule id, e.g. `rds-multi-az`. */
  readonly rule: string;
  readonly severity: 'breach' | 'unproven' | 'warning';
  readonly disruptions: readonly Disruption[];
  /** Acceptance criteria it serves, e.g. `D5`. */
  readonly criteria: readonly string[];
  readonly message: string;
  readonly component?: string;
  readonly mends: readonly Mend[];
}

/** A resource type that carries data or traffic and has no component file. */
export interface NotModelled {
  readonly resourceType: string;
  readonly count: number;
}

/** What the user promises, in seconds; strict upper bounds. An absent disruption is undeclared. */
export interface Objectives {
  readonly perDisruption: Partial<
    Record<Disruption, { readonly rtoSeconds: number; readonly rpoSeconds: number }>
  >;
  /** Strict lower bound, e.g. 99.9. */
  readonly availabilityPercent: number;
}

/** The whole result. Serialises to JSON as it is. */
export interface Assessment {
  readonly schemaVersion: 1;
  readonly subject: { readonly application: string; readonly environment: string };
  readonly verdict: Verdict;
  readonly objectives: Objectives;
  readonly regions: { readonly primary: string; readonly recovery?: string };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
  readonly estimates: readonly ComponentEstimate[];
  readonly disruptions: readonly DisruptionResult[];
  readonly availability: readonly JourneyAvailability[];
  readonly findings: readonly Finding[];
  readonly assumptions: readonly AssumptionOrigin[];
  readonly notModelled: readonly NotModelled[];
  /** Names of values the reader could not resolve, with where they stand. */
  readonly unresolved: readonly {
    readonly stack: string;
    readonly logicalId: string;
    readonly path: string;
    readonly expression: string;
  }[];
  readonly stacks: readonly {
    readonly name: string;
    readonly account: string;
    readonly region: string;
    readonly resources: number;
    /** Logical id of one resource, for what concerns the stack as a whole. */
    readonly firstResource?: string;
    readonly template: string;
  }[];
}
