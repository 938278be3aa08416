/** The viewer of an audit pack in a real Firefox, opened from the file system as an auditor would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { auditPack } from '#core/pack/audit-pack.ts';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { buildViewer } from '../../app/viewer/build-viewer.ts';
import { startFirefox, type FirefoxPage } from '../browser/firefox.ts';
import { filesOf, streamBytes } from '../fixtures/pack-files.ts';
import { makeSealing } from '../fixtures/sealing.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';

const text = (selector: string) => `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`;
/** Presses what has this role and these words. */
const press = (selector: string, words: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.textContent.includes(${JSON.stringify(words)})).click()`;
/** Types as a person does, so that the page hears of it. */
const type = (selector: string, words: string) =>
  `(() => {
    const field = document.querySelector(${JSON.stringify(selector)});
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(words)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
  })()`;

/** What axe finds wrong, by the rules that all pages are held to. */
async function faultsByAxe(page: FirefoxPage): Promise<unknown> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(`(() => { ${axe}; })()`);
  return page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  );
}

it('shows a pack, finds a row, checks it, and asks nobody', { timeout: 240_000 }, async () => {
  const sample = await makeWorkspaceSample();
  const sealing = await makeSealing(sample.exhibits);
  const pack = await streamBytes(auditPack({ ...sample, sealing, viewer: await buildViewer() }));
  const folder = mkdtempSync(join(tmpdir(), 'viewer-firefox-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = filesOf(pack);
  for (const { path, bytes } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  writeFileSync(join(folder, 'pack.zip'), pack);
  const top = join(folder, files[0]?.path.split('/')[0] ?? '');

  const page = await startFirefox();
  onTestFinished(() => page.close());
  await page.open(pathToFileURL(join(top, '00_VIEWER.html')).href);
  const items = () => page.evaluate(`document.querySelectorAll('.pack-list button').length`);
  await expect.poll(items).toBe(3);
  expect(await page.evaluate(text('.standing'))).toContain('fit the signed list');
  await page.evaluate(press('.pack-list button', 'EV-0001'));
  const width = () => page.evaluate(`document.querySelector('.picture img')?.naturalWidth ?? 0`);
  await expect.poll(width).toBe(8);
  expect(await page.evaluate(text('.pack-detail'))).toContain('No. 1 of its device');
  expect(await faultsByAxe(page)).toEqual([]);

  await page.evaluate(press('nav button', 'Statement of Applicability'));
  await expect.poll(items).toBe(93);
  await page.evaluate(type('input[type=search]', 'backup'));
  await expect.poll(items).toBeLessThan(20);
  expect(await page.evaluate(text('.pack-list'))).toContain('A.8.13');

  await page.evaluate(press('nav button', 'Check'));
  await page.evaluate(type('#known-key', fingerprintGroups(sealing.signer.fingerprint)));
  await page.chooseFile('input[accept=".zip"]', join(folder, 'pack.zip'));
  const standing = () => page.evaluate(text('.standing'));
  await expect
    .poll(standing, { timeout: 60_000 })
    .toMatch(/All .* files of the pack were read and fit together/);
  expect(await faultsByAxe(page)).toEqual([]);

  const flipped = Uint8Array.from(pack);
  flipped[2_000] = (flipped[2_000] ?? 0) ^ 1;
  writeFileSync(join(folder, 'pack.zip'), flipped);
  await page.chooseFile('input[accept=".zip"]', join(folder, 'pack.zip'));
  await expect.poll(standing, { timeout: 60_000 }).toMatch(/faults? in the pack/);
  expect(page.requests()).toEqual([]);
  expect(page.complaints()).toEqual([]);
  // A request would have been seen.
  await page.open('http://pack.example/').catch(() => undefined);
  expect(page.requests()).toContain('http://pack.example/');
});
