/** Files that a person drops or chooses: each kind on its way to the workspace, byte for byte, and what is refused leaves nothing. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { networkAttempts, requestsLeavingLoopback } from '../browser/network-recorder.ts';
import { bombWorkbook, pngHeader, withDeclaredSizes, zipOf } from '../fixtures/files.ts';
import { makeFiles, type MadeFiles } from './file-makers.ts';
import {
  acceptClip,
  acceptProposals,
  clipCard,
  extensionDir,
  goTo,
  openApp,
  pair,
  save,
  serveApp,
} from './steps.ts';
import { waitForState } from './steps.ts';

/** Set it to a folder to look at the panel and at the app. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const work = mkdtempSync(join(tmpdir(), 'exhibit-files-'));
const netLog = join(work, 'network.json');
let browser: ExtensionBrowser;
let site: StaticServer;
let files: MadeFiles;
/** The document of the side panel in a tab as narrow as the panel, where the picker can be answered. */
let panel: Page;
let app: Page;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  if (picturesDir) mkdirSync(picturesDir, { recursive: true });
  site = await serveApp();
  browser = await launchWithExtension({ extensionDir, netLog });
  files = await makeFiles(join(work, 'made'), await browser.context.newPage());
  panel = await browser.openExtensionPage('sidepanel.html');
  await panel.setViewportSize({ width: 360, height: 780 });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

async function takePictures(page: Page, name: string): Promise<void> {
  if (!picturesDir) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(picturesDir, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

async function expectSound(state: string): Promise<void> {
  await panel.bringToFront();
  for (const colorScheme of ['light', 'dark'] as const) {
    await panel.emulateMedia({ colorScheme });
    expect(
      await accessibilityFaults(panel, { onlyColours: colorScheme === 'dark' }),
      `${state}, ${colorScheme}`,
    ).toEqual([]);
    expect(await panel.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(360);
  }
  await takePictures(panel, state);
}

/** Drops files on the panel, as a file manager does. */
async function drop(...dropped: { name: string; bytes: Uint8Array }[]): Promise<void> {
  await panel.bringToFront();
  const given = dropped.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  await panel.evaluate((list) => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { lastModified: Date.UTC(2026, 10, 20) }));
    }
    const target = document.querySelector('.file-drop') ?? document.body;
    for (const kind of ['dragenter', 'dragover', 'drop'])
      target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, given);
}
const dropPaths = (...paths: string[]) =>
  drop(...paths.map((path) => ({ name: basename(path), bytes: readFileSync(path) })));

/** What the extension stores of clips and files: rows, and the hash of each file's bytes. */
const stored = () =>
  panel.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the database could not be read')));
      });
    const db = await asked(indexedDB.open('exhibit-clips'));
    const all = (store: string) => asked(db.transaction(store).objectStore(store).getAll());
    const clips: { provenance: { title: string }; files: { sha256: string }[] }[] = await all('clips');
    const contents: { content: Blob }[] = await all('files');
    const hashes: string[] = [];
    const texts = new Map<string, string>();
    for (const { content } of contents) {
      const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
      hashes.push(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(''));
      texts.set(hashes.at(-1) ?? '', await content.text());
    }
    db.close();
    return {
      titles: clips.map(({ provenance }) => provenance.title),
      hashes,
      /** All that each clip's files say, by the clip's title. */
      texts: Object.fromEntries(
        clips.map((clip) => [
          clip.provenance.title,
          clip.files.map(({ sha256 }) => texts.get(sha256) ?? '').join('\n'),
        ]),
      ),
      rows: JSON.stringify(clips),
    };
  });

