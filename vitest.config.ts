import { defineConfig } from 'vitest/config';

const alias = { '@': import.meta.dirname };

/** `unit` needs nothing; `docker` needs an engine and root, `browser` Chromium and a build as well. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{model,protocol,sources,components,labs,server,cli,scripts,docs}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.live.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'docker',
          include: ['test/docker/**/*.test.ts', 'server/**/*.live.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
