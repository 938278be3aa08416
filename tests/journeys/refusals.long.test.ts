/** What goes wrong between extension and workspace is said in words, and loses nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import type { RunningConsole } from '../consoles/console.ts';
import { startFossil } from '../consoles/fossil.ts';
import { acceptClip, addControl, beginPairing, clip, extensionDir, goTo, openApp } from './steps.ts';
import { serveApp, typeCode, waitForState } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-refusals-'));
let browser: ExtensionBrowser;
let fossil: RunningConsole;
let site: StaticServer;
let stranger: StaticServer;
let app: Page;
let panel: Page;
let consolePage: Page;
let delivered = 0;
/** Bytes: enough for a new workspace and not for the picture of a console page. */
const roomWithoutPictures = 50_000;

beforeAll(async () => {
  fossil = await startFossil({ stateDir: join(work, 'fossil') });
  [site, stranger] = await Promise.all([serveApp(), serveApp()]);
  browser = await launchWithExtension({ extensionDir });
  consolePage = await browser.context.newPage();
  await fossil.signIn(consolePage);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.close(), stranger?.close(), fossil?.stop()]);
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const page of [app, panel]) console.log(await page?.evaluate(() => document.body.innerText));
});

/** Clips a page of the console and waits until it can be reviewed; the newest clip's card. */
async function clipForReview(pageId: string) {
  await fossil.open(consolePage, pageId);
  await clip(browser, consolePage);
  panel ??= await browser.sidePanel('sidepanel.html');
  const title = await consolePage.title();
  const card = panel.getByRole('article', { name: title }).first();
  await waitForState(card, 'To review');
  await addControl(card, 'A.7.4');
  return card;
}

async function expectDelivered(): Promise<void> {
  delivered += 1;
  await panel
    .getByText(delivered === 1 ? '1 clip handed over' : `${delivered} clips handed over`)
    .waitFor({ timeout: 30_000 });
}

/** The newest clip in the extension's database, as a failing disk would change it. */
interface Damage {
  cutPicture(): Promise<void>;
  breakRecord(): Promise<void>;
  /** The clip bears the seal of the clip before it. */
  exchangeSeal(): Promise<void>;
  /** The clip's seal, which is the log's newest, is gone. */
  removeSeal(): Promise<void>;
  mend(): Promise<void>;
}

/** Calls one of the damages in a page of the extension, which alone reaches its database. */
async function damage(kind: keyof Damage): Promise<void> {
  damagePage ??= await browser.openExtensionPage('sidepanel.html');
  await damagePage.evaluate(async (chosen) => {
    const opened = indexedDB.open('exhibit-clips');
    const db = await new Promise<IDBDatabase>((done) => (opened.onsuccess = () => done(opened.result)));
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const table = (name: string) => db.transaction(name, 'readwrite').objectStore(name);
    const kept = globalThis as unknown as { whole?: unknown; seal?: { line: string } };
    const newest = (await wait(table('clips').getAll())).at(-1);
    const file = await wait(table('files').get(newest.files[0].sha256));
    const seals = await wait(table('seals').getAll());
    const own = seals.find(({ exhibit }) => exhibit === newest.accepted?.record.id);
    kept.seal ??= own && { ...own };
    const damages: Damage = {
      cutPicture: async () => {
        kept.whole = file;
        await wait(table('files').put({ ...file, content: file.content.slice(0, 1_000) }));
      },
      breakRecord: async () => {
        newest.accepted.record.controls = ['not a control'];
        await wait(table('clips').put(newest));
      },
      exchangeSeal: async () => {
        await wait(table('seals').put({ ...own, line: seals.at(-2).line }));
      },
      removeSeal: async () => {
        await wait(table('seals').delete(own.sequence));
      },
      mend: async () => {
        if (kept.seal) await wait(table('seals').put(kept.seal));
        delete kept.seal;
        if (kept.whole) await wait(table('files').put(kept.whole));
        newest.accepted.record.controls = ['A.7.4'];
        await wait(table('clips').put(newest));
      },
    };
    await damages[chosen]();
    db.close();
  }, kind);
}
let damagePage: Page | undefined;

