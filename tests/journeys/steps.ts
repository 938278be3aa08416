/** What a person does, step by step, in the real browser: for the journeys and the demo. */
import { resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { serveFolder } from '../../tools/static-server.ts';
import type { StaticServer } from '../../tools/static-server.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { saveDownload } from '../browser/save-download.ts';

export const extensionDir = resolve('.output/chrome-mv3');

/** The built app on a free loopback port, as any static host would serve it. */
export const serveApp = (port = 0): Promise<StaticServer> => serveFolder({ dir: resolve('app/dist'), port });

/** Reading a picture takes seconds, and longer on a busy machine. */
const readingTimeoutMs = 120_000;

/** The clip's card in the panel, by the page's title. The newest comes first. */
export const clipCard = (panel: Page, title: string | RegExp): Locator =>
  panel.getByRole('article', { name: title }).first();

/** Presses the toolbar button over a console page. */
export const clip = (browser: ExtensionBrowser, page: Page): Promise<void> => browser.triggerAction(page);

/** Waits until the clip shows this state. */
export async function waitForState(card: Locator, state: string, timeout = readingTimeoutMs): Promise<void> {
  await card.getByRole('status').getByText(state).waitFor({ timeout });
}

/** Accepts the first proposals of a clip, at most `count`; adds `otherwise` by search where nothing was proposed. */
export async function acceptProposals(card: Locator, count: number, otherwise: string): Promise<string[]> {
  const proposals = card.getByRole('list', { name: 'Proposed controls' }).getByRole('listitem');
  const accepted: string[] = [];
  for (let at = 0; at < Math.min(count, await proposals.count()); at += 1) {
    const button = proposals.nth(at).getByRole('button', { name: /^Accept A\./ });
    accepted.push(((await button.getAttribute('aria-label')) ?? '').replace('Accept ', ''));
    await button.click();
  }
  if (accepted.length > 0) return accepted;
  await addControl(card, otherwise);
  return [otherwise];
}

/** Adds a control by the search field, with the keyboard alone. */
export async function addControl(card: Locator, control: string): Promise<void> {
  const field = card.getByRole('combobox', { name: 'Add a control' });
  await field.click();
  await field.pressSequentially(control);
  await card
    .page()
    .getByRole('option', { name: new RegExp(`^${control.replaceAll('.', '\\.')} `) })
    .waitFor();
  await field.press('ArrowDown');
  await field.press('Enter');
  await card.getByRole('button', { name: `Remove ${control}` }).waitFor();
}

/** Sends the reviewed clip on its way to the workspace. */
export const acceptClip = (card: Locator): Promise<void> =>
  card.getByRole('button', { name: /^Accept with(out)? / }).click();

/** Opens the workspace in a tab of its own. */
export async function openApp(browser: ExtensionBrowser, url: string): Promise<Page> {
  const app = await browser.context.newPage();
  // The system's save dialog cannot be driven from outside; without this interface, as in Firefox, the app downloads instead.
  await app.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await app.goto(url);
  await app.getByRole('navigation', { name: 'Main' }).waitFor();
  return app;
}

/** Goes to one of the app's screens by its navigation. */
export async function goTo(
  app: Page,
  screen: 'Applicability' | 'Evidence' | 'Audit pack' | 'Extension' | 'Settings',
) {
  await app.bringToFront();
  await app.getByRole('link', { name: screen, exact: false }).first().click();
}

/** Finds a control's row in the SoA and opens it; its details. */
export async function openControl(app: Page, control: string): Promise<Locator> {
  await goTo(app, 'Applicability');
  await app.getByLabel('Search controls').fill(control);
  const name = new RegExp(`^${control.replaceAll('.', '\\.')} `);
  await app.getByRole('grid').getByRole('link', { name }).first().click();
  return app.getByRole('complementary', { name: `Details of ${control}` });
}

/** The code that the panel shows, after pressing Pair there. */
export async function beginPairing(panel: Page): Promise<string> {
  await panel.getByRole('button', { name: 'Pair', exact: true }).click();
  const code = panel.locator('.code');
  await code.waitFor();
  return (await code.innerText()).replace(/\s/g, '');
}

export const typeCode = (app: Page, code: string): Promise<void> => app.getByLabel('Pairing code').fill(code);

/** Pairs workspace and extension. The site is allowed beforehand, as headless Chromium cannot answer the native prompt. */
export async function pair(browser: ExtensionBrowser, app: Page): Promise<void> {
  await browser.allowSite('http://127.0.0.1/*');
  await browser.triggerAction(app);
  const panel = await browser.sidePanel('sidepanel.html');
  const code = await beginPairing(panel);
  await goTo(app, 'Extension');
  await typeCode(app, code);
  await app.getByRole('heading', { name: /^(Connected|Receiving evidence)$/ }).waitFor();
}

/** Presses a button that saves a file; resolves with the file's path in `dir`. */
export const save = (app: Page, button: string, dir: string): Promise<string> =>
  saveDownload(app, dir, () => app.getByRole('button', { name: button }).click());
