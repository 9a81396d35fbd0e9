import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { PlatformNames } from '../../../lib/names.ts';
import { JOURNEYS, type Journey, journeyRequests, OUTCOMES, unansweredRequests } from './journey-requests.ts';
import { expression, type MetricDataQuery, observed } from './metric-query.ts';

/** What is promised of a journey: that requests are answered, or that they are answered in time. */
export type Promised = 'availability' | 'latency';

/** Counts of requests in a minute, in the form that a service level objective takes. */
export interface Indicator {
  readonly bad: MetricDataQuery[];
  readonly total: MetricDataQuery[];
}

export interface IndicatorProps {
  readonly names: PlatformNames;
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly journey: Journey;
  readonly promised: Promised;
}

/**
 * What counts as bad. A request that never reached a task is bad, and since the load balancer does not know its journey
 * each journey bears its share of them: charged in full, a few lost reads would look like the end of all writes. Only
 * answered requests can be slow; a failure is no late answer.
 */
export function indicator(props: IndicatorProps): Indicator {
  const { journey, promised } = props;
  const own = sum(OUTCOMES.map((outcome) => `${journey}_${outcome}`));
  const all = sum(JOURNEYS.flatMap((one) => OUTCOMES.map((outcome) => `${one}_${outcome}`)));
  const unanswered = `IF(${all} > 0, FILL(unanswered, 0) * ${own} / (${all}), FILL(unanswered, 0))`;
  if (promised === 'availability') {
    const used = [...counts(props), observed('unanswered', unansweredRequests(props.loadBalancer))];
    return {
      bad: [...used, expression('bad', `FILL(${journey}_failed, 0) + ${unanswered}`)],
      total: [...used, expression('total', `${own} + ${unanswered}`)],
    };
  }
  const answered = counts(props).filter(({ id }) => id === `${journey}_good` || id === `${journey}_slow`);
  return {
    bad: [...answered, expression('bad', `FILL(${journey}_slow, 0)`)],
    total: [...answered, expression('total', sum([`${journey}_good`, `${journey}_slow`]))],
  };
}

function counts({ names }: IndicatorProps): MetricDataQuery[] {
  return JOURNEYS.flatMap((journey) =>
    OUTCOMES.map((outcome) => observed(`${journey}_${outcome}`, journeyRequests(names, journey, outcome))),
  );
}

function sum(ids: readonly string[]): string {
  return `(${ids.map((id) => `FILL(${id}, 0)`).join(' + ')})`;
}
