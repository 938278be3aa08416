import { runCommand } from './run-command.ts';

/** One thing that must hold. `after` names steps that must be done first; the others run two at a time, cheapest first. */
interface Step {
  name: string;
  command: readonly [string, ...string[]];
  after?: readonly string[];
}

const rooms = ['app', 'core', 'extension', 'models', 'tests', 'tools'];

const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of core, without the DOM', command: ['tsc', '-p', 'core/tsconfig.json'] },
  // The shipped model's files are made by its training, byte for byte; nobody formats them.
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.', '!models/annex-a/**'] },
  { name: 'lint', command: ['oxlint', '-c', 'tests/oxlint.json', '--deny-warnings', ...rooms] },
  {
    name: 'directions between rooms',
    command: ['depcruise', '--config', 'tests/dependency-cruiser.cjs', '--output-type', 'err', ...rooms],
  },
  { name: 'dead code', command: ['knip'] },
  { name: 'build of the extension for Chromium', command: ['wxt', 'build'] },
  { name: 'build of the app', command: ['vite', 'build', '--config', 'app/vite.config.ts'] },
  {
    name: 'build of the extension for Firefox',
    command: ['wxt', 'build', '-b', 'firefox', '--mv3'],
    after: ['build of the extension for Chromium'],
  },
  {
    name: 'sizes',
    command: ['size-limit'],
    after: ['build of the extension for Chromium', 'build of the app'],
  },
  {
    name: 'JavaScript the app loads first',
    command: ['node', '--experimental-strip-types', 'tools/initial-size.ts'],
    after: ['build of the app'],
  },
];

const AT_ONCE = 2;

/** Runs every step, also after one failed, so that one run tells everything. Returns the number of failures. */
async function check(): Promise<number> {
  const waiting = [...steps];
  const finished = new Set<string>();
  const failures: string[] = [];
  const running = new Set<Promise<void>>();

  const start = (step: Step): void => {
    const [command, ...args] = step.command;
    const promise = runCommand(command, args).then((result) => {
      console.log(
        `${result.ok ? 'passed' : 'FAILED'}  ${result.seconds.toFixed(1).padStart(6)} s  ${step.name}`,
      );
      if (!result.ok) {
        failures.push(step.name);
        console.log(`--- ${step.command.join(' ')}\n${result.output.trimEnd()}\n---`);
      }
      finished.add(step.name);
      running.delete(promise);
    });
    running.add(promise);
  };

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((step) => (step.after ?? []).every((name) => finished.has(name)));
    if (next >= 0 && running.size < AT_ONCE) waiting.splice(next, 1).forEach(start);
    else await Promise.race(running);
  }
  console.log(`${steps.length - failures.length} passed, ${failures.length} failed`);
  return failures.length;
}

process.exitCode = (await check()) === 0 ? 0 : 1;
