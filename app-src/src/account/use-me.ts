import type { SessionUser } from '../accounts/session-user.ts';
import { type ApiState, useApi } from '../api-client/use-api.ts';

/** Who is signed in. */
export function useMe(): ApiState<SessionUser> {
  return useApi<SessionUser>('/api/me');
}
