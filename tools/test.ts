import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './prepare.ts';
import { runCommand } from './run-command.ts';
import { summarise, type TestSummary } from './test-summary.ts';

/** Arguments are vitest's own: a file filter, `-t NAME`, `--project unit`. Without any, all but the long ones. The unit tests need no build. */
async function test(given: readonly string[]): Promise<TestSummary> {
  const args = given.length > 0 ? given : ['--project', 'unit', '--project', 'browser'];
  const unitOnly = given.join(' ').includes('--project unit') || given.includes('--project=unit');
  if (!unitOnly && !(await prepare()))
    return { passed: 0, failed: 1, complaints: ['The tests could not be prepared.'] };
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-tests-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const run = await runCommand(
    'vitest',
    ['run', '--config', 'tests/vitest.config.ts', ...reporters, ...args],
    {
      show: true,
    },
  );
  const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
  rmSync(folder, { recursive: true, force: true });
  return summarise(text, run.ok);
}

const summary = await test(process.argv.slice(2));
for (const complaint of summary.complaints) console.error(complaint);
console.log(`${summary.passed} passed, ${summary.failed} failed`);
process.exitCode = summary.failed === 0 && summary.passed > 0 ? 0 : 1;
