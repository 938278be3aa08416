import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const browserTests = ['tests/journeys/**', 'tests/browser/**', 'tests/consoles/**', 'tests/relay/**'].map(
  (at) => `${at}/*.test.ts`,
);
browserTests.push('app/**/browser.test.ts', 'models/**/browser.test.ts', 'extension/**/browser.test.ts');
const notOurs = ['**/node_modules/**', '.output/**', '.wxt/**', 'app/dist/**', 'tests/consoles/.modules/**'];

/** `unit` runs in Node within milliseconds a test; `browser` starts real Chromiums, consoles and relays, two files at a time. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          root,
          environment: 'node',
          include: [
            'core',
            'models',
            'extension',
            'app',
            'tools',
            'tests/properties',
            'tests/house',
            'tests/contracts',
            'tests/sync',
          ].map((room) => `${room}/**/*.test.{ts,tsx}`),
          exclude: [...browserTests, ...notOurs],
        },
      },
      {
        root,
        test: {
          name: 'browser',
          root,
          environment: 'node',
          include: browserTests,
          exclude: notOurs,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Two at a time: one alone leaves a third of two cores idle. After the unit tests, which take all of both.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
