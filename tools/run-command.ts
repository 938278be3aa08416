import { spawn } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The root of the repository: commands run here, whatever folder the person stands in. */
export const repositoryRoot = resolve(import.meta.dirname, '..');

/** The environment for our tools: this very Node first, then the programs of node_modules. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const path = [
    dirname(process.execPath),
    join(repositoryRoot, 'node_modules', '.bin'),
    process.env['PATH'] ?? '',
  ];
  return { ...process.env, PATH: path.join(delimiter) };
}

export interface CommandResult {
  ok: boolean;
  /** What it wrote, both channels in the order of arrival; empty when `show` was set. */
  output: string;
  seconds: number;
}

/** Runs a program of node_modules or of the system in the repository. Never rejects: a program that cannot be started is a failure. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { show?: boolean } = {},
): Promise<CommandResult> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      env: toolEnvironment(),
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const finish = (ok: boolean): void => done({ ok, output, seconds: (performance.now() - started) / 1000 });
    child.once('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}
