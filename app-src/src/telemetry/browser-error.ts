import { z } from 'zod';

/** An error that nothing in a page caught. */
export const browserError = z
  .object({
    name: z.string().max(100),
    message: z.string().max(500),
    stack: z.string().max(3_000).optional(),
    page: z.string().max(200),
  })
  .meta({ id: 'BrowserError' });

export type BrowserError = z.infer<typeof browserError>;
