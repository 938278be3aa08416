/**
 * The viewer of an audit pack in the hands of an auditor: a pack that the app saved is unpacked and opened from the file system in a real
 * Chromium; the reply that is saved there comes back into the app.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { auditPack } from '#core/pack/audit-pack.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { makeSealing } from '../fixtures/sealing.ts';
import { filesOf, streamBytes } from '../fixtures/pack-files.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture, type Look } from './app-rig.ts';
import { desk, looks } from './looks.ts';

const filled = useFilledApp();

/** Writes the pack as ZIP and as folders; gives back both. */
function unpack(pack: Bytes): { zip: string; top: string } {
  const folder = mkdtempSync(join(tmpdir(), 'viewer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const zip = join(folder, 'pack.zip');
  writeFileSync(zip, pack);
  const files = filesOf(pack);
  for (const { path, bytes } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return { zip, top: join(folder, files[0]?.path.split('/')[0] ?? '') };
}

/** The viewer from the file system, with every request that is for no file and every complaint of the browser. */
async function openViewer(top: string, look: Look) {
  const context = await filled.rig().browser.newContext({ ...look, locale: 'en-GB', acceptDownloads: true });
  onTestFinished(() => context.close());
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (!/^(file|blob):/.test(request.url())) strangers.push(request.url());
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    // Marks that were not saved make the browser ask; nothing else may.
    if (dialog.type() !== 'beforeunload') complaints.push(`dialog: ${dialog.message()}`);
    void dialog.accept();
  });
  await page.goto(pathToFileURL(join(top, '00_VIEWER.html')).href);
  await page.getByRole('navigation', { name: 'Audit pack' }).waitFor();
  return { page, strangers, complaints };
}

const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

async function savedPack(page: Page): Promise<Bytes> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save audit pack (ZIP)' }).click(),
  ]);
  await page.getByText(/^\s*Saved AuditPack/).waitFor();
  return Uint8Array.from(readFileSync(await download.path()));
}

