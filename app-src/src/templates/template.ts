import { z } from 'zod';

export const templateSummary = z
  .object({ id: z.string(), name: z.string(), description: z.string() })
  .meta({ id: 'TemplateSummary' });

export type TemplateSummary = z.infer<typeof templateSummary>;