describe('files that are refused', () => {
  it('get a sentence each and leave no row and no file', async () => {
    await panel.getByText('Nothing clipped yet').waitFor();
    await expectSound('files-empty');
    await drop(
      { name: 'empty.csv', bytes: new Uint8Array() },
      { name: 'program.png', bytes: Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 1, 0, 0, 0, 9, 0]) },
      { name: 'huge.png', bytes: pngHeader(60_000, 60_000) },
      { name: 'half.png', bytes: pngHeader(60, 60) },
      { name: 'photos.xlsx', bytes: zipOf({ 'photos/1.jpg': 'x' }) },
      { name: 'list.xlsx', bytes: new TextEncoder().encode('a,b\n1,2\n') },
    );
    for (const sentence of [
      '“empty.csv” was not taken. It is empty.',
      '“program.png” was not taken. It is none of PNG',
      '“huge.png” was not taken. It has 60,000 × 60,000 pixels',
      '“half.png” was not taken. It is damaged',
      '“photos.xlsx” was not taken. It is an archive',
      '“list.xlsx” was not taken. Its name ends in .xlsx, but it holds plain text.',
    ])
      await panel.getByRole('alert').getByText(sentence).waitFor();
    expect(await stored()).toMatchObject({ titles: [], hashes: [] });
    await expectSound('files-refused');
  });

  it('also when only reading them shows it: a bomb, a password, a damaged file', async () => {
    const pdf = readFileSync(files.pdf);
    const damaged = readFileSync(files.xlsx);
    damaged.fill(0xff, 60, 300);
    await drop(
      { name: 'bomb.xlsx', bytes: withDeclaredSizes(bombWorkbook(3), 1_000) },
      { name: 'locked.pdf', bytes: readFileSync(files.locked) },
      { name: 'damaged.pdf', bytes: Buffer.concat([pdf.subarray(0, 30), Buffer.alloc(2_000, 0x20)]) },
      { name: 'damaged.xlsx', bytes: damaged },
    );
    for (const sentence of [
      '“bomb.xlsx” was not taken. It unpacks to more',
      '“locked.pdf” was not taken. It is protected by a password',
      '“damaged.pdf” was not taken. It is damaged',
      '“damaged.xlsx” was not taken. It is damaged',
    ])
      await panel.getByRole('alert').getByText(sentence).waitFor({ timeout: 60_000 });
    await expect.poll(async () => (await stored()).titles, { timeout: 20_000 }).toEqual([]);
    expect((await stored()).hashes).toEqual([]);
    const dismiss = panel.getByRole('button', { name: 'Dismiss' });
    for (let left = await dismiss.count(); left > 0; left -= 1) {
      await dismiss.first().press('Enter');
      await expect.poll(() => dismiss.count()).toBe(left - 1);
    }
  }, 120_000);
});

describe('files that are taken', () => {
  const said: [keyof MadeFiles, RegExp][] = [
    ['csv', /mara\.oduya@kestrel\.example \| Not enrolled/],
    ['xlsx', /mara\.oduya@kestrel\.example \| Not enrolled \| Developer \| 2026-11-02/],
    ['txt', /PermitRootLogin no\nPasswordAuthentication no/],
    ['pdf', /cora\.lindqvist@kestrel\.example[^]*Enforced/],
    ['scan', /restore test of October succeeded/i],
    ['png', /restore test of October/i],
    ['jpg', /restore test of October/i],
    ['webp', /restore test of October/i],
  ];

  it('are stored byte for byte and read, each kind in its own way', async () => {
    await dropPaths(files.csv, files.xlsx, files.txt, files.pdf, files.scan);
    // The picker takes the same way.
    const [chooser] = await Promise.all([
      panel.waitForEvent('filechooser'),
      panel.getByRole('button', { name: 'Drop files here' }).click(),
    ]);
    await chooser.setFiles([files.png, files.jpg, files.webp]);
    for (const [kind] of said) {
      const card = panel.getByRole('article', { name: basename(files[kind]), exact: true });
      await waitForState(card, 'To review', 240_000);
    }
    await expect.poll(() => panel.getByRole('alert').count()).toBe(0);
    const { hashes, texts } = await stored();
    for (const [kind, words] of said) {
      expect(hashes, kind).toContain(sha256(readFileSync(files[kind])));
      expect(texts[basename(files[kind])], kind).toMatch(words);
    }
    expect(
      await panel.getByRole('article').locator('.proposal').count(),
      'exports of accounts and settings are evidence',
    ).toBeGreaterThan(0);
    await expectSound('files-to-review');
  }, 400_000);

  it('are not taken a second time, unless the person wants both', async () => {
    await drop({ name: 'users (1).csv', bytes: readFileSync(files.csv) });
    await panel.getByText('“users (1).csv” is here already, as “users.csv”').waitFor();
    expect((await stored()).titles).toHaveLength(said.length);
    await expectSound('files-same');
    await panel.getByRole('button', { name: 'Keep both' }).click();
    await clipCard(panel, 'users (1).csv').waitFor();
    expect((await stored()).titles).toHaveLength(said.length + 1);
  });

  it('are replaced by their redacted text, and nothing of the file is left', async () => {
    const card = clipCard(panel, 'access.pdf');
    const opened = browser.context.waitForEvent('page');
    await card.getByRole('button', { name: 'Redact' }).click();
    const editor = await opened;
    await editor.getByRole('checkbox', { name: 'E-mail addresses' }).check();
    await editor.getByLabel('Words to strike').fill('Not enrolled');
    expect(await accessibilityFaults(editor)).toEqual([]);
    await takePictures(editor, 'files-redact');
    await editor.getByRole('button', { name: /^Redact \d+ things for good$/ }).click();
    await editor.getByText('Nothing was found by itself').waitFor({ timeout: 60_000 });
    await waitForState(card, 'To review');
    await editor.close();
    const { hashes, rows } = await stored();
    expect(hashes).not.toContain(sha256(readFileSync(files.pdf)));
    const clip = JSON.parse(rows).find(
      (one: { provenance: { title: string } }) => one.provenance.title === 'access.pdf',
    );
    expect(
      clip.files.map((file: { role: string; mediaType: string }) => `${file.role} ${file.mediaType}`),
    ).toEqual(['original text/plain', 'text text/plain']);
    expect(clip.redactions).toHaveLength(1);
  }, 120_000);

  it('as JPEG come out of a redaction as a new PNG', async () => {
    const card = clipCard(panel, 'backup.jpg');
    const opened = browser.context.waitForEvent('page');
    await card.getByRole('button', { name: 'Redact' }).click();
    const editor = await opened;
    await editor.getByLabel('Words to strike').fill('October');
    await editor.getByRole('button', { name: /^Redact \d+ thing/ }).click();
    await expect
      .poll(async () => (await stored()).hashes, { timeout: 60_000 })
      .not.toContain(sha256(readFileSync(files.jpg)));
    await waitForState(card, 'To review');
    await editor.close();
    const clip = JSON.parse((await stored()).rows).find(
      (one: { provenance: { title: string } }) => one.provenance.title === 'backup.jpg',
    );
    expect(clip.files[0]).toMatchObject({
      role: 'original',
      mediaType: 'image/png',
      width: 900,
      height: 500,
    });
    expect(clip.redactions[0].areas.length).toBeGreaterThan(0);
  }, 120_000);
});

