import { z } from 'zod';

/** Who is signed in. Everything that a request reads or writes is limited to `teamId`. */
export const sessionUser = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    teamId: z.string(),
    teamName: z.string(),
    role: z.enum(['member', 'operator']),
  })
  .meta({ id: 'User' });

export type SessionUser = z.infer<typeof sessionUser>;
