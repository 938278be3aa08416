import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot, runCommand } from './run-command.ts';
import { summarise, type TestSummary } from './test-summary.ts';

/** A built thing that the browser tests load: the file that stands when it was built, and what it is built from. */
interface Build {
  name: string;
  made: string;
  from: readonly string[];
  command: readonly [string, ...string[]];
}

const builds: readonly Build[] = [
  {
    name: 'extension',
    made: '.output/chrome-mv3/manifest.json',
    from: ['extension', 'core', 'models', 'wxt.config.ts', 'package-lock.json'],
    command: ['wxt', 'build'],
  },
  {
    name: 'app',
    made: 'app/dist/index.html',
    from: ['app', 'core', 'models', 'package-lock.json'],
    command: ['vite', 'build', '--config', 'app/vite.config.ts'],
  },
];

/** No source, or no part of what is shipped. */
const notBuilt = /(^|\/)(dist|train|data|eval|node_modules)$|\.test\.tsx?$/;

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || notBuilt.test(path)) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(build: Build): boolean {
  const made = join(repositoryRoot, build.made);
  if (!existsSync(made)) return true;
  const sources = build.from.map((path) => newest(join(repositoryRoot, path)));
  return Math.max(...sources) > statSync(made).mtimeMs;
}

async function prepare(): Promise<boolean> {
  const setUp = await runCommand('node', ['tools/setup-tests.ts'], { show: true });
  if (!setUp.ok) return false;
  for (const build of builds.filter(isStale)) {
    const [command, ...args] = build.command;
    const result = await runCommand(command, args);
    console.log(
      `${result.ok ? 'Built' : 'Could not build'} the ${build.name} in ${result.seconds.toFixed(1)} s.`,
    );
    if (!result.ok) {
      console.error(result.output);
      return false;
    }
  }
  return true;
}

/** Arguments are vitest's own: a file filter, `-t NAME`, `--project unit`. The unit tests alone need no build. */
async function test(args: readonly string[]): Promise<TestSummary> {
  const unitOnly = args.join(' ').includes('--project unit') || args.includes('--project=unit');
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
