/** The page of the app that checks a pack: whose it is, what is wrong by name, and what cannot hurt it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { auditPack } from '#core/pack/audit-pack.ts';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { headLine } from '#core/verify/known-line.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { maliciousArchives } from '../fixtures/malicious-archives.ts';
import { makeSealing } from '../fixtures/sealing.ts';
import { filesOf, streamBytes, zipOf } from '../fixtures/pack-files.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';
import { keepPicture, startAppRig, type AppRig } from './app-rig.ts';
import { looks } from './looks.ts';

let rig: AppRig;
let pack: Bytes;
let sealing: Awaited<ReturnType<typeof makeSealing>>;
let generatedAt: string;
beforeAll(async () => {
  rig = await startAppRig('screens-page.ts');
  const sample = await makeWorkspaceSample();
  generatedAt = sample.generatedAt;
  sealing = await makeSealing(sample.exhibits);
  pack = await streamBytes(auditPack({ ...sample, sealing, viewer: textToBytes('<!doctype html>') }));
});
afterAll(() => rig?.close());

const give = (page: Page, name: string, bytes: Uint8Array) =>
  page
    .getByLabel('Choose a pack (ZIP)')
    .and(page.locator('input'))
    .setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
const result = (page: Page, name: string) => page.getByRole('region', { name: `Result for ${name}` });
const faultsIn = (page: Page, name: string, kind: string) =>
  result(page, name).getByRole('region', { name: kind });

it.each(looks)(
  'names what is wrong and whose key it is, $colorScheme, $where',
  async ({ where, ...look }) => {
    const { context, page, complaints } = await rig.open(look, { hash: '#/verify' });
    onTestFinished(() => context.close());
    const known = page.getByLabel('Fingerprints, newest seals, lost devices and audited sets');
    await known.waitFor();
    await give(page, 'good.zip', pack);
    await page.getByText('It fits together, but nothing shows whose it is').waitFor();

    await known.fill('12:34');
    await page.getByText('Line 1 is none of these.').waitFor();
    expect(await page.getByRole('button', { name: 'Check another' }).isDisabled()).toBe(true);

    const { signer, camera, head } = sealing;
    if (!head) throw new Error('the sealing has a log');
    const own = fingerprintGroups(signer.fingerprint);
    await known.fill(`${own}\n${headLine(head)}`);
    await give(page, 'good.zip', pack);
    await page.getByText('Nothing is wrong with it, and you know the key that signed it.').waitFor();
    await result(page, 'good.zip').getByText(headLine(head)).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, `verify-good-${look.colorScheme}-${where}`);

    // A pack may leave out that its device was lost; the reader knows.
    await known.fill(`${own}\n${camera.fingerprint}:lost:2026-01-10`);
    await give(page, 'lost.zip', pack);
    await faultsIn(page, 'lost.zip', 'Revoked key')
      .getByText(/seal 1: the device was revoked/)
      .waitFor();

    await known.fill('ab'.repeat(32));
    await give(page, 'stranger.zip', pack);
    await faultsIn(page, 'stranger.zip', 'Unknown key').getByText('99_Integrity/seals/').waitFor();

    await known.fill(own);
    const picture = filesOf(pack).find(({ path }) => path.endsWith('original.png'))?.path ?? '';
    const files = filesOf(pack).flatMap(({ path, bytes }) =>
      path === picture
        ? [{ path, bytes: Uint8Array.from(bytes, (byte, at) => (at === 40 ? byte ^ 1 : byte)) }]
        : path.endsWith('SoA.pdf')
          ? []
          : [{ path, bytes }],
    );
    await give(page, 'tampered.zip', await zipOf(files, generatedAt));
    const inPack = picture.slice(picture.indexOf('/') + 1);
    await faultsIn(page, 'tampered.zip', 'Changed file').getByText(inPack).first().waitFor();
    await faultsIn(page, 'tampered.zip', 'Missing file').getByText('03_SoA/SoA.pdf').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, `verify-bad-${look.colorScheme}-${where}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
  },
);

it('can be cancelled, and says nothing about what it has not read', async () => {
  const { context, page } = await rig.open(looks[0], { hash: '#/verify' });
  onTestFinished(() => context.close());
  // The check never begins, as if the pack were endless.
  await page.route('**/assets/verify-*.js', () => undefined);
  await give(page, 'slow.zip', pack);
  await page.getByRole('progressbar', { name: 'Checking slow.zip' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing is said about what was not read.').waitFor();
  await page.unroute('**/assets/verify-*.js');
  await give(page, 'again.zip', pack);
  await page.getByText('It fits together').waitFor();
});

it('refuses hostile archives by name and stays whole', async () => {
  const { context, page, complaints } = await rig.open(looks[0], { hash: '#/verify' });
  onTestFinished(() => context.close());
  for (const { name, bytes, kind } of await maliciousArchives()) {
    await give(page, `${name}.zip`, bytes);
    await result(page, `${name}.zip`).waitFor();
    const kinds: Record<string, string> = {
      archive: 'Damaged archive',
      'unsafe-path': 'Unsafe name',
      'duplicate-file': 'Doubled file',
      'too-large': 'Too large',
      'bad-manifest': 'Bad manifest',
    };
    await faultsIn(page, `${name}.zip`, kinds[kind] ?? kind).waitFor();
  }
  expect(complaints).toEqual([]);
});
