import { createRequire } from 'node:module';
import path from 'node:path';
import type { NextConfig } from 'next';
import { pageRewrites, prefixRedirects } from './src/i18n/routes.ts';

/**
 * The folder that holds `node_modules/next`: this package in its container image, the workspace's root in the repository.
 * The standalone output keeps its files at their place relative to it.
 */
const dependencyRoot = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve('next/package.json')),
  '../..',
);

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Content-Security-Policy',
    value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; form-action 'self'",
  },
];

/**
 * Pages, and files of `public`, are the same for everyone. Browsers ask each time; the edge keeps a page for a minute, so that a release shows soon, renews it in
 * the background for ten, and serves it for a day while no replica answers.
 */
const pageCaching = {
  key: 'Cache-Control',
  value: 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400',
};

/** The start page is read before its links are used: browsers may fetch the pages behind them ahead of the click. */
const speculation = { key: 'Speculation-Rules', value: '"/speculation-rules.json"' };

/** Seconds for which a resized image is kept; the name of its source changes with its content. */
const imageSeconds = 31 * 24 * 60 * 60;

/** What the page cache is made of. Its imports cannot be traced, because Node.js runs its TypeScript as it is. */
const pageCacheFiles = [
  'src/cache/next-cache-handler/*.ts',
  'src/cache/redis-patience.ts',
  'src/runtime/current-runtime.ts',
  `${path.relative(import.meta.dirname, dependencyRoot) || '.'}/node_modules/@fortedigital/nextjs-cache-handler/{package.json,dist/**/*.js}`,
];

const nextConfig: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: dependencyRoot,
  turbopack: {
    root: dependencyRoot,
    // Messages come compiled (src/i18n/compiled.ts).
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
  // Loaded by Next.js itself, outside of its bundles, so its files are named.
  cacheHandler: path.resolve(import.meta.dirname, 'src/cache/next-cache-handler/page-cache.ts'),
  outputFileTracingIncludes: { '/*': pageCacheFiles },
  // src/compression does it, with brotli as well, which the edge then passes on.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // TypeScript 7 has no JavaScript API; Next reads the project's settings through its command line instead.
  experimental: { useTypeScriptCli: true, globalNotFound: true },
  // Types are checked once, by `tsc` in the repository's check command.
  typescript: { ignoreBuildErrors: true },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: securityHeaders },
      // Not the API and not the files of a build, which say it themselves.
      { source: '/:path((?!api/|_next/).*)', headers: [pageCaching] },
      ...['/', '/zh-TW'].map((source) => ({ source, headers: [speculation] })),
      {
        source: '/speculation-rules.json',
        headers: [
          { key: 'Content-Type', value: 'application/speculationrules+json' },
          { key: 'Cache-Control', value: 'public, max-age=3600' },
        ],
      },
    ]),
  redirects: () => Promise.resolve(prefixRedirects()),
  rewrites: () => Promise.resolve({ beforeFiles: [], afterFiles: pageRewrites(), fallback: [] }),
  images: { formats: ['image/avif', 'image/webp'], minimumCacheTTL: imageSeconds },
};

export default nextConfig;
