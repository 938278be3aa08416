/** What stands beside a row of the SoA, by keyboard in a real Chromium: comments, history, columns and views, cells from a spreadsheet. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture } from './app-rig.ts';
import { desk, looks } from './looks.ts';

const filled = useFilledApp();
const look = { colorScheme: 'light', viewport: desk } as const;

/** Puts text on the clipboard the way another program does, and comes back to the cell. */
async function copyFromElsewhere(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
}

it('talks about a row with a mention, resolves it, and takes back only what one said oneself', async () => {
  const { context, page, complaints } = await filled.open(look);
  const other = await context.newPage();
  const address = `${filled.rig().url}/isms/#/soa/A.8.5`;
  await page.goto(address);
  await other.goto(address);
  const panel = page.getByRole('complementary', { name: 'Details of A.8.5' });
  const field = panel.getByRole('textbox', { name: 'New comment' });
  await field.focus();
  await page.keyboard.type('Is this so, @');
  const people = panel.getByRole('listbox', { name: 'People to call' });
  await people.waitFor();
  await page.keyboard.press('ArrowDown');
  const name = (await people.getByRole('option', { selected: true }).textContent()) ?? '';
  expect(name).not.toBe('');
  await keepPicture(page, 'soa-mention');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await field.inputValue()).toBe(`Is this so, @${name} `);
  await page.keyboard.type('?');
  await page.keyboard.press('Control+Enter');
  await panel.locator('.mention', { hasText: `@${name}` }).waitFor();
  const row = page.locator('[data-row="A.8.5"]');
  await row.getByRole('img', { name: '1 open comment' }).waitFor();

  const there = other.getByRole('complementary', { name: 'Details of A.8.5' });
  await there.getByRole('button', { name: /^Reply to/ }).press('Enter');
  await there.getByRole('textbox', { name: 'Your reply' }).pressSequentially('It is.');
  await other.keyboard.press('Control+Enter');
  await panel.getByText('It is.').waitFor();
  await keepPicture(page, 'soa-comments');

  // The other's reply stays when the question goes, and comes back below it.
  await panel.getByRole('heading', { name: 'Comments' }).click();
  await page.keyboard.press('Control+z');
  await panel.locator('.mention').waitFor({ state: 'detached' });
  await panel.getByText('It is.').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await panel.locator('.mention').waitFor();
  await panel.getByRole('button', { name: /^Resolve the thread/ }).press('Enter');
  await panel.getByText('1 resolved thread').waitFor();
  await row.getByRole('img', { name: '1 open comment' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await context.close();
});

it('tells who changed what in a row, and puts an older value back as one more change', async () => {
  const { context, page, complaints } = await filled.open(look);
  await page.goto(`${filled.rig().url}/isms/#/soa/A.5.37`);
  const panel = page.getByRole('complementary', { name: 'Details of A.5.37' });
  const text = panel.getByRole('textbox', { name: 'Justification' });
  await text.fill('Asked for by law.');
  await text.press('End');
  await text.pressSequentially(' And by us.');
  await panel.getByRole('radio', { name: 'Partly' }).check();
  await panel.getByRole('radio', { name: 'Planned' }).check();
  await panel.locator('summary', { hasText: 'History' }).press('Enter');
  const changes = panel.locator('.changes > li');
  await expect.poll(() => changes.count()).toBe(3);
  await expect.poll(() => changes.first().textContent()).toMatch(/Implementation.*Partly → Planned/);
  await panel.getByRole('button', { name: 'Restore “Partly” in Implementation' }).press('Enter');
  await expect.poll(() => panel.getByRole('radio', { name: 'Partly' }).isChecked()).toBe(true);
  await expect.poll(() => changes.count()).toBe(4);
  await panel.getByRole('button', { name: 'Restore Justification as it was before' }).press('Enter');
  await expect.poll(() => text.inputValue()).toBe('');
  await page.keyboard.press('Control+z');
  await expect.poll(() => text.inputValue()).toBe('Asked for by law. And by us.');
  await changes.first().scrollIntoViewIfNeeded();
  await keepPicture(page, 'soa-history');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.reload();
  await panel.locator('summary', { hasText: 'History' }).press('Enter');
  await expect.poll(() => changes.count()).toBe(5);
  expect(complaints).toEqual([]);
  await context.close();
});

it('keeps columns, order and filters under a name for everybody, by keyboard', async () => {
  const { context, page, complaints } = await filled.open(look);
  const columns = page.getByRole('button', { name: 'Columns and views' });
  await columns.press('Enter');
  const bar = page.getByRole('region', { name: 'Columns, order and saved views' });
  await bar.getByRole('checkbox', { name: 'Applicable' }).and(page.locator(':focus')).waitFor();
  await bar.getByRole('checkbox', { name: 'Maturity' }).press('Space');
  await bar.getByRole('checkbox', { name: 'Justification' }).press('Space');
  await bar.getByRole('checkbox', { name: 'Reasons' }).press('Space');
  await bar.getByRole('combobox', { name: 'Order' }).selectOption('owner');
  await page.getByRole('columnheader', { name: 'Maturity' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Owner' }).getAttribute('aria-sort')).toBe('ascending');
  await page.getByRole('combobox', { name: 'Status', exact: true }).selectOption('implemented');
  await bar.getByRole('textbox', { name: 'Name of the view' }).fill('Before the audit');
  await page.keyboard.press('Enter');
  const views = page.getByRole('combobox', { name: 'Saved view' });
  await views.waitFor();
  await keepPicture(page, 'soa-columns');
  expect(await accessibilityFaults(page)).toEqual([]);
  const owners = await page.locator('.soa-grid .owner-cell .owner').allTextContents();
  expect(owners.length).toBeGreaterThan(2);
  const names = owners.filter((owner) => owner !== '–');
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
  await bar.getByRole('checkbox', { name: 'Maturity' }).press('Escape');
  await columns.and(page.locator(':focus')).waitFor();

  // Another tab of this workspace opens it, and the columns of this device are still there after a reload.
  const other = await context.newPage();
  await other.goto(`${filled.rig().url}/isms/`);
  await other.getByRole('columnheader', { name: 'Maturity' }).waitFor();
  await views.selectOption('');
  await expect.poll(() => page.locator('.soa-grid .soa-row').count()).toBe(94);
  await other.getByRole('combobox', { name: 'Saved view' }).selectOption('Before the audit');
  await expect.poll(() => other.locator('.soa-grid .owner-cell .owner').count()).toBe(owners.length);
  expect(complaints).toEqual([]);
  await context.close();
});

it('takes cells from a spreadsheet once one has seen what they change, as one step', async () => {
  const { context, page, complaints } = await filled.open(look);
  await copyFromElsewhere(page, 'N/A\tL; business\tperhaps\tAnna Berg\nyes\t\tDone\tAnna Berg\n');
  await page.locator('[data-cell="A.7.13:applicability"]').focus();
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: 'Paste into these cells?' });
  await dialog.getByText('cannot be taken.').waitFor();
  await dialog.getByRole('row', { name: /A\.7\.13 Implementation perhaps These words/ }).waitFor();
  await keepPicture(page, 'soa-paste');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'A.7.13 applicable: No' }).waitFor();
  await page.getByRole('button', { name: 'A.7.14 status: Implemented' }).waitFor();
  await page.getByRole('button', { name: 'A.7.14 owner: Anna Berg' }).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-cell')))
    .toBe('A.7.13:applicability');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.7.13 applicable: No' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'A.7.14 owner: Anna Berg' }).waitFor({ state: 'detached' });

  // Marked rows go out as a table, and one cell goes into each of them.
  await copyFromElsewhere(page, 'Olaf Roth');
  await page.locator('[data-cell="A.7.13:owner"]').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+v');
  await dialog.getByRole('button', { name: 'Change 2 cells' }).press('Enter');
  await page.getByRole('button', { name: 'A.7.14 owner: Olaf Roth' }).waitFor();
  await page.keyboard.press('Control+c');
  await page.getByText('2 rows copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(
    copied.split(/\r?\n/).map((line) => line.split('\t').slice(0, 1).concat(line.split('\t').slice(4, 5))),
  ).toEqual([
    ['A.7.13 Equipment maintenance', 'Olaf Roth'],
    ['A.7.14 Secure disposal or re-use of equipment', 'Olaf Roth'],
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});

it.each(looks)('is sound on a $where in $colorScheme', async (one) => {
  const { context, page } = await filled.open(one);
  await page.goto(`${filled.rig().url}/isms/#/soa/A.8.9`);
  const panel = page.getByRole('complementary');
  await panel.getByRole('textbox', { name: 'New comment' }).fill('Who looks after this?');
  await page.keyboard.press('Control+Enter');
  await panel.getByText('Who looks after this?').waitFor();
  await panel.getByRole('radio', { name: 'Partly' }).check();
  await panel.locator('summary', { hasText: 'History' }).press('Enter');
  await panel.locator('.changes > li').first().scrollIntoViewIfNeeded();
  await keepPicture(page, `soa-beside-${one.where}-${one.colorScheme}`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Close details' }).press('Enter');
  await page.getByRole('button', { name: 'Columns and views' }).press('Enter');
  await page.getByRole('region', { name: 'Columns, order and saved views' }).waitFor();
  await page.getByRole('checkbox', { name: 'Justification' }).press('Space');
  await keepPicture(page, `soa-views-${one.where}-${one.colorScheme}`);
  expect(await accessibilityFaults(page)).toEqual([]);
  await context.close();
});
