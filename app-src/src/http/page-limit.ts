import { z } from 'zod';

/** How many items a page holds, from a query. */
export const pageLimit = z.coerce.number().int().min(1).max(100).default(25);
