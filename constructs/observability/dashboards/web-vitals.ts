import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionRole } from '../../service/task-bounds.ts';
import { appMetric } from '../app-metric.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** What browsers measure and tell the app, by the names that they have in the field. */
export const VITALS = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const;

/** Share of visits that must be within the limit, percent: criteria F1 to F3 speak of the 95th percentile. */
const GOAL_PERCENT = 95;

const PERIOD = Duration.hours(1);

/** How fast real browsers were. Pages tell the app itself, so no script of others and no other address is needed. */
export function webVitalsSection(view: View): Section {
  return { title: 'What browsers measured', rows: [ROLES.map((role) => visits(view, role))] };
}

function visits(view: View, role: RegionRole) {
  return graph(regionOf(view, role), {
    title: 'Visits within the limit',
    metrics: VITALS.map((vital) => shareWithin(view, vital)),
    across: 2,
    unit: 'percent of visits',
    upTo: 100,
    lines: [{ value: GOAL_PERCENT, label: 'goal of LCP, INP and CLS' }],
  });
}

function shareWithin({ names }: View, vital: (typeof VITALS)[number]): MathExpression {
  // A graph wants ids that no other expression on it has.
  const id = (outcome: string) => `${vital.toLowerCase()}_${outcome}`;
  return new MathExpression({
    expression: `100 * ${id('good')} / (${id('good')} + ${id('poor')})`,
    usingMetrics: Object.fromEntries(
      ['good', 'poor'].map((outcome) => [
        id(outcome),
        appMetric(names, 'holdfast.web_vitals.visits', { vital, outcome }, Stats.SUM, PERIOD),
      ]),
    ),
    label: vital,
    period: PERIOD,
  });
}
