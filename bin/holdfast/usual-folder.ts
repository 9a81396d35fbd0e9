import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where a project's platform is kept: in the project. Under root PostgreSQL runs as another user, who may be kept out of a folder above,
 * such as root's home; then it is where a system keeps the data of services.
 * @param project absolute path
 */
export function usualFolder(project: string, isRoot = process.getuid?.() === 0): string {
  if (!isRoot || othersPass(join(project, '.holdfast'))) {
    return join(project, '.holdfast/local');
  }
  const key = createHash('sha256').update(project).digest('hex').slice(0, 12);
  return join('/var/lib/holdfast', key);
}

/** Whether every user may pass through a folder, or may once it is made, and through all folders above it. */
function othersPass(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0o001;
  return (mode & 0o001) !== 0 && (dirname(folder) === folder || othersPass(dirname(folder)));
}
