/** What is redacted is nowhere any more: not in a picture, a text, a title, an address, a small picture or an earlier state. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExhibitRecord, Remains } from '#core/evidence/exhibit.ts';
import { checkRemains, parseOriginal } from '#core/remains/original.ts';
import { bytesToText } from '#core/shared/bytes.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { storedContent } from '../browser/stored-content.ts';
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
  'Quillfeather',
];
const kept = 'Two-factor authentication is required';
const body = `<!doctype html><html lang="en"><title>Users of Project Heron</title><body style="font:18px sans-serif">
<h1>Users of Project Heron</h1>
<table><tr><th>Name<th>E-mail<th>Role<tr><td>Cora Lindqvist<td>cora.lindqvist@kestrel.example<td>Administrator</table>
<p>Refunds go to DE89 3704 0044 0532 0130 00 or DE89370400440532013000.</p><p>${kept} for every user.</p><p style="position:fixed;left:42%;top:43%">Zephyrine</p><p style="position:fixed;left:42%;top:47%;color:#fff">Quillfeather</p>
<style>.by-cora-lindqvist::before{content:"Cora " "Lindqvist"}</style><p class="by-cora-lindqvist" title="for cora.lindqvist@kestrel.example"> signed</p><p><b>Cora</b> <i>Lind</i>qvist</p>`;
/** What the rules of the second journey mask, and what they leave. */
const masked = ['otto.brandt@elsewhere.example', 'Operation Nightjar'];
const rulesBody = `<!doctype html><html lang="en"><title>Access review of Operation Nightjar</title><body style="font:18px sans-serif">
<h1>Access review</h1><p>Multi-factor authentication is required. Operation Nightjar is reviewed each quarter.</p>
<p>Reviewer: otto.brandt@elsewhere.example, approved by ines.moreau@kestrel.example</p>`;

let browser: ExtensionBrowser;
let pages: Server;
let address = '';

