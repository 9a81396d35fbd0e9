import { z } from 'zod';

/** What the region's database must be before its app writes to it. */
export const openSettings = z.object({
  instance: z.string().min(1),
  multiAz: z.boolean(),
  /** Proxy that the app connects to; without one it connects to the instance itself. */
  proxy: z.string().min(1).optional(),
});

export type OpenSettings = z.infer<typeof openSettings>;
