/** Files come in, in a real Chromium: a register with guessed columns, a file that is refused, the whole workspace out and back. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { bombWorkbook, crowdedWorkbook } from '../fixtures/files.ts';
import { keepPicture, startAppRig, type AppRig } from './app-rig.ts';
import { desk } from './looks.ts';

// A busy machine takes minutes for the sample.
vi.setConfig({ testTimeout: 300_000 });

let app: AppRig;
beforeAll(async () => {
  app = await startAppRig('screens-page.ts');
});
afterAll(() => app?.close());

const give = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

const soa = [
  'Statement of Applicability 2025;;;;;',
  'Ref;Name;Applicable?;Reason for exclusion;Implementation status;Control owner',
  'ISO 27001:2022 A.5.1;Policies;Yes;;Fully implemented;Zoë Müller',
  '5.2;Roles;No;Nobody has a role;;',
  '5.3;Duties;perhaps;;;Ben',
  '5.99;None;Yes;;;',
].join('\r\n');

it('shows what a file would change, takes the chosen rows, and undo takes them back', async () => {
  const { context, page, complaints } = await app.open(
    { colorScheme: 'light', viewport: desk },
    { hash: '#/import' },
  );
  await page.getByText('Drop an XLSX, CSV or workspace file here').waitFor();
  await keepPicture(page, 'import-empty-light');
  expect(await accessibilityFaults(page)).toEqual([]);

  // A bomb first: it is refused, and the next file is taken all the same.
  await give(page, 'bomb.xlsx', Buffer.from(bombWorkbook(3)));
  await page.getByText('“bomb.xlsx” was not taken. It unpacks to more than any register has.').waitFor();
  await keepPicture(page, 'import-refused-light');

  // As Excel saves it in western Europe: semicolons, Windows-1252.
  await give(page, 'soa.csv', Buffer.from(soa, 'latin1'));
  const apply = page.getByRole('button', { name: 'Change 6 cells in 3 rows' });
  await apply.waitFor();
  await keepPicture(page, 'import-preview-light');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByText('Applicable: “perhaps” is not understood.').waitFor();
  await page.getByText('No control of Annex A has this number.').waitFor();
  const column = page.getByLabel('Taken as: Control owner');
  expect(await column.inputValue()).toBe('owner');
  await column.selectOption('Reviewer');
  await page.locator('dt', { hasText: 'Reviewer' }).nth(0).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await keepPicture(page, 'import-preview-dark');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel('Take A.5.2').focus();
  await page.keyboard.press('Space');
  const fewer = page.getByRole('button', { name: 'Change 4 cells in 2 rows' });
  await fewer.focus();
  await page.keyboard.press('Enter');
  await page.getByText('2 rows imported').waitFor();
  await page.getByRole('button', { name: 'Nothing to change' }).waitFor();

  await page.evaluate(() => (location.hash = '#/soa'));
  await page.getByRole('button', { name: 'A.5.1 applicable: Yes' }).waitFor();
  await page.getByRole('button', { name: 'A.5.2 applicable: Undecided' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.5.1 applicable: Undecided' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('saves the whole workspace as one file and opens it in an empty one', async () => {
  const seed = async (page: Page) => {
    await page.context().addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  };
  const first = await app.open({ colorScheme: 'light', viewport: desk }, { seed });
  await first.page.getByRole('button', { name: 'Open the sample company' }).click();
  await first.page.getByRole('button', { name: 'A.5.1 applicable: Yes' }).waitFor({ timeout: 120_000 });
  await first.page.evaluate(() => (location.hash = '#/import'));
  const [download] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.getByRole('button', { name: 'Save the workspace' }).click(),
  ]);
  const saved = readFileSync(await download.path());
  expect(first.complaints).toEqual([]);
  await first.context.close();

  const second = await app.open({ colorScheme: 'light', viewport: desk }, { hash: '#/import' });
  const { page } = second;
  await give(page, 'workspace.zip', saved);
  await page.getByRole('heading', { name: 'Workspace of Harbourlight GmbH (sample)' }).waitFor();
  await page.getByText('This workspace is empty').waitFor();
  await keepPicture(page, 'import-workspace');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open it here' }).click();
  await page.getByText('The workspace is in').nth(0).waitFor({ timeout: 60_000 });
  await page.evaluate(() => (location.hash = '#/soa'));
  await page.getByRole('button', { name: 'A.5.1 applicable: Yes' }).waitFor();
  await page.getByRole('link', { name: /^Evidence\s*40$/ }).waitFor();
  // Again: one workspace met with itself changes nothing.
  await page.evaluate(() => (location.hash = '#/import'));
  await give(page, 'workspace.zip', saved);
  await page.getByText('Both come from the same workspace').waitFor();
  expect(second.complaints).toEqual([]);
  await second.context.close();
});

it('gives up a crowded file, one that takes too long and one that is cancelled, and the workspace is as it was', async () => {
  const { context, page, complaints } = await app.open(
    { colorScheme: 'dark', viewport: desk },
    {
      hash: '#/import',
      seed: async (opened) => {
        // A worker that hangs: what it is asked never gets an answer.
        await opened.context().addInitScript(() => {
          const { Worker: Real } = globalThis;
          globalThis.Worker = class extends Real {
            override postMessage(
              message: unknown,
              transfer: Transferable[] | StructuredSerializeOptions = [],
            ) {
              const options = Array.isArray(transfer) ? { transfer } : transfer;
              if (sessionStorage.getItem('hang') === null) super.postMessage(message, options);
            }
          };
        });
      },
    },
  );
  const small = Buffer.from(soa, 'latin1');
  await give(page, 'crowded.xlsx', Buffer.from(crowdedWorkbook(1_100_000)));
  await page
    .getByText(/“crowded.xlsx” was not taken. (It unpacks to more than any register has|Reading it took)/)
    .waitFor({ timeout: 60_000 });

  await page.evaluate(() => sessionStorage.setItem('hang', 'yes'));
  await give(page, 'slow.csv', small);
  await page.getByText('“slow.csv” was not taken. Reading it took longer').waitFor({ timeout: 60_000 });
  await give(page, 'cancelled.csv', small);
  await page.getByRole('progressbar', { name: 'Reading cancelled.csv' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Drop an XLSX, CSV or workspace file here').waitFor();
  await page.evaluate(() => sessionStorage.removeItem('hang'));

  // The next file is taken all the same, and nothing was written until now.
  await give(page, 'soa.csv', small);
  await page.getByRole('button', { name: 'Change 6 cells in 3 rows' }).waitFor();
  await page.evaluate(() => (location.hash = '#/soa'));
  await page.getByRole('button', { name: 'A.5.1 applicable: Undecided' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
