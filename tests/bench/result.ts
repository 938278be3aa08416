import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One figure of ours beside the same figure of others from the same run. */
export type BenchRow = {
  metric: string;
  unit: string;
  ours: number;
  peers: Record<string, number>;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('the median of nothing');
  return middle;
}

/** At most three digits after the point: more would claim a precision that no run has. */
export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Whether the run had the processors before anybody else: policy 1 or 2, the 41st field of proc(5)'s `stat`, after the program's name. */
function isRealTime(): boolean {
  if (!existsSync('/proc/self/stat')) return false;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ['1', '2'].includes(fields[38] ?? '');
}

/** Prints the rows as a table and writes them to tests/bench/results/NAME.json with the commit and the machine. */
export function reportBench(bench: string, rows: readonly BenchRow[], browser?: string): void {
  console.table(rows.map(({ metric, unit, ours, peers }) => ({ metric, unit, ours, ...peers })));
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const machine = [`${cpus().length} x ${processor}`, `${memoryGiB} GiB`, `Node ${process.versions.node}`];
  if (browser) machine.push(browser);
  if (isRealTime()) machine.push('scheduled ahead of other programs (chrt)');
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const result = { bench, commit: git('rev-parse', 'HEAD'), machine: machine.join(', '), rows };
  writeFileSync(join(folder, `${bench}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
