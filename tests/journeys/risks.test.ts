/**
 * The risk register in a real Chromium: from the library to a stale acceptance by keyboard alone, decisions of two tabs that did
 * not know of each other, reasons that follow from links, and each screen by axe. EXHIBIT_SCREENSHOTS names a folder for pictures.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { keepPicture, screenFaults, startAppRig } from './app-rig.ts';
import type { AppRig, JudgedScreen, Look } from './app-rig.ts';
// For the type of globalThis.seedRisks.
import type {} from './risks-page.ts';
import { desk, looks } from './looks.ts';

// Each look of the screens is eight visits with axe: minutes on a busy machine.
vi.setConfig({ testTimeout: 400_000 });

let app: AppRig;

beforeAll(async () => {
  app = await startAppRig('risks-page.ts');
});

afterAll(() => app?.close());

/** The app at an address, by default with risks and registers; `init` runs in each page before the app does. */
const openApp = (
  look: Look,
  hash: string,
  { filled = true, init }: { filled?: boolean; init?: () => void } = {},
) =>
  app.open(look, {
    hash,
    ...(filled && {
      seed: async (page: Page) => {
        await page.waitForFunction(() => 'seedRisks' in globalThis);
        await page.evaluate(() => seedRisks());
        if (init) await page.context().addInitScript(init);
      },
    }),
  });

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab (or Shift+Tab) until the element has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${await target.getAttribute('aria-label')}`);
}

it('goes from the library to a stale acceptance by keyboard alone', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk }, '#/risks', {
    filled: false,
  });
  await page.getByRole('heading', { name: 'No risks yet' }).waitFor();
  await keepPicture(page, 'risks-empty');
  expect(await accessibilityFaults(page)).toEqual([]);
  await tabTo(page, page.getByRole('link', { name: 'Add from library' }));
  await page.keyboard.press('Enter');
  const search = page.getByRole('searchbox', { name: 'Search scenarios' });
  await search.waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('administrator phished');
  await tabTo(page, page.getByRole('checkbox', { name: 'An administrator is phished' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Add 1 risk' }));
  await page.keyboard.press('Enter');

  const panel = page.getByRole('complementary', { name: 'Details of R-1' });
  await panel.waitFor();
  await expect.poll(() => isFocused(panel.getByRole('textbox', { name: 'Title' }))).toBe(true);
  await tabTo(page, panel.getByRole('combobox', { name: 'Before controls, Likelihood' }));
  await page.keyboard.press('ArrowUp');
  const before = panel.getByRole('group', { name: 'Before controls' });
  await before.getByText('High', { exact: true }).waitFor();
  await tabTo(page, panel.getByRole('radio', { name: 'Undecided' }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'R-1 treatment: Modify' }).waitFor();
  const consequence = panel.getByRole('combobox', { name: 'With treatment, Consequence' });
  for (const select of [panel.getByRole('combobox', { name: 'With treatment, Likelihood' }), consequence]) {
    await tabTo(page, select);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
  }
  await tabTo(page, panel.getByRole('combobox', { name: 'Risk owner' }));
  await page.keyboard.type('Anna Weber');
  await page.keyboard.press('Enter');
  await tabTo(page, panel.getByRole('button', { name: 'Accept as it remains' }));
  await page.keyboard.press('Enter');
  const accepted = page.getByRole('link', { name: /^R-1 acceptance/ });
  await expect.poll(() => accepted.getAttribute('aria-label')).toBe('R-1 acceptance: Accepted');

  // Nobody has entered a name here, so whoever signs is not the owner, and the linter raises it.
  await tabTo(page, panel.getByRole('button', { name: 'Sign the acceptance' }));
  await page.keyboard.press('Enter');
  await panel
    .getByText(/^Signed by a device without a name, .* as it stands\. But the signer is not/)
    .waitFor();
  await panel.getByText('The acceptance is signed by somebody who is not the risk’s owner').waitFor();
  await keepPicture(page, 'risk-signed');
  expect(await accessibilityFaults(page)).toEqual([]);

  await tabTo(page, consequence, 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await panel.getByText('The score has moved since.').waitFor();
  await expect.poll(() => accepted.getAttribute('aria-label')).toBe('R-1 acceptance: Stale');
  await keepPicture(page, 'risk-stale');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect.poll(() => accepted.getAttribute('aria-label')).toBe('R-1 acceptance: Accepted');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  const title = page.getByRole('link', { name: 'R-1 An administrator is phished' });
  await expect.poll(() => isFocused(title)).toBe(true);

  // T in the grid opens the treatments.
  await page.keyboard.press('t');
  await page.getByRole('menuitemradio', { name: 'Retain' }).waitFor();
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'R-1 treatment: Retain' }).waitFor();

  await tabTo(page, page.getByRole('link', { name: 'Heat map' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const map = page.getByRole('table', { name: 'Heat map, With treatment' });
  await tabTo(page, map.getByRole('link', { name: '0 risks: Possible, Minor, level Moderate' }));
  await page.keyboard.press('ArrowDown');
  const cell = map.getByRole('link', { name: '1 risk: Unlikely, Minor, level Moderate' });
  await expect.poll(() => isFocused(cell)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('With treatment: Unlikely, Minor').waitFor();
  await title.waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

/** Holds back what a tab says to the others, as if each were offline, until they may meet. */
function holdTabs() {
  const send = BroadcastChannel.prototype.postMessage;
  let held: (() => void)[] | undefined;
  Object.assign(globalThis, {
    partTabs: () => {
      held = [];
    },
    joinTabs: () => {
      const all = held ?? [];
      held = undefined;
      for (const one of all) one();
    },
  });
  BroadcastChannel.prototype.postMessage = function (message: unknown) {
    if (held) held.push(() => send.call(this, message));
    else send.call(this, message);
  };
}
const part = (...tabs: Page[]) => Promise.all(tabs.map((tab) => tab.evaluate('partTabs()')));
const meet = (...tabs: Page[]) => Promise.all(tabs.map((tab) => tab.evaluate('joinTabs()')));

async function nameMember(page: Page, name: string) {
  await page.goto(app.addressOf('#/settings'));
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.getByLabel('Your name').evaluate((field) => field === document.activeElement))
    .toBe(false);
}

/** Two tabs of one workspace, Anna's and Ben's, at the same place and cut off from each other. */
async function partedTabs(hash: string, panel: string) {
  const {
    context,
    page: anna,
    complaints,
  } = await openApp({ colorScheme: 'light', viewport: desk }, '', { init: holdTabs });
  const ben = await context.newPage();
  await nameMember(anna, 'Anna');
  await nameMember(ben, 'Ben');
  for (const tab of [anna, ben]) {
    await tab.evaluate((place) => (location.hash = place), hash);
    await tab.getByRole('complementary', { name: panel }).waitFor();
  }
  await part(anna, ben);
  return { context, anna, ben, complaints };
}

it('shows a row that two tabs decided apart as contested in both, until one decides', async () => {
  const { context, anna, ben, complaints } = await partedTabs('#/soa/A.5.7', 'Details of A.5.7');
  await anna.getByRole('radio', { name: 'Applicable', exact: true }).check({ force: true });
  await ben.getByRole('radio', { name: 'Not applicable' }).check({ force: true });
  await anna.getByRole('button', { name: 'A.5.7 applicable: Yes' }).waitFor();
  await ben.getByRole('button', { name: 'A.5.7 applicable: No' }).waitFor();
  await meet(anna, ben);
  const contested = { name: 'A.5.7 applicable: contested: Anna: Yes; Ben: No' };
  for (const tab of [anna, ben]) {
    await tab.getByRole('button', contested).waitFor();
    const group = tab.getByRole('group', { name: 'Decided differently at the same time' });
    await group.getByRole('button', { name: 'Keep Applicable by Anna' }).waitFor();
    await group.getByRole('button', { name: 'Keep Not applicable by Ben' }).waitFor();
    await tab.getByText('Members decided differently at the same time', { exact: true }).waitFor();
  }
  await keepPicture(anna, 'soa-contested');
  expect(await accessibilityFaults(anna)).toEqual([]);
  await ben.getByRole('button', { name: 'Keep Applicable by Anna' }).click();
  for (const tab of [anna, ben]) await tab.getByRole('button', { name: 'A.5.7 applicable: Yes' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('shows a risk that two tabs treated apart as contested in both, until one decides', async () => {
  const hash = '#/risks/0199a000-0001-7000-8000-000000000003';
  const { context, anna, ben, complaints } = await partedTabs(hash, 'Details of R-3');
  // Both differ from what holds, which is to avoid it.
  await anna.getByRole('radio', { name: 'Retain' }).check({ force: true });
  await ben.getByRole('radio', { name: 'Share' }).check({ force: true });
  await anna.getByRole('button', { name: 'R-3 treatment: Retain' }).waitFor();
  await ben.getByRole('button', { name: 'R-3 treatment: Share' }).waitFor();
  await meet(anna, ben);
  for (const tab of [anna, ben])
    await tab.getByRole('button', { name: 'R-3 treatment: contested: Anna: Retain; Ben: Share' }).waitFor();
  await keepPicture(anna, 'risk-contested');
  expect(await accessibilityFaults(anna)).toEqual([]);
  await anna.getByRole('button', { name: 'Keep Share by Ben' }).click();
  for (const tab of [anna, ben]) await tab.getByRole('button', { name: 'R-3 treatment: Share' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('gives a row its reasons from links, which no click takes away', async () => {
  const { context, page } = await openApp({ colorScheme: 'light', viewport: desk }, '');
  await page.goto(app.addressOf('#/soa/A.8.5'));
  const legal = page.getByRole('button', { name: 'A.8.5 reason: Legal' });
  await expect.poll(() => legal.getAttribute('aria-pressed')).toBe('true');
  await legal.click({ force: true });
  const panel = page.getByRole('complementary', { name: 'Details of A.8.5' });
  await panel.getByRole('link', { name: 'GDPR' }).waitFor();
  expect(await legal.getAttribute('aria-pressed')).toBe('true');
  expect(await legal.getAttribute('aria-disabled')).toBe('true');
  await page.goto(app.addressOf('#/risks/registers/obligation'));
  await page.getByRole('button', { name: /^GDPR/ }).click();
  await page.getByRole('button', { name: 'Unlink A.8.5' }).click();
  await page.goto(app.addressOf('#/soa/A.8.5'));
  await expect.poll(() => legal.getAttribute('aria-pressed')).toBe('false');
  await context.close();
});

it('makes acceptances stale by a new version of the criteria, and saves the register', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk }, '#/risks', {
    init: () => void Reflect.deleteProperty(globalThis, 'showSaveFilePicker'),
  });
  const accepted = page.getByRole('link', { name: 'R-1 acceptance: Accepted' });
  await accepted.waitFor();
  await page.getByRole('link', { name: 'Criteria' }).click();
  await page.getByLabel('A risk may be accepted up to').selectOption({ label: 'Low' });
  await page.getByLabel('Steps of Likelihood').selectOption('4');
  expect(await page.getByRole('table', { name: 'Matrix' }).getByRole('row').count()).toBe(5);
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await page.getByText('Version 2. Nothing changed').waitFor();
  await page.getByRole('link', { name: 'Register', exact: true }).click();
  await page.getByRole('link', { name: 'R-1 acceptance: Stale' }).waitFor();
  await page.goto(app.addressOf('#/pack'));
  for (const [button, ending] of [
    ['Save risks as XLSX', '.xlsx'],
    ['Save risks as CSV', '.csv'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    expect(download.suggestedFilename().endsWith(ending)).toBe(true);
    const bytes = readFileSync(await download.path());
    expect(
      ending === '.csv' ? bytes.toString().includes('R-25') : bytes.subarray(0, 2).toString() === 'PK',
    ).toBe(true);
  }
  expect(complaints).toEqual([]);
  await context.close();
});

const screens: JudgedScreen[] = [
  { name: 'risks', hash: '#/risks', ready: (page) => page.getByRole('grid', { name: 'Risks' }).waitFor() },
  {
    name: 'risk',
    hash: '#/risks/0199a000-0001-7000-8000-000000000001',
    manyRows: true,
    ready: (page) => page.getByRole('complementary', { name: 'Details of R-1' }).waitFor(),
  },
  {
    name: 'risk-library',
    hash: '#/risks/library',
    ready: (page) => page.getByRole('list', { name: 'Scenarios' }).waitFor(),
  },
  { name: 'heat-map', hash: '#/risks/map', ready: (page) => page.getByRole('table').waitFor() },
  {
    name: 'risk-criteria',
    hash: '#/risks/criteria',
    ready: (page) => page.getByRole('table', { name: 'Matrix' }).waitFor(),
  },
  {
    name: 'register-assets',
    hash: '#/risks/registers/asset',
    ready: (page) => page.getByRole('button', { name: /^Office/ }).waitFor(),
  },
  {
    name: 'register-obligations',
    hash: '#/risks/registers/obligation',
    ready: (page) => page.getByRole('button', { name: /^GDPR/ }).click(),
  },
  {
    name: 'soa-inherited',
    hash: '#/soa/A.7.1',
    manyRows: true,
    ready: (page) => page.getByLabel('Provider', { exact: true }).waitFor(),
  },
];

describe.each(looks)('risk screens, $colorScheme, $where', ({ where, ...look }) => {
  it('are accessible, fit the window and stay within the policy', async () => {
    const { context, page, complaints } = await openApp(look, '#/risks');
    expect(await screenFaults(page, screens, `${look.colorScheme}-${where}`)).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });
});