it('shows a pack from the file system, and brings the auditor’s reply back into the app', async () => {
  const {
    context,
    page: app,
    complaints: appComplaints,
  } = await filled.open({ colorScheme: 'light', viewport: desk });
  onTestFinished(() => context.close());
  await app.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await app.goto(`${filled.rig().url}/isms/?reply#/pack`);
  const pack = await savedPack(app);
  const { zip, top } = unpack(pack);

  const { page, strangers, complaints } = await openViewer(top, { colorScheme: 'light', viewport: desk });
  await page
    .getByText(/fit the signed list/)
    .first()
    .waitFor();
  const items = page.locator('.pack-list button');
  expect(await items.count()).toBe(filled.exhibits().length);
  await items.first().click();
  const picture = page.getByRole('img', { name: 'Picture of EV-0001' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  await keepPicture(page, 'viewer-exhibit-wide-light');
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('radio', { name: 'Query' }).check();
  await page.getByRole('textbox', { name: 'Remark' }).fill('Which tenant is this?');
  await place(page, 'Statement of Applicability');
  expect(await items.count()).toBe(93);
  await page.getByRole('combobox', { name: 'Clause' }).selectOption({ label: 'A.8 Technological' });
  await page.getByRole('searchbox', { name: 'Search' }).fill('backup');
  await items.filter({ hasText: 'A.8.13' }).click();
  await page.getByRole('radio', { name: 'Nonconformity' }).check();
  await page.getByRole('textbox', { name: 'Remark' }).fill('No restore was ever tested.');
  expect(await accessibilityFaults(page)).toEqual([]);
  // The marks live as long as the tab does.
  await page.reload();
  await place(page, 'Reply');
  await page.getByLabel('Your name').fill('Eve Auditor');
  await page.getByLabel('Your organisation').fill('Cert AG');
  await keepPicture(page, 'viewer-reply-wide-light');
  expect(await accessibilityFaults(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save reply' }).click(),
  ]);
  await page.getByText(/^Saved Reply_/).waitFor();
  const reply = readFileSync(await saved.path(), 'utf8');

  await place(page, 'Check');
  await page.getByLabel('Choose the ZIP').setInputFiles(zip);
  await page
    .getByText(/^All .* files of the pack were read and fit together/)
    .first()
    .waitFor();
  await page.getByLabel('Choose the folder').setInputFiles(top);
  await page
    .getByText(/^All .* files of the pack were read and fit together/)
    .first()
    .waitFor();
  await keepPicture(page, 'viewer-check-wide-light');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);

  const give = (text: string) =>
    app.getByLabel('Read a reply').setInputFiles({
      name: 'reply.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  await give(reply.replace('Which tenant', 'Which planet'));
  await app.getByText(/was changed after the auditor signed it/).waitFor();
  await give(reply);
  await app.getByText('2 new findings from Eve Auditor, Cert AG.').waitFor();
  await give(reply);
  await app.getByText(/^\s*0 new findings .* 2 marks were here already/).waitFor();
  await keepPicture(app, 'pack-reply');
  await app.getByRole('link', { name: '2 findings, 2 open' }).click();
  const finding = app.getByRole('listitem').filter({ hasText: 'No restore was ever tested.' });
  await finding.getByText(/^Eve Auditor, Cert AG/).waitFor();
  await finding.getByRole('textbox', { name: 'Answer' }).fill('Tested on 3 May.');
  await finding.getByRole('combobox').selectOption('answered');
  await keepPicture(app, 'findings');
  expect(await accessibilityFaults(app)).toEqual([]);
  expect(appComplaints).toEqual([]);
});

it('runs nothing that a pack’s texts contain, names a tampered byte, and refuses another pack’s reply', async () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028';
  const sample = await makeWorkspaceSample(
    [
      {
        title: hostile,
        url: 'https://a.example/"><img src=x onerror=alert(3)>',
        controls: ['A.8.13'],
        note: hostile,
      },
    ],
    { 'A.8.13': { justification: hostile, owner: hostile, remarks: 'javascript:alert(4)' } },
  );
  const sealing = await makeSealing(sample.exhibits);
  const response = await fetch(`${filled.rig().url}/isms/audit-pack-viewer.html`);
  const viewer = new Uint8Array(await response.arrayBuffer());
  const pack = await streamBytes(auditPack({ ...sample, sealing, viewer }));
  const known = { devices: [sealing.signer.fingerprint], heads: [], stampRoots: [], now: new Date() };
  expect((await verifyPack(bytesSource(pack), known)).faults).toEqual([]);
  const { top } = unpack(pack);

  for (const look of looks) {
    const { page, strangers, complaints } = await openViewer(top, look);
    await page.locator('.pack-list button').first().click();
    await page.getByRole('heading', { name: 'onerror=alert(2)' }).waitFor();
    await page.getByText('No. 1 of its device').waitFor();
    await page.getByText('none, it is the first').waitFor();
    const ending = `${look.where}-${look.colorScheme}`;
    await keepPicture(page, `viewer-exhibit-${ending}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    await page.locator('.link-list').getByRole('button', { name: 'A.8.13' }).click();
    await page.getByText('javascript:alert(4)').waitFor();
    await place(page, 'Check');
    await keepPicture(page, `viewer-check-${ending}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  }

  const picture = filesOf(pack).find(({ path }) => path.endsWith('/original.png'));
  if (!picture) throw new Error('the sample has a picture');
  const file = join(dirname(top), picture.path);
  const flipped = Uint8Array.from(picture.bytes);
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  writeFileSync(file, flipped);
  const { page } = await openViewer(top, { colorScheme: 'dark', viewport: desk });
  await place(page, 'Check');
  await page.getByLabel('Choose the folder').setInputFiles(top);
  const named = picture.path.slice(picture.path.indexOf('/') + 1);
  await page.locator('.fault-list').getByText(named).first().waitFor();
  await page
    .getByRole('status')
    .getByText(/fault.* in the pack/)
    .waitFor();
  // A fault in what the page itself holds is named as soon as it opens.
  const data = join(top, '99_Integrity/viewer-data.js');
  const [head = '', json = ''] = readFileSync(data, 'utf8').split(' = ');
  const listed = JSON.parse(json.slice(0, -2)) as [string, string][];
  const changed = listed.map(([path, base64]) => {
    const held = Buffer.from(base64, 'base64').toString();
    return [path, Buffer.from(held.replace('"note":"', '"note":"changed ')).toString('base64')];
  });
  writeFileSync(data, `${head} = ${JSON.stringify(changed)};\n`);
  await page.reload();
  await page
    .getByRole('status')
    .getByText(/faults? in what this page holds/)
    .waitFor();

  await place(page, 'Exhibits');
  await page.locator('.pack-list button').first().click();
  await page.getByRole('radio', { name: 'Accepted' }).check();
  await place(page, 'Reply');
  await page.getByLabel('Your name').fill('Eve');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save reply' }).click(),
  ]);
  const { context, page: app } = await filled.open({ colorScheme: 'light', viewport: desk });
  onTestFinished(() => context.close());
  await app.goto(`${filled.rig().url}/isms/?other#/pack`);
  await app.getByLabel('Read a reply').setInputFiles(await saved.path());
  await app.getByText(/answers a pack that was not made in this workspace: Müller & Söhne GmbH/).waitFor();
});

/** Pictures of the page in dark and light, and what axe says about it. */
async function judge(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await keepPicture(page, `${name}-${colorScheme}`);
  }
  expect(await accessibilityFaults(page)).toEqual([]);
}

