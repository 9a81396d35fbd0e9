import type { Drill } from '../drill.ts';

const replica = { disruption: 'process', component: 'ecs-service' } as const;
const noLoss = { rpoSeconds: 0 };

/** One process of the app fails. */
export const processDrills: readonly Drill[] = [
  {
    ...{ name: 'process-kill', title: 'A replica is killed', ...replica },
    injection: 'SIGKILL to one replica of the app, chosen at random.',
    expected:
      'Requests under way in the replica fail; reads are repeated on the other one, and the supervisor starts it again.',
    verification: 'The replica runs as another process and gets users again.',
    budgets: { rtoSeconds: 30, ...noLoss },
  },
  {
    ...{ name: 'process-hang', title: 'A replica hangs', ...replica },
    injection: 'SIGSTOP to one replica of the app: its connections stay open, and nothing is answered.',
    expected:
      'Its health check gives it up, the load balancer passes it over, and the supervisor replaces it.',
    verification: 'The frozen process is gone, and its successor gets users.',
    budgets: { rtoSeconds: 60, ...noLoss },
  },
  {
    ...{ name: 'process-out-of-memory', title: 'A replica runs out of memory', ...replica },
    injection: 'One replica of the app leaks memory until it has used up its limit.',
    expected: 'It ends; the supervisor starts it again with the memory it needs.',
    verification: 'The replica runs as another process and gets users again.',
    budgets: { rtoSeconds: 60, ...noLoss },
  },
];
