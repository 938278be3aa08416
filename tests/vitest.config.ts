import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = resolve(import.meta.dirname, '..');
const browserTests = ['tests/journeys/**', 'tests/browser/**', 'tests/consoles/**', 'tests/relay/**'].map(
  (at) => `${at}/*.test.ts`,
);
browserTests.push('app/**/browser.test.ts', 'models/**/browser.test.ts', 'extension/**/browser.test.ts');
/**
 * Sweeps over hundreds of kills, layouts or values, starts of whole consoles and clusters, and long journeys about what may go wrong: a
 * minute each, or more.
 */
const longTests = ['**/*.long.test.ts'];
const notOurs = ['**/node_modules/**', '.output/**', '.wxt/**', 'app/dist/**', 'tests/consoles/.modules/**'];

/** Two files at a time: one alone leaves a third of two cores idle, and with three browsers at once pages answer too late to be read. */
const maxWorkers = 2;

const inBrowsers = {
  root,
  environment: 'node' as const,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // A busy machine may need longer than the second that is usual.
  expect: { poll: { timeout: 15_000 } },
  maxWorkers,
};

/** `unit` runs in Node within milliseconds a test; `browser` and `long` start real Chromiums, consoles and relays. */
export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root,
        test: {
          name: 'unit',
          root,
          environment: 'node',
          maxWorkers,
          // A new process for each of more than a hundred files costs more than most of the tests in them.
          isolate: false,
          unstubGlobals: true,
          restoreMocks: true,
          // Beside browsers, which come first in the queue and may be there still.
          testTimeout: 20_000,
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
          exclude: [...browserTests, ...longTests, ...notOurs],
        },
      },
      {
        root,
        test: {
          ...inBrowsers,
          name: 'browser',
          include: browserTests,
          exclude: [...longTests, ...notOurs],
        },
      },
      {
        root,
        test: {
          ...inBrowsers,
          name: 'long',
          include: longTests,
          exclude: notOurs,
        },
      },
    ],
  },
});