const threePacks = { timeout: 300_000 };
it(
  'gives a customer chosen exhibits with proofs, and an auditor a sample and the signed review',
  threePacks,
  async () => {
    const { context, page: app, complaints } = await filled.open({ colorScheme: 'light', viewport: desk });
    onTestFinished(() => context.close());
    await app.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
    await app.goto(`${filled.rig().url}/isms/?scope#/settings`);
    await app.getByLabel('Your name').fill('Alice Weber');
    await app.keyboard.press('Enter');
    await app.getByText('Saved', { exact: true }).waitFor();
    await app.goto(`${filled.rig().url}/isms/?scope#/pack/reviews`);
    await app.getByRole('button', { name: 'New review' }).click();
    await app.getByText('at least one point considered').waitFor();
    await app.getByLabel('Held on').fill('2026-04-20');
    await app.getByLabel('Chair').fill('Alice Weber');
    await app.getByLabel('Attendees').fill('Alice Weber, Bob Krause');
    await app.getByLabel('Risk assessment').check();
    await app.getByLabel('Decisions').fill('Budget for a second backup site');
    await app.getByRole('button', { name: 'Sign as chair' }).click();
    await app.getByText('The signature holds for the review as it stands.').waitFor();
    await judge(app, 'reviews');
    await app.getByLabel('Decisions').fill('No budget');
    await app.getByText('the review was edited since').waitFor();

    await app.getByRole('link', { name: 'To the audit pack' }).click();
    await app.getByRole('link', { name: 'Open reviews (1)' }).waitFor();
    const known = { devices: [], heads: [], stampRoots: [], now: new Date() };
    const whole = await savedPack(app);
    const { exhibits: all } = await verifyPack(bytesSource(whole), known);
    expect(all).toBe(filled.exhibits().length);
    const verifyTxt = filesOf(whole).find(({ path }) => path.endsWith('/VERIFY.txt'))?.bytes;
    const root = /^[0-9a-f]{64}$/m.exec(new TextDecoder().decode(verifyTxt))?.[0];

    const scope = app.getByLabel('Exhibits in the pack');
    await scope.selectOption({ label: 'A random sample' });
    await app.getByText('Enter a seed').waitFor();
    expect(await app.getByRole('button', { name: 'Save audit pack (ZIP)' }).isDisabled()).toBe(true);
    await app.getByLabel('Size').fill('2');
    await app.getByLabel('Seed').fill('dice 3 1 6');
    await app.getByLabel('Names of people').check();
    await judge(app, 'pack-sample');
    const sampled = await savedPack(app);
    expect(await verifyPack(bytesSource(sampled), known)).toMatchObject({ faults: [], exhibits: 2 });
    expect(filesOf(sampled).filter(({ path }) => path.endsWith('/record-shown.json'))).toHaveLength(2);
    await app.getByLabel('Names of people').uncheck();

    await scope.selectOption({ label: 'Chosen ones, for a customer' });
    expect(await app.getByLabel('Risk register').isChecked()).toBe(true);
    await app.getByLabel('Signed statements').uncheck();
    const audited = app.getByLabel('Prove that they belong to');
    await audited.selectOption({ index: (await audited.locator('option').count()) - 1 });
    const boxes = app.getByRole('group', { name: /chosen/ }).getByRole('checkbox');
    await boxes.first().check();
    await app.getByText('1 exhibit chosen').waitFor();
    await judge(app, 'pack-selection');
    const customers = await savedPack(app);
    const report = await verifyPack(bytesSource(customers), { ...known, auditedRoots: [root ?? ''] });
    expect(report).toMatchObject({ faults: [], exhibits: 1, audited: { root, known: true } });

    const {
      page,
      strangers,
      complaints: viewers,
    } = await openViewer(unpack(customers).top, {
      colorScheme: 'light',
      viewport: desk,
    });
    await page.getByText(/Selection from an audited set/).waitFor();
    await place(page, 'Signed statements');
    await page.getByText('Budget for a second backup site').waitFor();
    await page.getByText('The signature holds.').waitFor();
    await judge(page, 'viewer-statements');
    await place(page, 'Check');
    const { zip } = unpack(customers);
    const seen = page.getByLabel('Root of the audited set');
    await seen.fill('what the auditor saw');
    expect(await seen.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Choose the ZIP').isDisabled()).toBe(true);
    await seen.fill('e'.repeat(64));
    await page.getByLabel('Choose the ZIP').setInputFiles(zip);
    await page.getByText('its audited root is none of those that were given as known').first().waitFor();
    // As it stands in a letter: in capitals and groups.
    await seen.fill((root ?? '').toUpperCase().replace(/.{8}(?=.)/g, '$& '));
    await page.getByLabel('Choose the ZIP').setInputFiles(zip);
    await page.getByText('It is the one that you gave.').waitFor();
    await judge(page, 'viewer-check-audited');
    expect([...complaints, ...viewers, ...strangers]).toEqual([]);
  },
);
