import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from './run-command.ts';

const LIMIT_BYTES = 250_000;
const dist = join(repositoryRoot, 'app/dist');

/** The scripts that `index.html` names and everything they import statically: what a first visit must load to show anything. */
export function initialScripts(readText: (path: string) => string): string[] {
  const html = readText('index.html');
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.m?js)"/g)].map((match) => match[1] ?? '');
  const scripts = new Set<string>();
  const queue = named.map((path) => path.replace(/^\.?\//, ''));
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (scripts.has(path)) continue;
    scripts.add(path);
    queue.push(
      ...staticImports(readText(path)).map((to) => new URL(to, `file:///${path}`).pathname.slice(1)),
    );
  }
  return [...scripts].toSorted();
}

/** Relative modules that a built script imports at its top; `import()` is no match, it loads on demand. */
function staticImports(source: string): string[] {
  const imports = /(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+)["']/g;
  return [...source.matchAll(imports)].map((match) => match[1] ?? '');
}

function measure(): number {
  if (!existsSync(join(dist, 'index.html'))) {
    console.error('There is no app/dist/index.html to measure: build the app first.');
    return 1;
  }
  const read = (path: string): Buffer => readFileSync(join(dist, path));
  const sizes = initialScripts((path) => read(path).toString()).map(
    (path) => [path, gzipSync(read(path)).length] as const,
  );
  if (sizes.length === 0) {
    console.error('app/dist/index.html names no script: nothing was measured.');
    return 1;
  }
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  for (const [path, bytes] of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB gzip  ${path}`);
  console.log(
    `${(total / 1000).toFixed(1).padStart(8)} kB gzip in all; the limit is ${LIMIT_BYTES / 1000} kB.`,
  );
  return total <= LIMIT_BYTES ? 0 : 1;
}

if (import.meta.main) process.exitCode = measure();
