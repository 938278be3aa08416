/** What is redacted is nowhere any more: not in a picture, a text, a title, an address, a small picture or an earlier state. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { storedSnapshot } from './snapshot-steps.ts';
import { acceptClip, addControl, clip, clipCard, extensionDir, waitForState } from './steps.ts';

/** Set it to a folder to look at the redaction page. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const canaries = [
  'cora.lindqvist@kestrel.example',
  'Cora Lindqvist',
  'DE89370400440532013000',
  'Project Heron',
  'Zephyrine',
];
const kept = 'Two-factor authentication is required';
const body = `<!doctype html><html lang="en"><title>Users of Project Heron</title><body style="font:18px sans-serif">
<h1>Users of Project Heron</h1>
<table><tr><th>Name<th>E-mail<th>Role<tr><td>Cora Lindqvist<td>cora.lindqvist@kestrel.example<td>Administrator</table>
<p>Refunds go to DE89 3704 0044 0532 0130 00 or DE89370400440532013000.</p><p>${kept} for every user.</p><p style="position:fixed;left:42%;top:45%">Zephyrine</p>
<style>.by-cora-lindqvist::before{content:"Cora " "Lindqvist"}</style><p class="by-cora-lindqvist" title="for cora.lindqvist@kestrel.example"> signed</p><p><b>Cora</b> <i>Lind</i>qvist</p>`;

let browser: ExtensionBrowser;
let pages: Server;
let address = '';

beforeAll(async () => {
  pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(body);
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/users?search=cora.lindqvist%40kestrel.example`;
  browser = await launchWithExtension({ extensionDir });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
});

/** Everything that the extension has stored, as one text: records as JSON, files that are text as they are. */
const storedText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts: string[] = [];
    const add = async (value: unknown): Promise<void> => {
      if (value instanceof Blob) {
        const bytes = await value.arrayBuffer();
        texts.push(new TextDecoder('latin1').decode(bytes), new TextDecoder().decode(bytes));
      } else if (value !== null && typeof value === 'object') {
        for (const one of Object.values(value)) await add(one);
      } else texts.push(String(value));
    };
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the database could not be read')));
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames)
        await add(await asked(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    await add(await chrome.storage.local.get());
    await add(await chrome.storage.session.get());
    for (const key of await caches.keys()) await add(key);
    return texts.join('\n');
  });

const found = (text: string) =>
  canaries.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

describe('redaction', () => {
  it('destroys what was found, typed and marked, and keeps the rest', async () => {
    const consolePage = await browser.context.newPage();
    await consolePage.goto(address);
    await clip(browser, consolePage);
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Users of/);
    await waitForState(card, 'To review');
    expect(found(await storedText(panel))).toEqual(canaries);
    expect(found(await storedSnapshot(panel, 'Users of'))).toEqual(canaries);
    await addControl(card, 'A.7.4');

    const opened = browser.context.waitForEvent('page');
    await card.getByRole('button', { name: 'Redact' }).click();
    const editor = await opened;
    for (const kind of ['E-mail addresses', 'Names of people', 'Bank accounts (IBAN)'])
      await editor.getByRole('checkbox', { name: kind }).check();
    await editor.getByLabel('Words to strike').fill('Project Heron');
    await editor.getByRole('button', { name: 'Add an area' }).click();
    const area = editor.getByRole('button', { name: 'Area 1 of 1' });
    await area.press('ArrowDown');
    await area.press('Shift+ArrowRight');
    for (const colorScheme of ['light', 'dark'] as const) {
      await editor.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(editor)).toEqual([]);
      if (picturesDir) await editor.screenshot({ path: `${picturesDir}/redaction-${colorScheme}.png` });
    }
    await editor.getByRole('button', { name: /^Redact \d+ things for good$/ }).click();

    await waitForState(card, 'To review');
    await editor.getByText('Nothing was found by itself').waitFor();
    const left = await storedText(panel);
    expect(found(left)).toEqual([]);
    expect(left).toContain(kept);
    // The snapshot is still there, and as clean as the rest: spread over elements, in attributes and in styles.
    const snapshot = await storedSnapshot(panel, 'Users of');
    expect(snapshot).toContain(kept);
    expect(snapshot.replaceAll(/<[^>]*>|&nbsp;|\s/g, '')).not.toMatch(/lindqvist|zephyrine/i);
    // What a person chose before is still chosen.
    await card.getByRole('button', { name: /^Remove A\.7\.4$/ }).waitFor();
  }, 240_000);

  it('says on the record that and where something was redacted', async () => {
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Users of/);
    await acceptClip(card);
    await waitForState(card, 'Waiting for the workspace');
    const record = await panel.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('exhibit-clips');
        request.addEventListener('success', () => resolve(request.result));
      });
      return new Promise<{ redactions?: { words: number; areas: unknown[] }[] }>((resolve) => {
        const request = db.transaction('clips').objectStore('clips').getAll();
        request.addEventListener('success', () => resolve(request.result[0].accepted.record));
      });
    });
    expect(record.redactions).toHaveLength(1);
    expect(record.redactions?.[0]?.words).toBeGreaterThanOrEqual(4);
    expect(record.redactions?.[0]?.areas.length).toBeGreaterThanOrEqual(4);
  }, 60_000);
});
