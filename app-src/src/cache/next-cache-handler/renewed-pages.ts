import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The part of Next.js's list of prerendered pages that says which are renewed. */
interface PrerenderManifest {
  readonly routes: Readonly<Record<string, { readonly initialRevalidateSeconds: number | false }>>;
}

/** Pages that are rendered anew after a time. All others are the same for as long as the build. */
export class RenewedPages {
  /** Names the build: pages refer to its scripts, so builds that run side by side must not exchange pages. */
  readonly buildId: string;
  readonly #seconds: ReadonlyMap<string, number>;

  constructor(buildId: string, manifest: PrerenderManifest) {
    this.buildId = buildId;
    this.#seconds = new Map(
      Object.entries(manifest.routes).flatMap(([route, { initialRevalidateSeconds: seconds }]) =>
        typeof seconds === 'number' ? [[route, seconds]] : [],
      ),
    );
  }

  /** @param serverFolder the build's folder `server` */
  static async read(serverFolder: string): Promise<RenewedPages> {
    const [buildId, manifest] = await Promise.all(
      ['BUILD_ID', 'prerender-manifest.json'].map((name) =>
        readFile(path.join(serverFolder, '..', name), 'utf8'),
      ),
    );
    return new RenewedPages(buildId ?? '', JSON.parse(manifest ?? '') as PrerenderManifest);
  }

  /** Seconds after which the page is rendered anew; undefined when it never is. */
  secondsOf(key: string): number | undefined {
    // Next.js puts the route's own key in front: "/route-cache/APP_PAGE/<hash>/$/en".
    return this.#seconds.get(key.slice(key.indexOf('/$/') + 2)) ?? this.#seconds.get(key);
  }
}
