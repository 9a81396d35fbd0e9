import { z } from 'zod';

/** The body of every error, as clients see it (RFC 9457). */
export const problemBody = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string().meta({ description: 'A stable word for programs.' }),
    requestId: z.string().meta({ description: 'Quote it when you report the error.' }),
    errors: z
      .array(z.object({ at: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Where the request is wrong: a JSON Pointer into the body, or a parameter.' }),
  })
  .meta({ id: 'Problem' });
