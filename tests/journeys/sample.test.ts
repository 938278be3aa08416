/**
 * The sample company in a real Chromium: opened by its button, its SoA walked by keyboard, a version frozen, compared and saved.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { keepPicture, screenFaults, startAppRig } from './app-rig.ts';
import type { AppRig, JudgedScreen } from './app-rig.ts';
import { desk, looks } from './looks.ts';

// Each look is several visits with axe: minutes on a busy machine.
vi.setConfig({ testTimeout: 400_000 });

let app: AppRig;

beforeAll(async () => {
  app = await startAppRig('screens-page.ts');
});

afterAll(() => app?.close());

async function openSample(look: Parameters<AppRig['open']>[0]) {
  const opened = await app.open(look, {
    seed: async (page) => {
      // A headless browser cannot answer the save picker; browsers without one download instead.
      await page.context().addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
    },
  });
  await opened.page.getByRole('button', { name: 'Open the sample company' }).click();
  // A machine that is busy with other tests makes forty pictures slowly.
  await opened.page.getByRole('button', { name: 'A.5.1 applicable: Yes' }).waitFor({ timeout: 120_000 });
  return opened;
}

async function saved(page: Page, button: string | RegExp): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).nth(0).click(),
  ]);
  return Uint8Array.from(readFileSync(await download.path()));
}

it('opens, and every row of its SoA is walked by keyboard', async () => {
  const { context, page, complaints } = await openSample({ colorScheme: 'light', viewport: desk });
  await keepPicture(page, 'sample-soa');
  await page.locator('[data-cell="A.5.1:title"]').focus();
  await page.keyboard.press('Enter');
  for (const { id } of controls) {
    const panel = page.getByRole('complementary', { name: `Details of ${id}` });
    await panel.waitFor();
    if (id !== controls.at(-1)?.id) await page.keyboard.press('j');
  }
  await page.keyboard.press('Escape');
  const last = page.locator('[data-cell="A.8.34:title"]');
  await expect.poll(() => last.evaluate((link) => link === document.activeElement)).toBe(true);

  // Rows far from the window are not drawn, but for the one that has the focus; keys and paper reach all of them.
  const rows = page.locator('.soa-grid [data-row]');
  const focused = (cell: string) => page.locator(`[data-cell="${cell}"]`).and(page.locator(':focus'));
  await page.locator('.record-scroll').evaluate((window) => window.scrollTo(0, 0));
  await page.locator('[data-row="A.5.1"]').hover();
  await expect.poll(() => rows.count()).toBeLessThan(50);
  await focused('A.8.34:title').waitFor();
  await page.keyboard.press('ArrowUp');
  await focused('A.8.33:title').waitFor();
  await page.keyboard.press('Control+Home');
  await focused('A.5.1:title').waitFor();
  for (const _ of [1, 2, 3]) await page.keyboard.press('PageDown');
  await focused('A.5.31:title').waitFor();
  await page.keyboard.press('Control+End');
  await page.locator('[data-cell^="C."][data-cell$=":title"]').and(page.locator(':focus')).waitFor();
  // The 93 and three custom controls, the titles of five groups, and the head.
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('102');
  expect(await page.getByRole('row', { name: /PCI-6\.4\.3/ }).getAttribute('aria-rowindex')).toBe('102');
  const printed = execFileSync('pdftotext', ['-', '-'], { input: await page.pdf(), encoding: 'utf8' });
  expect(new Set(printed.match(/\bA\.\d\.\d+\b/g))).toEqual(new Set(controls.map(({ id }) => id)));
  expect(printed).toContain('PCI-6.4.3');
  await expect.poll(() => rows.count()).toBeLessThan(50);
  expect(await page.getByRole('button', { name: 'Open the sample company' }).count()).toBe(0);
  await page.getByRole('link', { name: /^Evidence\s*40$/ }).click();
  await page.getByText('40 exhibits', { exact: true }).waitFor();
  await page.locator('.thumb canvas[data-drawn]').nth(0).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('freezes a version, compares it with what comes after, and saves it in three forms', async () => {
  const { context, page, complaints } = await openSample({ colorScheme: 'light', viewport: desk });
  await page.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByRole('heading', { name: 'Freeze version 3' }).waitFor();
  const freeze = page.getByRole('button', { name: 'Freeze', exact: true });
  await freeze.click();
  await page.getByText('Say why this version is frozen.').waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('Stage 2');
  await page.getByLabel('Approved by').fill('Zoë Brandt');
  await freeze.click();
  await page.getByRole('heading', { name: 'Version 3', exact: true }).waitFor();

  // Nobody is at work yet who could sign; then the approval is signed, and holds.
  await page.getByText('Enter your name in Settings to sign an approval.').nth(0).waitFor();
  await page.goto(app.addressOf('#/settings'));
  await page.getByLabel('Your name').fill('Zoë Brandt');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByText('Nobody has signed this version yet').nth(0).waitFor();
  await page.getByRole('button', { name: 'Sign approval of version 3' }).click();
  const approvals = page.getByRole('list', { name: 'Signed approvals of version 3' });
  await approvals.getByText(/^Signed by Zoë Brandt, .* The signature holds for this version\./).waitFor();
  await approvals.getByText(/^This browser’s own device \(Chromium, /).waitFor();

  await page.goto(app.addressOf('#/risks'));
  await page.getByRole('link', { name: /R-1\b/ }).nth(0).click();
  // Not its title, which rows of the SoA show as well.
  const threat = page.getByRole('complementary').getByRole('textbox', { name: 'Threat' });
  await threat.fill('Phishing of the whole team');
  await page.keyboard.press('Tab');
  await page.goto(app.addressOf('#/soa/A.8.12'));
  await page.getByRole('radio', { name: 'Implemented', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'A.8.12 status: Implemented' }).waitFor();
  await page.getByRole('textbox', { name: 'How it is implemented' }).fill('Watched since November.');
  await page.goto(app.addressOf('#/clauses/6.1.2'));
  await page.getByRole('textbox', { name: 'How it is met' }).fill('Assessed anew in November.');
  await page.goto(app.addressOf('#/settings'));
  await page.getByRole('textbox', { name: 'Scope' }).fill('Everything since November.');
  await page.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByRole('link', { name: 'Compare with now: version 3' }).click();
  await page.getByText('2 cells differ in 1 control').waitFor();
  for (const words of [
    '1 cell differs in 1 record of the registers',
    '1 cell differs in 1 clause',
    '1 cell differs on the cover',
  ])
    await page.getByText(words).waitFor();
  const clauses = page.getByRole('table', { name: /^What differs in clauses 4 to 10/ });
  expect(await clauses.getByRole('row').nth(1).innerText()).toContain('Assessed anew in November.');
  const cover = page.getByRole('table', { name: /^What differs on the cover/ });
  expect(await cover.getByRole('row').nth(1).innerText()).toContain('Everything since November.');
  const records = page.getByRole('table', { name: /^What differs in risks and registers/ });
  expect(await records.getByRole('row').nth(1).innerText()).toContain('Phishing of the whole team');
  const table = page.getByRole('table', { name: 'What differs between Version 3 and Now, not frozen' });
  const status = table.getByRole('row', { name: /^A\.8\.12/ });
  expect(await status.getByRole('cell').allInnerTexts()).toEqual([
    'Implementation',
    'Planned',
    'Implemented',
  ]);
  await keepPicture(page, 'versions-compared');
  await page.getByLabel('After').selectOption({ label: 'Version 1' });
  await page.getByText(/cells differ in \d+ controls/).waitFor();
  await page.getByLabel('After').selectOption({ label: 'Version 3' });
  await page.getByRole('heading', { name: 'Nothing differs' }).waitFor();

  await page.getByRole('button', { name: 'Files of version 3' }).click();
  const hash = await page.locator('.version-hash code').nth(0).innerText();
  const csv = new TextDecoder().decode(await saved(page, 'Save version 3 as CSV'));
  expect(csv.match(/^A\.\d+\.\d+,/gm)).toHaveLength(93);
  // What was edited since is not in it.
  expect(csv).not.toContain('Watched since November.');
  const workbook = unzipSync(await saved(page, 'Save version 3 as XLSX'));
  const texts = Object.values(workbook).map((part) => new TextDecoder().decode(part));
  expect(texts.some((text) => text.includes('Zoë Brandt') && text.includes(hash))).toBe(true);
  expect(texts.some((text) => text.includes('The signature holds for the SHA-256 below'))).toBe(true);
  const sheets = unzipSync(await saved(page, 'Save version 3 as ZIP of CSV files'));
  const all = Object.values(sheets).map((part) => new TextDecoder().decode(part));
  for (const text of [...texts, ...all])
    expect(text).not.toMatch(/Watched since|Assessed anew|Everything since/);
  expect(all.join('')).toContain('Two scales of five steps, a threshold');
  const register = new TextDecoder().decode(await saved(page, 'Save risk register of version 3 as CSV'));
  expect(register.match(/^R-\d+,/gm)).toHaveLength(25);
  expect(register).not.toContain('Phishing of the whole team');
  const pack = await saved(page, 'Save audit pack of version 3');
  const report = await verifyPack(bytesSource(Uint8Array.from(pack)), {
    devices: [],
    heads: [],
    stampRoots: [],
    now: new Date(),
  });
  expect(report.faults).toEqual([]);
  expect(report.exhibits).toBe(40);
  const inPack = Object.keys(unzipSync(pack));
  expect(inPack.some((path) => path.endsWith(`99_Integrity/statements/${hash}.json`))).toBe(true);
  const [, frozen] =
    Object.entries(unzipSync(pack)).find(([path]) => path.endsWith('03_SoA/SoA-version.json')) ?? [];
  expect(
    createHash('sha256')
      .update(frozen ?? '')
      .digest('hex'),
  ).toBe(hash);
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'versions-saved');

  // Before changes were kept, a day is the newest version of then; today is what stands now.
  await page.getByLabel('Day', { exact: true }).fill('2026-10-01');
  await page.getByRole('button', { name: 'Show the day' }).click();
  await page.getByText(/This is version 1, frozen/).waitFor();
  await page.getByText('The rows of that day').click();
  expect(await page.getByRole('table', { name: 'The rows of that day' }).getByRole('row').count()).toBe(
    // Titles, the 93, and the two custom controls of then.
    96,
  );
  await keepPicture(page, 'versions-day');
  await page.getByLabel('Day', { exact: true }).fill('2020-01-01');
  await page.getByRole('button', { name: 'Show the day' }).click();
  await page.getByRole('heading', { name: 'Nothing is known of that day' }).waitFor();
  const today = await page.evaluate(() =>
    new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10),
  );
  await page.getByLabel('Day', { exact: true }).fill(today);
  await page.getByRole('button', { name: 'Show the day' }).click();
  await page.getByText(/^Worked out from what stands now/).waitFor();
  const day = new TextDecoder().decode(await saved(page, / as of .* as CSV/));
  expect(day).toContain('Watched since November.');
  await page
    .getByRole('region', { name: /^As of / })
    .getByRole('link', { name: 'Compare with now' })
    .click();
  await page.getByRole('heading', { name: 'Nothing differs' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('edits marked rows together by keyboard, and takes it back in one step', async () => {
  const { context, page, complaints } = await openSample({ colorScheme: 'dark', viewport: desk });
  await page.locator('[data-cell="A.5.1:title"]').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Edit the marked rows' });
  await bar.getByText('3 controls marked').waitFor();
  expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(3);
  await keepPicture(page, 'soa-bulk');
  expect(await accessibilityFaults(page)).toEqual([]);
  await bar.getByLabel('Set status').selectOption({ label: 'Planned' });
  await bar.getByLabel('Owner of the marked rows').fill('Kim Park');
  await page.keyboard.press('Enter');
  for (const control of ['A.5.1', 'A.5.2', 'A.5.3']) {
    await page.getByRole('button', { name: `${control} status: Planned` }).waitFor();
    await page.getByRole('button', { name: `${control} owner: Kim Park` }).waitFor();
  }
  await page.locator('[data-cell="A.5.3:title"]').focus();
  await page.keyboard.press('Control+z');
  for (const control of ['A.5.1', 'A.5.2', 'A.5.3'])
    await page
      .getByRole('button', { name: `${control} owner: ` })
      .filter({ hasNotText: 'Kim' })
      .waitFor();
  expect(await page.getByRole('button', { name: 'A.5.2 status: Planned' }).count()).toBe(1);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await context.close();
});

const screens: JudgedScreen[] = [
  {
    name: 'sample-soa',
    hash: '#/soa/A.8.10',
    ready: (page) => page.getByRole('complementary').waitFor(),
    manyRows: true,
  },
  {
    name: 'versions',
    hash: '#/versions',
    ready: (page) => page.getByRole('heading', { name: 'Version 2' }).waitFor(),
  },
  {
    name: 'comparison',
    hash: '#/versions',
    ready: async (page) => {
      await page.getByRole('link', { name: 'Compare with now: version 1' }).click();
      await page.getByRole('table').nth(0).waitFor();
    },
  },
  {
    name: 'day',
    hash: '#/versions/on-2026-10-01',
    ready: async (page) => {
      await page.getByText(/This is version 1, frozen/).waitFor();
      await page.getByText('25 risks of that day').click();
    },
  },
];

it('sample and versions are accessible in every look', async () => {
  const [first] = looks;
  const { context, page, complaints } = await openSample(first);
  for (const { where, colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    // As a person with this window and these colours opens it.
    await page.reload();
    const name = `${colorScheme}-${where}`;
    expect(await screenFaults(page, screens, name), name).toEqual({});
  }
  expect(complaints).toEqual([]);
  await context.close();
});
