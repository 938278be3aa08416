/** Picture and page text, side by side: an untouched page agrees, altered pictures and overlays are named, a second take finds what was edited. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveReader, type ReaderSite } from '../../tools/reader-site.ts';
import type { AgreementPage, Alteration } from '../bench/agreement-page.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { openReader } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';
import { acceptClip, addControl, clip, clipCard, extensionDir, waitForState } from './steps.ts';

const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const body = `<h1>Password policy</h1>
<table><tr><th>Setting<th>Value<tr><td>Minimum length<td id="length">14 characters<tr><td>Lockout<td>after 10 attempts
<tr><td>Two-factor authentication<td>Required for administrators</table><p id="footnote">Reviewed by the security team.</p>`;

describe('a picture beside what the page drew', () => {
  let site: ReaderSite;
  let browser: Browser;
  let checker: Page;
  let console: Reader;
  let picture = '';
  let drawn: Parameters<AgreementPage['check']>[1];

  /** A function of agreement-page.ts, called from here. */
  const call = <Key extends keyof AgreementPage>(key: Key, ...args: Parameters<AgreementPage[Key]>) =>
    checker.evaluate(
      ([name, given]) => {
        const { agreementPage } = globalThis as unknown as {
          agreementPage: Record<string, (...all: unknown[]) => unknown>;
        };
        return agreementPage[name]?.(...given);
      },
      [key, args] as const,
    ) as ReturnType<AgreementPage[Key]>;

  const check = async (base64: string) => call('check', base64, drawn, await call('readWords', base64), 1);

  const altered = async (alteration: Omit<Alteration, 'scale'>) => {
    const made = await call('alter', picture, { ...alteration, scale: 1 });
    if (made === undefined) throw new Error('the alteration does not show');
    return check(made);
  };
  const boxOf = (text: string) => {
    const word = drawn.words.find((one) => one.text === text);
    if (!word) throw new Error(`the page does not draw ${text}`);
    const { x, y, width, height } = word;
    return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  };

  beforeAll(async () => {
    site = await serveReader('tests/bench/agreement-page.ts');
    browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: ['--no-sandbox', withoutToolbar],
    });
    checker = await browser.newPage();
    await checker.goto(site.url);
    await checker.waitForFunction(() => 'agreementPage' in globalThis);
    console = await openReader();
    await console.read(`<div style="font:16px sans-serif">${body}</div>`);
    const facts = await console.readNow();
    if (!facts.drawn) throw new Error('the reader gave no words');
    drawn = facts.drawn;
    picture = (await console.page.screenshot()).toString('base64');
  }, 120_000);
  afterAll(async () => {
    await console?.close();
    await browser?.close();
    await site?.close();
  });

  it('agrees word by word when nobody touched it', async () => {
    const agreement = await check(picture);
    expect(agreement).toMatchObject({ differing: 0, differences: [] });
    expect(agreement.compared).toBeGreaterThan(15);
    expect(agreement.agreed).toBe(agreement.compared);
  }, 120_000);

  it('names a value that was changed, with what it was changed to', async () => {
    const { differences } = await altered({ kind: 'changed', box: boxOf('14'), word: '14', text: '90' });
    expect(differences).toMatchObject([{ kind: 'changed', page: '14', picture: '90' }]);
  }, 120_000);

  it('names a word that was covered', async () => {
    const box = boxOf('Required');
    const { differences } = await altered({ kind: 'covered', box, word: 'Required', text: '' });
    expect(differences).toMatchObject([{ kind: 'missing in picture', page: 'Required', picture: '' }]);
  }, 120_000);

  it('names a word that was pasted', async () => {
    const box = { x: 600, y: 400, width: 110, height: 28 };
    const { differences } = await altered({ kind: 'pasted', box, word: '', text: 'Compliant' });
    expect(differences).toMatchObject([{ kind: 'only in picture', page: '', picture: 'Compliant' }]);
  }, 120_000);
});