beforeAll(async () => {
  pages = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(url.startsWith('/review') ? rulesBody : body);
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/users?search=cora.lindqvist%40kestrel.example`;
  // No emulated size: whoever looks at the panel ends that, and the picture would show another window than the page was laid out for.
  browser = await launchWithExtension({
    extensionDir,
    viewport: null,
    args: ['--window-size=1440,900'],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
});

const found = (text: string, of: readonly string[] = canaries) =>
  of.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

describe('redaction', () => {
  it('destroys what was found, typed and marked, and keeps the rest', async () => {
    const consolePage = await browser.context.newPage();
    await consolePage.goto(address);
    await clip(browser, consolePage);
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Users of/);
    await waitForState(card, 'To review');
    expect(found(await storedContent(panel))).toEqual(canaries);
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
      expect(await accessibilityFaults(editor, { onlyColours: colorScheme === 'dark' })).toEqual([]);
      if (picturesDir) await editor.screenshot({ path: `${picturesDir}/redaction-${colorScheme}.png` });
    }
    await editor.getByRole('button', { name: /^Redact \d+ things for good$/ }).click();

    await waitForState(card, 'To review');
    await editor.getByText('Nothing was found by itself').waitFor();
    const left = await storedContent(panel);
    expect(found(left)).toEqual([]);
    expect(left).toContain(kept);
    for (const page of [panel, editor]) await page.getByText(/^Redacted\. \d+ of \d+ tiles/).waitFor();
    if (picturesDir) await panel.screenshot({ path: `${picturesDir}/what-is-left.png` });
    // The snapshot is still there, and as clean as the rest: spread over elements, in attributes and in styles.
    const snapshot = await storedSnapshot(panel, 'Users of');
    expect(snapshot).toContain(kept);
    expect(snapshot.replaceAll(/<[^>]*>|&nbsp;|\s/g, '')).not.toMatch(/lindqvist|zephyrine/i);
    // What a person chose before is still chosen.
    await card.getByRole('button', { name: /^Remove A\.7\.4$/ }).waitFor();
  }, 240_000);

  it('says on the record that and where something was redacted, and shows the rest to be the original’s', async () => {
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Users of/);
    await acceptClip(card);
    await waitForState(card, 'Waiting for the workspace');
    const { record, files } = await panel.evaluate(async () => {
      const asked = <Value>(request: IDBRequest<Value>) =>
        new Promise<Value>((resolve) => {
          request.addEventListener('success', () => resolve(request.result));
        });
      const db = await asked(indexedDB.open('exhibit-clips'));
      const all = <Row>(store: string) => asked<Row[]>(db.transaction(store).objectStore(store).getAll());
      const [clip] = await all<{ accepted: { record: ExhibitRecord } }>('clips');
      const stored = await all<{ sha256: string; content: Blob }>('files');
      const contents: Record<string, number[]> = {};
      for (const { role, sha256 } of clip?.accepted.record.files ?? []) {
        const content = stored.find((file) => file.sha256 === sha256)?.content;
        contents[role] = [...new Uint8Array((await content?.arrayBuffer()) ?? new ArrayBuffer())];
      }
      return { record: clip?.accepted.record, files: contents };
    });
    if (!record) throw new Error('the clip was accepted');
    expect(record.redactions).toHaveLength(1);
    expect(record.redactions?.[0]?.words).toBeGreaterThanOrEqual(4);
    expect(record.redactions?.[0]?.areas.length).toBeGreaterThanOrEqual(4);
    const bytesOf = (role: string) => Uint8Array.from(files[role] ?? []);
    const textOf = (role: string) => bytesToText(bytesOf(role));
    const statement = await parseOriginal(record.remains?.statement ?? '');
    if (!statement) throw new Error('the device signed the original');
    expect(statement.body.capturedAt).toBe(record.provenance.capturedAt);
    // The pixels that the browser wrote anew are, in Node, those that it captured.
    const contents = { picture: bytesOf('original'), page: textOf('page'), ocr: textOf('ocr') };
    const remains = await checkRemains(statement.body, contents, bytesOf('remains'));
    expect(record.remains).toMatchObject(remains as Remains);
    const { tiles = 0, tilesLeft = 0, texts = 0, textsLeft = 0 } = record.remains ?? {};
    expect(tilesLeft).toBeLessThan(tiles - 4);
    expect(tilesLeft).toBeGreaterThan(tiles / 2);
    expect(textsLeft).toBeLessThan(texts);
    expect(textsLeft).toBeGreaterThan(0);
  }, 60_000);

  it('masks by the rules before anybody sees the clip, and says how much', async () => {
    const panel = await browser.sidePanel('sidepanel.html');
    await panel.getByText('Redaction rules').click();
    await panel.getByLabel('E-mail addresses').selectOption('Always mask');
    await panel.getByLabel('E-mail domains that stay').fill('kestrel');
    await panel.getByText('“kestrel” is no domain.').waitFor();
    await panel.getByLabel('E-mail domains that stay').fill('kestrel.example');
    await panel.getByLabel('Words that are always struck').fill('operation nightjar');
    for (const colorScheme of ['light', 'dark'] as const) {
      await panel.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(panel, { onlyColours: colorScheme === 'dark' })).toEqual([]);
      if (picturesDir)
        await panel.screenshot({ path: `${picturesDir}/rules-${colorScheme}.png`, fullPage: true });
    }

    const consolePage = await browser.context.newPage();
    await consolePage.goto(new URL('/review', address).href);
    await clip(browser, consolePage);
    const card = clipCard(panel, /Access review/);
    await waitForState(card, 'To review');
    await card.getByText('Masked by rule: 1 e-mail address, 1 word of your rules').waitFor();
    if (picturesDir) await panel.screenshot({ path: `${picturesDir}/masked.png` });
    // The rule itself holds the word that it strikes.
    await panel.getByLabel('Words that are always struck').fill('');
    const left = await storedContent(panel);
    expect(found(left, masked)).toEqual([]);
    expect(left).toContain('ines.moreau@kestrel.example');
  }, 240_000);
});
