/** The app as a person builds it, served with a page beside it that fills its stores. */
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serveBundledPage } from '../browser/bundled-page.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Serves the app as `npm test` has built it before: the folder's `served` is for a server, with the app in `isms`, and `seed.html` runs
 * the page with this name in tests/journeys. A folder for each caller, as one changes what is served.
 */
export async function makeSite(seedPage: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-screens-'));
  const bundled = await serveBundledPage(join(import.meta.dirname, seedPage));
  const script = await (await fetch(`${bundled.url}page.js`)).text();
  await bundled.close();
  const served = join(folder, 'served');
  // Not at the top of the server: the app may be hosted in any folder.
  cpSync(join(root, 'app/dist'), join(served, 'isms'), { recursive: true });
  writeFileSync(join(served, 'seed.js'), script);
  writeFileSync(
    join(served, 'seed.html'),
    '<!doctype html><title>seed</title><link rel="icon" href="data:," /><script type="module" src="seed.js"></script>',
  );
  return folder;
}
