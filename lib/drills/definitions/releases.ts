import type { Drill } from '../drill.ts';

/** A release with a defect is deployed as any other. Nobody may notice. */
export const releaseDrills: readonly Drill[] = (
  [
    ['crashing', 'ends as soon as it starts', 'It is never ready'],
    ['slow', 'answers the home page after 20 s', 'It fails the questions asked before it gets users'],
    [
      'wrong',
      'answers the home page with something else',
      'It fails the questions asked before it gets users',
    ],
  ] as const
).map(([defect, behaviour, gate]) => ({
  ...{ name: `bad-release-${defect}`, title: `A bad release: ${defect}` },
  ...{ disruption: 'corruption', component: 'ecs-service' },
  injection: `A release that ${behaviour} is deployed.`,
  expected: `${gate}, so the deployment takes it back; no request fails.`,
  verification: 'The release before serves from all replicas, and the deployment says why.',
  budgets: { rtoSeconds: 0, rpoSeconds: 0 },
}));
