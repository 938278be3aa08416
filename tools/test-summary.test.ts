import { expect, it } from 'vitest';
import { summarise } from './test-summary.ts';

const report = (...files: { status: string; tests: string[] }[]): string =>
  JSON.stringify({
    testResults: files.map(({ status, tests }, index) => ({
      name: `file-${index}.test.ts`,
      status,
      assertionResults: tests.map((each, at) => ({
        status: each,
        fullName: `test ${at}`,
        failureMessages: each === 'failed' ? ['AssertionError: 1 is not 2\n    at somewhere'] : [],
      })),
    })),
  });

it('counts passed and failed tests, and names those that failed', () => {
  const summary = summarise(report({ status: 'failed', tests: ['passed', 'failed', 'passed'] }), false);
  expect(summary).toEqual({
    passed: 2,
    failed: 1,
    complaints: ['Failed: file-0.test.ts > test 1: AssertionError: 1 is not 2'],
  });
});

it('says of a failed test what it waited for, and where', () => {
  const message = [
    'TimeoutError: locator.waitFor: Timeout 30000ms exceeded.',
    'Call log:',
    "\u001B[2m  - waiting for getByText('Connected') to be visible\u001B[22m",
    '',
    '    at /home/alice/node_modules/driver/index.js:1:1',
    '    at /home/alice/tests/journeys/panel.test.ts:237:5',
  ].join('\n');
  const json = JSON.stringify({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [{ status: 'failed', fullName: 'b', failureMessages: [message] }],
      },
    ],
  });
  expect(summarise(json, false).complaints).toEqual([
    "Failed: a.test.ts > b: TimeoutError: locator.waitFor: Timeout 30000ms exceeded. - waiting for getByText('Connected') to be visible at /home/alice/tests/journeys/panel.test.ts:237:5",
  ]);
});

it('counts a file that could not be loaded as a failure', () => {
  const summary = summarise(
    report({ status: 'passed', tests: ['passed'] }, { status: 'failed', tests: [] }),
    false,
  );
  expect(summary).toMatchObject({ passed: 1, failed: 1 });
  expect(summary.complaints[0]).toContain('file-1.test.ts');
});

it.each(['skipped', 'pending', 'todo', 'disabled'])('counts a test that is %s as a failure', (status) => {
  expect(summarise(report({ status: 'passed', tests: ['passed', status] }), true)).toMatchObject({
    failed: 1,
  });
});

it.each([
  ['nothing ran', report(), true],
  ['there is no report', '', true],
  ['the report is cut', '{"testResults":[', true],
  ['an error came from outside the tests', report({ status: 'passed', tests: ['passed'] }), false],
])('fails when %s', (_case, json, runSucceeded) => {
  const { failed, complaints } = summarise(json, runSucceeded);
  expect(failed).toBe(1);
  expect(complaints).toHaveLength(1);
});
