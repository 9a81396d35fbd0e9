import { readDatabaseConfig } from '../../../app-src/src/config/app-config.ts';
import { Database } from '../../../app-src/src/database/database.ts';
import { demoPassword } from '../../../app-src/src/database/seed/people.ts';
import { readDataSet } from '../data-set.ts';
import { type Profile, peakUsers, totalSeconds } from '../profiles.ts';
import { makeSessions, secureSessionCookieName, sessionCookieName } from '../sessions.ts';
import type { UsersFile } from '../users-file.ts';
import type { Settings } from './settings.ts';

/** Seconds that sessions outlive the run by, for what comes before and after it. */
const spareSeconds = 60 * 60;

/** The edge's headers, in which nobody but the edge is believed; the names are constructs/edge/origins.ts's. */
function edgeHeaders({ origin, originProof }: Settings): Readonly<Record<string, string>> {
  return { 'X-Origin-Verify': originProof, 'X-Forwarded-Host': new URL(origin).host };
}

/**
 * Signs the users of a profile in, as rows in staging's database and cookies that staging would have signed, and reads what they can look
 * at. It connects as the app does, by IAM, for as long as this takes.
 * @param environment with the app's own DATABASE_* variables
 * @throws when the database holds no data set
 */
export async function prepareUsers(
  settings: Settings,
  profile: Profile,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<UsersFile> {
  const database = new Database({ ...readDatabaseConfig(environment), poolSize: 1 });
  try {
    const { sql } = database;
    // The app's own limit is for statements that somebody waits for.
    await sql`set statement_timeout = '60s'`;
    const { teamIds, ...dataSet } = await readDataSet(sql);
    const seconds = totalSeconds([...profile.warmUp, ...profile.measured]) + spareSeconds;
    const sessions = await makeSessions(sql, peakUsers(profile), settings.authSecret, seconds);
    return {
      address: settings.address,
      origin: settings.origin,
      cookieName: settings.origin.startsWith('https:') ? secureSessionCookieName : sessionCookieName,
      headers: edgeHeaders(settings),
      password: demoPassword,
      thinkSeconds: profile.thinkSeconds,
      stages: [...profile.warmUp, ...profile.measured],
      users: sessions.map(({ email, cookie, teamId }) => ({ email, cookie, team: teamIds.indexOf(teamId) })),
      ...dataSet,
    };
  } finally {
    await database.close(5);
  }
}
