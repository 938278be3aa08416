/** A row of the Statement of Applicability in a real Chromium: decided by keyboard, written by two, explained, linked, never lost. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture } from './app-rig.ts';
import { desk, phone } from './looks.ts';

const filled = useFilledApp();

it('decides a control by keyboard alone, and takes it back', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: desk,
  });
  await page.keyboard.press('/');
  await page.keyboard.type('8.34');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.getByRole('menuitemradio', { name: 'Applicable', exact: true }).waitFor();
  await keepPicture(page, 'soa-menu');
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const decided = page.getByRole('button', { name: 'A.8.34 applicable: Yes' });
  await decided.waitFor();
  await expect.poll(() => decided.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'A.8.34 reason: Legal', pressed: true }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.8.34 reason: Legal', pressed: false }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.8.34 applicable: Undecided' }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await decided.waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('keeps the cursor with its words while another tab writes before it', async () => {
  const { context, page } = await filled.open({ colorScheme: 'light', viewport: desk });
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto(`${filled.rig().url}/isms/#/soa/A.5.37`);
  const mine = page.getByRole('textbox', { name: 'Justification' });
  const theirs = other.getByRole('textbox', { name: 'Justification' });
  await mine.fill('Needed by law.');
  await expect.poll(() => theirs.inputValue()).toBe('Needed by law.');
  await mine.focus();
  await mine.press('End');
  await theirs.focus();
  await theirs.press('Home');
  await theirs.pressSequentially('Yes 😀: ');
  await expect.poll(() => mine.inputValue()).toBe('Yes 😀: Needed by law.');
  await mine.pressSequentially(' And wanted.');
  await expect.poll(() => theirs.inputValue()).toBe('Yes 😀: Needed by law. And wanted.');
  await mine.press('Control+z');
  await expect.poll(() => mine.inputValue()).toMatch(/^Yes 😀: /);
  await context.close();
});

it('tells what a control wants and what proves it, on request', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'dark',
    viewport: desk,
  });
  await page.goto(`${filled.rig().url}/isms/#/soa/A.8.13`);
  const panel = page.getByRole('complementary', { name: 'Details of A.8.13' });
  await panel.getByText('What it wants and what proves it').click();
  await panel.getByRole('heading', { name: 'What convinces an auditor' }).waitFor();
  await keepPicture(page, 'soa-guidance');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('links an exhibit by search, unlinks it and brings it back', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: desk,
  });
  await page.goto(`${filled.rig().url}/isms/#/soa/A.8.20`);
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Link exhibit' }).click();
  await page
    .getByRole('searchbox', { name: /^Search exhibits/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('firewall');
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(1);
  await page.getByRole('menuitem', { name: /Inbound rules/ }).waitFor();
  await keepPicture(page, 'soa-link');
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.getByRole('menuitem', { name: /Inbound rules/ }).click();
  await panel.getByRole('link', { name: 'Inbound rules - edge firewall' }).waitFor();
  await panel.getByRole('button', { name: 'Unlink Inbound rules - edge firewall' }).click();
  await panel.getByText('No exhibit supports this control yet.').waitFor();
  const notice = page.getByText('Exhibit unlinked from A.8.20');
  await keepPicture(page, 'soa-toast');
  await page.locator('.toast', { has: notice }).getByRole('button', { name: 'Undo' }).click();
  await panel.getByRole('link', { name: 'Inbound rules - edge firewall' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('adds a control from elsewhere by keyboard, proves and freezes it, removes it and takes that back', async () => {
  const { context, page, complaints } = await filled.open({ colorScheme: 'light', viewport: desk });
  await page.locator('[data-cell="A.5.1:title"]').focus();
  await page.keyboard.press('Control+End');
  await page.getByText('Controls from outside Annex A stand here').waitFor();
  await keepPicture(page, 'soa-custom-none');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a custom control' });
  await dialog.getByLabel('Title').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Passwords have twelve characters');
  await page.keyboard.press('Tab');
  await page.keyboard.type('PCI DSS 4.0.1');
  const reference = dialog.getByLabel('Reference');
  expect(await reference.inputValue()).toBe('C.1');
  await reference.fill('A.5.1');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('This reads like a number of Annex A').waitFor();
  await keepPicture(page, 'soa-custom-add');
  expect(await accessibilityFaults(page)).toEqual([]);
  await reference.fill('PCI-8.3.6');
  await page.keyboard.press('Enter');

  // Its row is open, and is decided and proven like any other.
  const panel = page.getByRole('complementary', { name: 'Details of PCI-8.3.6' });
  await panel.getByRole('heading', { name: 'Passwords have twelve characters' }).waitFor();
  await panel
    .getByRole('textbox', { name: 'What it asks for' })
    .fill('Twelve characters, letters and digits.');
  await panel.getByRole('radio', { name: 'Applicable', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'PCI-8.3.6 applicable: Yes' }).waitFor();
  await panel.getByRole('button', { name: 'Link exhibit' }).press('Enter');
  await page
    .getByRole('searchbox', { name: /^Search exhibits/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('firewall');
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByText('Exhibit linked to PCI-8.3.6').waitFor();
  await keepPicture(page, 'soa-custom');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await panel.getByRole('heading', { name: 'Passwords have twelve characters' }).scrollIntoViewIfNeeded();
  await keepPicture(page, 'soa-custom-dark');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize(phone);
  await keepPicture(page, 'soa-custom-phone');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize(desk);

  await panel.getByRole('button', { name: 'Remove control' }).press('Enter');
  await page.locator('[data-cell="A.8.34:title"]').and(page.locator(':focus')).waitFor();
  const notice = page.locator('.toast', { hasText: 'PCI-8.3.6 removed with its row' });
  await page.getByRole('button', { name: 'PCI-8.3.6 applicable: Yes' }).waitFor({ state: 'detached' });
  await notice.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByRole('button', { name: 'PCI-8.3.6 applicable: Yes' }).waitFor();
  await page.getByRole('button', { name: /^Custom/ }).click();
  await page.getByText('1 of 94 controls').waitFor();

  await page.goto(`${filled.rig().url}/isms/#/evidence`);
  await page.getByRole('combobox', { name: 'Control' }).selectOption({ label: 'PCI-8.3.6' });
  await page.getByRole('link', { name: 'PCI-8.3.6', exact: true }).waitFor();
  await page.goto(`${filled.rig().url}/isms/#/versions`);
  await page.getByLabel('Reason', { exact: true }).fill('With a control of PCI DSS');
  await page.getByLabel('Approved by').fill('Anna Berg');
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor();
  await page.goto(`${filled.rig().url}/isms/#/soa`);
  await page.getByRole('link', { name: 'PCI-8.3.6 Passwords have twelve characters' }).click();
  await panel.getByLabel('Title').fill('Passwords have fifteen characters');
  await page.keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'Passwords have fifteen characters' }).waitFor();
  await page.goto(`${filled.rig().url}/isms/#/versions`);
  await page.getByRole('link', { name: 'Compare with now: version 1' }).click();
  await page.getByRole('link', { name: 'PCI-8.3.6 Passwords have fifteen characters' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('says loudly that storage is full, keeps the work and saves it when there is room', async () => {
  // Nothing is written before the limit is set: Chromium remembers for half a minute how much room there was.
  const onDisk = join(filled.rig().site, 'profile');
  const { context, page } = await filled
    .rig()
    .open({ colorScheme: 'light', viewport: desk }, { onDisk, quotaSize: 1 });
  await page.goto(`${filled.rig().url}/isms/#/soa/A.5.37`);
  const words = 'Kept in this tab. '.repeat(20_000);
  await page.getByRole('textbox', { name: 'Justification' }).fill(words);
  const alert = page.getByRole('alert').filter({ hasText: 'Storage is full' });
  await alert.waitFor();
  await keepPicture(page, 'saving-failed');
  expect(await accessibilityFaults(page)).toEqual([]);
  await filled.rig().limitStorage(page, undefined);
  await alert.getByRole('button', { name: 'Save now' }).click();
  await page.getByText('Saved on this device').waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('textbox', { name: 'Justification' }).inputValue()).toBe(words);
  await context.close();
});
