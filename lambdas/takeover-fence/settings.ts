import { z } from 'zod';

export const fenceSettings = z.object({
  /** Region that must not write any more. */
  region: z.string().min(1),
  /** Its database instance. */
  instance: z.string().min(1),
});
