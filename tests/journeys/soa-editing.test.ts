/** What stands beside a row of the SoA, by keyboard in a real Chromium: comments, history, columns and views, cells from a spreadsheet. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture } from './app-rig.ts';
import { desk, looks } from './looks.ts';

const filled = useFilledApp();
const look = { colorScheme: 'light', viewport: desk } as const;

const goTo = (page: Page, hash: string) =>
  page.evaluate((next) => {
    location.hash = next;
  }, hash);

/** Says on this device whose it is, and goes back to where one was. */
async function enterName(page: Page, name: string): Promise<void> {
  const before = new URL(page.url()).hash;
  await goTo(page, '#/settings');
  const field = page.getByLabel('Your name');
  await field.fill(name);
  await field.press('Enter');
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await goTo(page, before || '#/soa');
}

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

  // Who has a name here may say it anew and take it back; the other tab sees that and what was said before.
  await enterName(page, 'Zoë Brandt');
  await panel.getByRole('button', { name: /^Reply to/ }).press('Enter');
  await panel.getByRole('textbox', { name: 'Your reply' }).pressSequentially('So I herd.');
  await page.keyboard.press('Control+Enter');
  await panel.getByRole('button', { name: 'Edit “So I herd.”' }).press('Enter');
  const edited = panel.getByRole('textbox', { name: 'Your comment' });
  await edited.fill('So I heard.');
  await page.keyboard.press('Control+Enter');
  await there.getByText('So I heard.').waitFor();
  await there.locator('.comment-earlier summary').press('Enter');
  await there.getByText('So I herd.').waitFor();
  expect(await there.getByRole('button', { name: /^Edit “It is/ }).count()).toBe(0);
  await keepPicture(page, 'soa-comment-edited');
  expect(await accessibilityFaults(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Delete “So I heard.”' }).press('Enter');
  await there.getByText('Deleted by its author.').waitFor();
  await page.keyboard.press('Control+z');
  await there.getByText('So I heard.').waitFor();

  await panel.getByRole('button', { name: /^Resolve the thread/ }).press('Enter');
  await panel.getByText('1 resolved thread').waitFor();
  await row.getByRole('img', { name: '1 open comment' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await context.close();
});

it('says on every screen who calls the reader, until they have seen the row', async () => {
  const { context, page, complaints } = await filled.open(look);
  await enterName(page, 'Olaf Roth');
  const panel = page.getByRole('complementary', { name: 'Details of A.5.2' });
  await goTo(page, '#/soa/A.5.2');
  await panel.getByRole('textbox', { name: 'New comment' }).fill('@Olaf Roth is me, @Zoë Brandt is not');
  await page.keyboard.press('Control+Enter');
  await panel.locator('.comment-text').waitFor();
  expect(await page.getByRole('button', { name: /unread call/ }).count()).toBe(0);

  // The same workspace, read by her whom the document knows by the comment.
  await enterName(page, 'Zoë Brandt');
  await goTo(page, '#/soa/A.5.2');
  await panel.getByRole('textbox', { name: 'New comment' }).fill('I know');
  await page.keyboard.press('Control+Enter');
  await enterName(page, 'Olaf Roth');
  await goTo(page, '#/soa/A.5.3');
  const other = page.getByRole('complementary', { name: 'Details of A.5.3' });
  await other.getByRole('textbox', { name: 'New comment' }).pressSequentially('@Zoë');
  await other.getByRole('option', { name: 'Zoë Brandt' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await other.locator('.mention').waitFor();
  // Whoever has the row open sees the call there.
  await goTo(page, '#/soa');
  await enterName(page, 'Zoë Brandt');
  const unread = page.getByRole('button', { name: '1 unread call' });
  await unread.press('Enter');
  await page.getByRole('dialog', { name: 'Comments that call you' }).waitFor();
  await keepPicture(page, 'mentions');
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await other.waitFor();
  await unread.waitFor({ state: 'detached' });
  await page.reload();
  await other.waitFor();
  expect(await unread.count()).toBe(0);
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
  // Ticked by keyboard, several at once; the menu stays open meanwhile.
  const byAttribute = page.getByRole('button', { name: /^ISO 27002 attributes/ });
  await byAttribute.press('Enter');
  const menu = page.getByRole('menu', { name: 'ISO 27002 attributes' });
  await menu.getByRole('menuitemcheckbox', { name: 'Preventive' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await keepPicture(page, 'soa-attributes');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await byAttribute.and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'ISO 27002 attributes: Preventive +1' }).waitFor();
  const byOwner = page.getByRole('button', { name: /^Owners/ });
  await byOwner.press('Enter');
  const names = page.getByRole('menu', { name: 'Owners' }).getByRole('menuitemcheckbox');
  await names.first().waitFor();
  // All owners, and not those rows that have none.
  for (const name of (await names.allTextContents()).slice(1)) {
    await page.keyboard.press('ArrowDown');
    await names.filter({ hasText: name }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Escape');
  await bar.getByRole('textbox', { name: 'Name of the view' }).fill('Before the audit');
  await page.keyboard.press('Enter');
  const views = page.getByRole('combobox', { name: 'Saved view' });
  await views.waitFor();
  await keepPicture(page, 'soa-columns');
  expect(await accessibilityFaults(page)).toEqual([]);
  const owners = await page.locator('.soa-grid .owner-cell .owner').allTextContents();
  expect(owners.length).toBeGreaterThan(2);
  expect(owners).not.toContain('–');
  expect(owners).toEqual(owners.toSorted((a, b) => a.localeCompare(b)));
  await bar.getByRole('checkbox', { name: 'Maturity' }).press('Escape');
  await columns.and(page.locator(':focus')).waitFor();

  // Another tab of this workspace opens it, and the columns of this device are still there after a reload.
  const other = await context.newPage();
  await other.goto(`${filled.rig().url}/isms/`);
  await other.getByRole('columnheader', { name: 'Maturity' }).waitFor();
  await views.selectOption('');
  // 93 rows, the titles of four themes, the head, and two of the custom controls that are none.
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('100');
  await other.getByRole('combobox', { name: 'Saved view' }).selectOption('Before the audit');
  await expect.poll(() => other.locator('.soa-grid .owner-cell .owner').count()).toBe(owners.length);
  expect(complaints).toEqual([]);
  await context.close();
});

it('takes cells from a spreadsheet once one has seen what they change, as one step', async () => {
  const { context, page, complaints } = await filled.open(look);
  await copyFromElsewhere(page, 'N/A\tL; business\tperhaps\tAnna Berg\nyes\t\tDone\tAnna Berg\n');
  // Its row is far below the window, where rows are not drawn yet.
  await page.locator('[data-cell="A.5.1:applicability"]').focus();
  for (const [key, times] of [
    ['PageDown', 5],
    ['ArrowDown', 7],
  ] as const)
    for (let at = 0; at < times; at += 1) await page.keyboard.press(key);
  await page.locator('[data-cell="A.7.13:applicability"]').and(page.locator(':focus')).waitFor();
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