describe('refusals', () => {
  it('gives an origin that is not paired nothing, however it asks', async () => {
    const card = await clipForReview('users');
    await acceptClip(card);
    const page = await openApp(browser, stranger.url);
    await browser.triggerAction(page);
    await beginPairing(panel);
    await goTo(page, 'Extension');
    await page.getByLabel('Pairing code').waitFor();
    // The page's own script speaks the protocol without caring for our screens.
    const answers = await page.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      const replies: unknown[] = [];
      const done = new Promise<void>((resolve) => {
        port1.onmessage = ({ data }) => {
          replies.push(data);
          if (replies.length === 3) resolve();
        };
      });
      window.postMessage({ kind: 'exhibit-app' }, location.origin, [port2]);
      port1.postMessage({ id: 1, kind: 'list' });
      port1.postMessage({ id: 2, kind: 'manifest', exhibit: '01900000-0000-7000-8000-000000000001' });
      port1.postMessage({ id: 3, kind: 'anything', origin: 'https://paired.example' });
      await done;
      return replies;
    });
    const reasons = answers
      .map((answer) => (answer as { refusal: { reason: string } }).refusal.reason)
      .sort();
    expect(reasons).toEqual(['malformed', 'not-paired', 'not-paired']);

    for (const left of ['4 tries left', '3 tries left', '2 tries left', '1 try left']) {
      await typeCode(page, '000000');
      await page.getByText(left).waitFor();
    }
    await typeCode(page, '000000');
    await page.getByText('The extension shows no code right now').waitFor();
    await goTo(page, 'Evidence');
    await page.getByRole('heading', { name: 'No evidence yet' }).waitFor();
    await card.getByText('Waiting for the workspace').waitFor();
    await page.close();
  }, 120_000);

  it('says that the workspace’s storage is full, keeps the clip, and delivers it when there is room', async () => {
    // Before the app's first write, which is at its opening: Chromium trusts an earlier look at the free space for half a minute.
    const session = await browser.context.newCDPSession(consolePage);
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: site.url,
      quotaSize: roomWithoutPictures,
    });
    app = await openApp(browser, site.url);
    await browser.allowSite('http://127.0.0.1/*');
    await browser.triggerAction(app);
    const code = await beginPairing(panel);
    await goTo(app, 'Extension');
    await typeCode(app, code);
    await app.getByText('could not be stored, and stays in the extension').waitFor({ timeout: 40_000 });
    await app.getByText('has no room left').first().waitFor();
    await app.getByText('1 exhibit is still safe in the extension').waitFor();
    await panel.getByRole('article').getByText('Waiting for the workspace').waitFor();
    await session.send('Storage.overrideQuotaForOrigin', { origin: site.url });
    await app.getByRole('button', { name: 'Try again' }).click();
    await expectDelivered();
    await app.getByRole('heading', { name: 'Connected' }).waitFor();
  }, 120_000);

  it('names a file that is cut, keeps the clip, and takes it when it is whole again', async () => {
    const card = await clipForReview('tickets');
    await damage('cutPicture');
    await acceptClip(card);
    await goTo(app, 'Extension');
    await app.getByText(/^A file of .* arrived cut/).waitFor({ timeout: 30_000 });
    await app.getByText('1 exhibit is still safe in the extension').waitFor();
    await card.getByText('Waiting for the workspace').waitFor();
    await damage('mend');
    await app.bringToFront();
    await app.getByRole('button', { name: 'Try again' }).click();
    await expectDelivered();
    await app.getByRole('heading', { name: 'Connected' }).waitFor();
  }, 120_000);

  it('names a manifest that does not fit its schema, and stores nothing of it', async () => {
    const card = await clipForReview('admin-log');
    // The workspace must be away while the clip is accepted, or it would be there before the damage.
    await app.goto('about:blank');
    await acceptClip(card);
    await card.getByText('Waiting for the workspace').waitFor();
    await damage('breakRecord');
    await app.goto(`${site.url}/#/extension`);
    await app.getByText('offered a clip whose record is not valid').waitFor({ timeout: 30_000 });
    await goTo(app, 'Evidence');
    await app.getByText(`${delivered} exhibits`).first().waitFor();
    await damage('mend');
    await goTo(app, 'Extension');
    await app.getByRole('button', { name: 'Try again' }).click();
    await expectDelivered();
  }, 120_000);

  it('names a seal that was exchanged or removed in the extension, and a log that was cut there', async () => {
    const card = await clipForReview('access-settings');
    const title = await consolePage.title();
    await app.goto('about:blank');
    await acceptClip(card);
    await card.getByText('Waiting for the workspace').waitFor();
    await damage('exchangeSeal');
    await app.goto(`${site.url}/#/extension`);
    await app.getByText(`The seal of “${title}” does not hold`).waitFor({ timeout: 30_000 });
    await damage('removeSeal');
    await app.bringToFront();
    await app.getByRole('button', { name: 'Try again' }).click();
    await app.getByText(`The seal of “${title}” was removed from the extension’s storage.`).waitFor();
    await damage('mend');
    await app.bringToFront();
    await app.getByRole('button', { name: 'Try again' }).click();
    await expectDelivered();

    // What the workspace has seen of the log, the extension cannot take back.
    await damage('removeSeal');
    await app.bringToFront();
    await app.reload();
    const cut = `Cut: seal ${delivered} was seen earlier, the log now ends at ${delivered - 1}.`;
    await app.getByRole('alert').filter({ hasText: cut }).waitFor({ timeout: 30_000 });
    await damage('mend');
    await app.bringToFront();
    await app.reload();
    await goTo(app, 'Settings');
    await app.getByText(/^Nothing is wrong/).waitFor();
    expect(await app.getByRole('alert').filter({ hasText: cut }).count()).toBe(0);
  }, 120_000);

  it('clips a page whose text the browser keeps from extensions, and says what is missing', async () => {
    const page = await browser.context.newPage();
    await page.goto('chrome://version/');
    await clip(browser, page);
    const card = panel.getByRole('article', { name: 'Untitled page' }).first();
    await card.getByText('did not let Exhibit read the text of this page').waitFor({ timeout: 20_000 });
    await waitForState(card, 'To review');
  }, 120_000);
});