describe('a clip in the panel', () => {
  let browser: ExtensionBrowser;
  let pages: Server;
  let address = '';
  let tab: Page;
  let panel: Page;

  beforeAll(async () => {
    pages = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('cache-control', 'max-age=600');
      response.end(
        `<!doctype html><html lang="en"><title>Password policy</title><body style="font:18px sans-serif">${body}`,
      );
    });
    await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
    const bound = pages.address();
    address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/policy`;
    browser = await launchWithExtension({ extensionDir });
    tab = await browser.context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    pages?.close();
  });

  /** Clips the tab and waits until the new card can be reviewed. */
  const clipAnew = async () => {
    const cards = panel.getByRole('article', { name: 'Password policy' });
    const before = await cards.count();
    await clip(browser, tab);
    await cards.nth(before).waitFor({ timeout: 60_000 });
    const card = clipCard(panel, 'Password policy');
    await waitForState(card, 'To review');
    return card;
  };

  it('says how far picture and page text agree, names a word that an overlay hides, and says what it cannot show', async () => {
    await tab.goto(address);
    await clip(browser, tab);
    panel = await browser.sidePanel('sidepanel.html');
    const saidOn = async (card: Locator): Promise<string> => {
      await waitForState(card, 'To review');
      const agreement = card.getByRole('group', { name: 'Picture and page text' });
      await agreement.waitFor();
      return agreement.innerText();
    };
    const untouched = await saidOn(clipCard(panel, 'Password policy'));
    expect(untouched).toMatch(/^100% of the \d+ words in the picture agree .* none differs/);
    expect(await panel.getByText('with developer tools').count()).toBe(1);
    await tab.bringToFront();
    // The panel has taken its room from the window by then.
    await tab.reload();
    await tab.evaluate(() => {
      const value = document.getElementById('length')?.getBoundingClientRect();
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: 160, height: 24 });
      canvas.style.cssText = `position:fixed;pointer-events:none;left:${value?.left ?? 0}px;top:${value?.top ?? 0}px`;
      const pen = canvas.getContext('2d');
      if (pen) {
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, 160, 24);
        pen.fillStyle = '#000';
        pen.font = '18px sans-serif';
        pen.fillText('90 characters', 2, 18);
      }
      document.body.append(canvas);
    });
    expect(await saidOn(await clipAnew())).toContain('“14” reads “90” in the picture');
    for (const colorScheme of ['light', 'dark'] as const) {
      await panel.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(panel, { onlyColours: colorScheme === 'dark' })).toEqual([]);
      if (picturesDir)
        await panel.screenshot({ path: `${picturesDir}/agreement-${colorScheme}.png`, fullPage: true });
    }
  }, 300_000);

  it('shows by a second take what somebody edited in the page, and puts it on the record', async () => {
    await tab.bringToFront();
    await tab.reload();
    await tab.evaluate(() => {
      const value = document.getElementById('length');
      if (value) value.textContent = '24 characters';
    });
    const edited = await clipAnew();
    // Both sides were changed, so they agree.
    await edited.getByText(/none differs$/).waitFor();
    await edited.getByRole('button', { name: 'Take again and compare' }).click();

    const again = clipCard(panel, 'Password policy');
    const result = again.getByRole('group', { name: 'Second take' });
    await result.getByText('Differs after reloading in 1 line:').waitFor({ timeout: 120_000 });
    await result.getByText(/24 characters.* is now .*14 characters/).waitFor();
    await waitForState(again, 'To review');
    await addControl(again, 'A.7.4');
    await acceptClip(again);
    await waitForState(again, 'Waiting for the workspace');
    const record = await panel.evaluate(async () => {
      const open = indexedDB.open('exhibit-clips');
      const db = await new Promise<IDBDatabase>((resolve) =>
        open.addEventListener('success', () => resolve(open.result)),
      );
      const all = db.transaction('clips').objectStore('clips').getAll();
      const clips = await new Promise<{ id: string; accepted?: { record: unknown } }[]>((resolve) =>
        all.addEventListener('success', () => resolve(all.result)),
      );
      db.close();
      return clips.findLast(({ accepted }) => accepted)?.accepted?.record;
    });
    expect(record).toMatchObject({ reading: { agreement: { differing: 0 } }, doubleTake: { differing: 1 } });
  }, 300_000);

  it('says so when the page is the same after the reload', async () => {
    await tab.bringToFront();
    await (await clipAnew()).getByRole('button', { name: 'Take again and compare' }).click();
    await panel.getByText('The same after reloading.').waitFor({ timeout: 120_000 });
  }, 300_000);

  it('says what to press when the tab is gone', async () => {
    const card = clipCard(panel, 'Password policy');
    await waitForState(card, 'To review');
    await tab.close();
    await card.getByRole('button', { name: 'Take again and compare' }).click();
    await panel.getByText(/press the Exhibit button there, and take that clip again/).waitFor();
  }, 60_000);
});
