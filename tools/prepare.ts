import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, runCommand } from './run-command.ts';

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

/** Builds one; false, and its words shown, when that fails. */
async function make(build: Build): Promise<boolean> {
  const [command, ...args] = build.command;
  const result = await runCommand(command, args);
  console.log(
    `${result.ok ? 'Built' : 'Could not build'} the ${build.name} in ${result.seconds.toFixed(1)} s.`,
  );
  if (!result.ok) console.error(result.output);
  return result.ok;
}

/**
 * Makes this machine ready for what drives a browser: installs the programs it needs where it can, and builds extension and app if
 * their sources are newer. False when something is missing; it has said what.
 */
export async function prepare(): Promise<boolean> {
  const setUp = await runCommand('node', ['--experimental-strip-types', 'tools/setup-tests.ts'], {
    show: true,
  });
  if (!setUp.ok) return false;
  const made = await Promise.all(builds.filter(isStale).map(make));
  return made.every((isMade) => isMade);
}
