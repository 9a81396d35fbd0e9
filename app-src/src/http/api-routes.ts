import * as articleById from '../app/api/articles/[id]/route.ts';
import * as sessions from '../app/api/auth/list-sessions/route.ts';
import * as otherSessions from '../app/api/auth/revoke-other-sessions/route.ts';
import * as signIn from '../app/api/auth/sign-in/email/route.ts';
import * as signOut from '../app/api/auth/sign-out/route.ts';
import * as browserErrors from '../app/api/browser-errors/route.ts';
import * as customerRefresh from '../app/api/customers/[id]/refresh/route.ts';
import * as customerById from '../app/api/customers/[id]/route.ts';
import * as customers from '../app/api/customers/route.ts';
import * as dashboard from '../app/api/dashboard/route.ts';
import * as me from '../app/api/me/route.ts';
import * as draft from '../app/api/proposals/[id]/draft/route.ts';
import * as proposalById from '../app/api/proposals/[id]/route.ts';
import * as version from '../app/api/proposals/[id]/versions/[version]/route.ts';
import * as versions from '../app/api/proposals/[id]/versions/route.ts';
import * as proposals from '../app/api/proposals/route.ts';
import * as search from '../app/api/search/route.ts';
import * as status from '../app/api/status/route.ts';
import * as templates from '../app/api/templates/route.ts';
import * as webVitals from '../app/api/web-vitals/route.ts';
import type { RouteModules } from './openapi.ts';

/** Every route of the API that its description names. A test compares this with the folder. */
export const apiRoutes: RouteModules = {
  '/api/articles/{id}': articleById,
  '/api/auth/list-sessions': sessions,
  '/api/auth/revoke-other-sessions': otherSessions,
  '/api/auth/sign-in/email': signIn,
  '/api/auth/sign-out': signOut,
  '/api/browser-errors': browserErrors,
  '/api/customers': customers,
  '/api/customers/{id}': customerById,
  '/api/customers/{id}/refresh': customerRefresh,
  '/api/dashboard': dashboard,
  '/api/me': me,
  '/api/proposals': proposals,
  '/api/proposals/{id}': proposalById,
  '/api/proposals/{id}/draft': draft,
  '/api/proposals/{id}/versions': versions,
  '/api/proposals/{id}/versions/{version}': version,
  '/api/search': search,
  '/api/status': status,
  '/api/templates': templates,
  '/api/web-vitals': webVitals,
};
