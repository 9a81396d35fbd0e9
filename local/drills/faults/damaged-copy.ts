import type { LocalPlatform } from '../../platform/local-platform.ts';
import { loadCredentials } from '../../postgres/credentials.ts';
import { MemberFolder } from '../../postgres/member-folder.ts';
import { postgresPrograms } from '../../postgres/programs.ts';
import { Server } from '../../postgres/server.ts';
import { serviceUser } from '../../postgres/service-user.ts';
import { freePort } from '../../processes/free-port.ts';

/** Works with the data that a recovery has replaced, on a server of its own that nobody else knows. */
export async function withReplacedData<Result>(
  { folder }: Pick<LocalPlatform, 'folder'>,
  replaced: Server,
  work: (copy: Server) => Promise<Result>,
): Promise<Result> {
  const [programs, user, credentials] = [
    await postgresPrograms(),
    await serviceUser(),
    await loadCredentials([folder.recoveryRegion], false),
  ];
  if (credentials === undefined) throw new Error(`${folder.recoveryRegion} has no passwords of PostgreSQL.`);
  const copy = new Server({
    folder: new MemberFolder(`${replaced.folder.root}.replaced`, user),
    program: programs.postgres,
    user,
    adminPassword: credentials.adminPassword,
    log: folder.log('postgres-replaced'),
    settings: {
      ...{ name: 'replaced', port: await freePort(), follows: undefined, more: {} },
      ...{ archiveCommand: undefined, archiveTimeoutSeconds: 0, statements: programs.statements },
    },
  });
  try {
    await copy.start();
    return await work(copy);
  } finally {
    await copy.stop();
  }
}
