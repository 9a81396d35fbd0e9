import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process as the kernel tells of it. */
export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** A letter of the kernel, such as `T` for one that is frozen. */
  readonly state: string;
  /** Whether it works in the folder of the platform, or was started with it. */
  readonly inFolder: boolean;
}

/**
 * Finds what should not be there: processes of the platform that are frozen, and those that no part owns.
 *
 * @param supervisor the process that everything is started by
 * @param owned processes of the parts; what they have started is theirs
 */
export function findStrays(
  all: readonly ProcessSeen[],
  supervisor: number,
  owned: ReadonlySet<number>,
): string[] {
  const known = new Map(all.map((one) => [one.pid, one]));
  const below = (pid: number, roots: ReadonlySet<number>): boolean => {
    const seen = new Set<number>();
    for (let one = known.get(pid); one !== undefined && !seen.has(one.pid); one = known.get(one.parent)) {
      if (roots.has(one.pid)) return true;
      seen.add(one.pid);
    }
    return false;
  };
  const ours = all.filter(
    ({ pid, inFolder }) => pid !== supervisor && (inFolder || below(pid, new Set([supervisor]))),
  );
  return ours.flatMap(({ pid, name, state }) => {
    if (state === 'T') return [`Process ${pid} (${name}) is frozen.`];
    return below(pid, owned) ? [] : [`Process ${pid} (${name}) belongs to no part.`];
  });
}

/** A process and all that it has started, and they in turn. */
export function descendants(all: readonly ProcessSeen[], root: number): ProcessSeen[] {
  const children = Map.groupBy(all, ({ parent }) => parent);
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...(children.get(one.pid) ?? []));
  return found;
}

/** Programs of a platform. A person's shell in its folder is left alone. */
const programs = /^(node|MainThread|next-server|postgres|pgbackrest|haproxy|redis-server)/;

/** The processes of this machine. */
export async function seeProcesses(folder: string): Promise<ProcessSeen[]> {
  const entries = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const seen = await Promise.all(entries.map((entry) => seeProcess(entry, folder)));
  return seen.filter((one) => one !== undefined);
}

async function seeProcess(entry: string, folder: string): Promise<ProcessSeen | undefined> {
  const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
  // The name is in parentheses and may hold anything.
  const [, name = '', state = '', parent] = /^\d+ \((.*)\) (\S) (\d+) /s.exec(stat) ?? [];
  if (parent === undefined || state === 'Z') return undefined;
  const where = await readlink(`/proc/${entry}/cwd`).catch(() => '');
  const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
  const inFolder =
    programs.test(name) && (`${where}/`.startsWith(`${folder}/`) || command.includes(`${folder}/`));
  return { pid: Number(entry), parent: Number(parent), name, state, inFolder };
}
