import { createRequire } from 'node:module';
import path from 'node:path';
import type { NextConfig } from 'next';

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
 * Pages are the same for everyone. Browsers ask each time; the edge keeps a page for a minute, so that a release shows soon, renews it in
 * the background for ten, and serves it for a day while no replica answers.
 */
const pageCaching = {
  key: 'Cache-Control',
  value: 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400',
};

const nextConfig: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: dependencyRoot,
  turbopack: { root: dependencyRoot },
  poweredByHeader: false,
  reactStrictMode: true,
  // TypeScript 7 has no JavaScript API; Next reads the project's settings through its command line instead.
  experimental: { useTypeScriptCli: true },
  // Types are checked once, by `tsc` in the repository's check command.
  typescript: { ignoreBuildErrors: true },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: securityHeaders },
      { source: '/', headers: [pageCaching] },
    ]),
};

export default nextConfig;
