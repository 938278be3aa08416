/** The app as a person builds it, served with a page beside it that fills its stores. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serveBundledPage } from '../browser/bundled-page.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Builds the app into a folder of its own, so that no older build is tested. The folder's `served` is for a server: the app is in
 * `isms`, and `seed.html` runs the page with this name in tests/journeys. `built` has the app as it was built.
 */
export async function buildSite(seedPage: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-screens-'));
  const built = join(folder, 'built');
  // As a person builds it: inside a test NODE_ENV says `test`, and React and others act on that.
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      'app/vite.config.ts',
      '--outDir',
      built,
    ],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' },
  );
  const bundled = await serveBundledPage(join(import.meta.dirname, seedPage));
  const script = await (await fetch(`${bundled.url}page.js`)).text();
  await bundled.close();
  const served = join(folder, 'served');
  // Not at the top of the server: the app may be hosted in any folder.
  cpSync(built, join(served, 'isms'), { recursive: true });
  writeFileSync(join(served, 'seed.js'), script);
  writeFileSync(
    join(served, 'seed.html'),
    '<!doctype html><title>seed</title><link rel="icon" href="data:," /><script type="module" src="seed.js"></script>',
  );
  return folder;
}
