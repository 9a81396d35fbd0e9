import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A version of the app that can be run: `node server.js` in `folder`. */
export interface Release {
  readonly id: string;
  readonly folder: string;
}

/** A built app to be taken as a release. */
export interface BuiltApp {
  readonly id: string;
  /** The whole output, with the dependencies beside the app. */
  readonly output: string;
  /** The folder with `server.js`, relative to `output`. */
  readonly server: string;
}

/** Releases that are kept beside those that are in use. */
const keptReleases = 3;

/** The releases of a platform, each in a folder of its own that is complete or not there, and which of them is the current one. */
export class Releases {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Copies a built app, unless it is there. */
  async take({ id, output, server }: BuiltApp): Promise<Release> {
    const target = join(this.#folder, id);
    if ((await this.#read(id)) === undefined) {
      const partial = `${target}.partial`;
      await rm(partial, { recursive: true, force: true });
      await mkdir(this.#folder, { recursive: true });
      await cp(output, partial, { recursive: true, verbatimSymlinks: true });
      await writeFile(join(partial, 'release.json'), JSON.stringify({ server }));
      await rm(target, { recursive: true, force: true });
      await rename(partial, target);
    }
    return { id, folder: join(target, server) };
  }

  /** The release that was last deployed with success; `undefined` when none was, or it is gone. */
  async current(): Promise<Release | undefined> {
    const id = await readFile(join(this.#folder, 'current'), 'utf8').catch(() => undefined);
    return id === undefined ? undefined : this.#read(id);
  }

  /** @throws when there is none of this id */
  async find(id: string): Promise<Release> {
    const release = /^[\w.-]+$/.test(id) ? await this.#read(id) : undefined;
    if (release === undefined) {
      const known = (await this.#all()).join(', ') || 'none';
      throw new Error(`There is no release ${id}; there are ${known}.`);
    }
    return release;
  }

  /** Remembers the current release, and deletes the oldest ones. */
  async setCurrent({ id }: Release): Promise<void> {
    const file = join(this.#folder, 'current');
    await writeFile(`${file}.new`, id);
    await rename(`${file}.new`, file);
    const old = (await this.#all()).filter((one) => one !== id).slice(keptReleases);
    await Promise.all(old.map((one) => rm(join(this.#folder, one), { recursive: true, force: true })));
  }

  async #read(id: string): Promise<Release | undefined> {
    try {
      const folder = join(this.#folder, id);
      const { server } = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8')) as {
        server: string;
      };
      return { id, folder: join(folder, server) };
    } catch {
      return undefined;
    }
  }

  /** Ids, newest first. */
  async #all(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    const ids = entries.filter((e) => e.isDirectory() && !e.name.endsWith('.partial')).map((e) => e.name);
    const dated = await Promise.all(
      ids.map(async (id) => ({ id, at: (await stat(join(this.#folder, id))).mtimeMs })),
    );
    return dated.sort((a, b) => b.at - a.at).map(({ id }) => id);
  }
}