describe('files in the workspace', () => {
  it('arrive as they are, are shown, and go into the pack', async () => {
    app = await openApp(browser, site.url);
    for (const name of ['csv', 'xlsx', 'txt', 'scan', 'png', 'webp'] as const) {
      const card = panel.getByRole('article', { name: basename(files[name]), exact: true });
      await acceptProposals(card, 1, 'A.7.4');
      await acceptClip(card);
      await waitForState(card, 'Waiting for the workspace');
    }
    await acceptClip(clipCard(panel, 'access.pdf'));
    await pair(browser, app);
    await panel.getByText('7 clips handed over').waitFor({ timeout: 60_000 });
    await goTo(app, 'Evidence');
    await app.getByText('7 exhibits').first().waitFor();
    await app.locator('.exhibit-host').getByText('XLSX file').waitFor();
    await app.locator('.thumb canvas[data-drawn]').nth(6).waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await takePictures(app, 'files-evidence');

    await app.getByRole('link', { name: 'users.xlsx' }).click();
    await app.getByRole('tab', { name: 'Content' }).waitFor();
    await app.getByText('mara.oduya@kestrel.example').first().waitFor();
    await app.getByText('A file that the collector chose').waitFor();
    expect(await app.getByRole('tab').count()).toBe(1);
    expect(await accessibilityFaults(app)).toEqual([]);
    await takePictures(app, 'files-xlsx');
    await goTo(app, 'Evidence');
    await app.getByRole('link', { name: 'scan.pdf' }).click();
    const picture = app.getByRole('img', { name: /scan\.pdf/ });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200);
    await takePictures(app, 'files-pdf');

    await goTo(app, 'Audit pack');
    const pack = await save(app, 'Save audit pack (ZIP)', work);
    execFileSync('unzip', ['-q', pack, '-d', join(work, 'pack')]);
    const root = join(work, 'pack', readdirSync(join(work, 'pack'))[0] ?? '');
    execFileSync('sha256sum', ['-c', '--quiet', '99_Integrity/SHA256SUMS'], { cwd: root });
    const exhibits = join(root, '04_Exhibits');
    const originals = readdirSync(exhibits).flatMap((folder) =>
      readdirSync(join(exhibits, folder))
        .filter((name) => name.startsWith('original.'))
        .map((name) => sha256(readFileSync(join(exhibits, folder, name)))),
    );
    for (const name of ['csv', 'xlsx', 'txt', 'scan', 'png', 'webp'] as const)
      expect(originals, name).toContain(sha256(readFileSync(files[name])));
    expect(originals).not.toContain(sha256(readFileSync(files.pdf)));
  }, 240_000);

  it('never left this machine on the way', async () => {
    await browser.close();
    expect(networkAttempts(netLog).length).toBeGreaterThan(0);
    expect(requestsLeavingLoopback(netLog)).toEqual([]);
  });
});
