import { z } from 'zod';

/** What shows that the region serves. */
export const verifySettings = z.object({
  instance: z.string().min(1),
  /** Address that a user would ask and no cache answers; the region that DNS chooses answers it. */
  url: z.url().optional(),
  /** The region's own load balancer, as CloudWatch calls it. */
  loadBalancer: z.string().min(1),
});

export type VerifySettings = z.infer<typeof verifySettings>;
