import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of everything; whoever starts the lab need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // The lab's pages are small and change with the lab: nothing is cached beyond a request.
  devIndicators: false,
  // A cache from build to build does not see that a loader has changed, and keeps even its failure; `scripts/build.mjs` knows when nothing changed.
  experimental: { turbopackFileSystemCacheForBuild: false },
  turbopack: {
    // Messages are compiled here, and what formats compiled ones takes the place of the parser: 10 kB less for every reader.
    rules: {
      '**/components/language/*.json': { loaders: ['./components/language/messages-loader.mjs'], as: '*.js' },
      '**/protocol/zod.ts': { loaders: ['./protocol/bundle-loader.mjs'], as: '*.js' },
    },
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
};

export default config;
