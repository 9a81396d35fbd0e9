import { createRequire } from 'node:module';
import type {
  CacheHandler,
  CacheHandlerContext,
  CacheHandlerValue,
} from 'next/dist/server/lib/incremental-cache';
import { startedRuntime } from '../../runtime/current-runtime.ts';
import { RenewedPages } from './renewed-pages.ts';
import { SharedPages } from './shared-pages.ts';

/** Next.js's own cache of pages: what the build prerendered, and what this process rendered since. */
const { default: BuiltPages } = createRequire(import.meta.url)(
  'next/dist/server/lib/incremental-cache/file-system-cache.js',
) as typeof import('next/dist/server/lib/incremental-cache/file-system-cache');

type Get = Parameters<CacheHandler['get']>;
type Set = Parameters<CacheHandler['set']>;
type Revalidate = Parameters<CacheHandler['revalidateTag']>;

/** Next.js makes an instance for each request; these live as long as the process. */
let renewed: Promise<RenewedPages> | undefined;
let shared: SharedPages | undefined;
/** The newest that other replicas rendered of each renewed page. */
const fromOthers = new Map<string, CacheHandlerValue>();

/**
 * The cache of rendered pages. Pages that are renewed after a time are exchanged with the other replicas through Redis, so that one of
 * them renders for all; the others come from the build and need neither Redis nor the database. Without Redis each replica renews by itself.
 *
 * A renewal on demand (`revalidateTag`) shows on the other replicas when the page's time is over there.
 */
export default class PageCache implements Pick<CacheHandler, 'get' | 'set' | 'revalidateTag'> {
  readonly #built: InstanceType<typeof BuiltPages>;
  readonly #serverFolder: string;

  constructor(context: CacheHandlerContext) {
    const building = process.env.NEXT_PHASE === 'phase-production-build';
    const fileContext = context as ConstructorParameters<typeof BuiltPages>[0];
    // A container's file system is for reading; the pages of a replica are gone with it.
    this.#built = new BuiltPages({ ...fileContext, flushToDisk: building && context.flushToDisk === true });
    this.#serverFolder = context.serverDistDir ?? '';
  }

  async get(...[key, context]: Get): Promise<CacheHandlerValue | null> {
    const built = await this.#built.get(key, context);
    const pages = await this.#exchange();
    const seconds = pages?.renewed.secondsOf(key);
    if (pages === undefined || seconds === undefined) {
      return built;
    }
    const known = newer(built, fromOthers.get(key));
    if (known !== null && known.lastModified > Date.now() - seconds * 1_000) {
      return known;
    }
    const other = await pages.shared.find(key);
    if (other === undefined || newer(known, other) !== other) {
      return known;
    }
    fromOthers.set(key, other);
    return other;
  }

  async set(...[key, page, context]: Set): Promise<void> {
    const lastModified = Date.now();
    await this.#built.set(key, page, context);
    const pages = await this.#exchange();
    if (pages?.renewed.secondsOf(key) === undefined || page?.kind !== 'APP_PAGE') {
      return;
    }
    const tags = page.headers?.['x-next-cache-tags'];
    const cacheControl = 'cacheControl' in context ? context.cacheControl : undefined;
    const value = { value: page, lastModified, ...(cacheControl && { cacheControl }) };
    await pages.shared.keep(key, value, typeof tags === 'string' ? tags.split(',') : []);
  }

  async revalidateTag(...[tags, durations]: Revalidate): Promise<void> {
    await this.#built.revalidateTag(tags, durations);
    fromOthers.clear();
    const pages = await this.#exchange();
    await Promise.all([tags].flat().map((tag) => pages?.shared.revalidateTag(tag)));
  }

  resetRequestCache(): void {
    this.#built.resetRequestCache();
  }

  /** Undefined during the build, where there is nobody to exchange pages with. */
  async #exchange(): Promise<{ readonly renewed: RenewedPages; readonly shared: SharedPages } | undefined> {
    const runtime = startedRuntime();
    if (runtime === undefined) {
      return undefined;
    }
    renewed ??= RenewedPages.read(this.#serverFolder).catch((error: unknown) => {
      runtime.logger.error({ err: error }, 'The build cannot be read; replicas do not exchange pages.');
      return new RenewedPages('', { routes: {} });
    });
    const pages = await renewed;
    shared ??= new SharedPages(runtime.cache.client, pages.buildId);
    return { renewed: pages, shared };
  }
}

function newer(
  one: CacheHandlerValue | null,
  other: CacheHandlerValue | undefined,
): CacheHandlerValue | null {
  return other !== undefined && other.lastModified > (one?.lastModified ?? 0) ? other : one;
}
