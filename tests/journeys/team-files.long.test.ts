/**
 * A team without a relay: two people meet through a folder, two others by files that they carry, pictures included. The folder is one of the
 * browser's own, because headless Chromium cannot show the question for one; what is behind it is real, and the test carries what is in it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';
import { keepPicture, startAppRig, type AppRig, type OpenedApp } from './app-rig.ts';
import { desk, looks } from './looks.ts';
// For the type of globalThis.seedApp as well.
import type { SeedExhibit } from './screens-page.ts';

vi.setConfig({ testTimeout: 600_000 });
/** The stick is not carried twenty times a second: both would do nothing but read it. */
const soon = { timeout: 90_000, interval: 300 };
const look = { colorScheme: 'light', viewport: desk } as const;

let app: AppRig;
let profiles = '';
let exhibit: SeedExhibit;
const people: OpenedApp[] = [];
beforeAll(async () => {
  app = await startAppRig('screens-page.ts');
  profiles = mkdtempSync(join(tmpdir(), 'exhibit-profiles-'));
  exhibit = await oneExhibit();
});
afterAll(async () => {
  for (const { context } of people) await context.close();
  await app?.close();
  rmSync(profiles, { recursive: true, force: true });
});

const marker = (of: string) => `zebra-${of}-quartz`;

async function oneExhibit(): Promise<SeedExhibit> {
  const sheet = await app.browser.newPage({ viewport: { width: 320, height: 200 } });
  await sheet.setContent(`<h1>${marker('picture')}</h1>`);
  const bytes = new Uint8Array(await sheet.screenshot());
  await sheet.close();
  const { record, recordSha256, files } = await makeExhibit({
    number: 1,
    title: marker('title'),
    url: 'https://console.example/settings',
    capturedAt: '2026-09-01T10:00:00.000Z',
    // Larger than one piece.
    picture: { bytes: Buffer.concat([bytes, Buffer.alloc(300_000, 7)]), width: 320, height: 200 },
    lines: ['Settings'],
    controls: ['A.5.15'],
  });
  const base64 = [...files].map(([sha256, content]): [string, string] => [sha256, bytesToBase64(content)]);
  return { record, recordSha256, files: base64 };
}

const pickedFolder = () => {
  const picked = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('shared', { create: true });
  Object.assign(globalThis, { showDirectoryPicker: picked });
};

/** A profile on the disk; of those that begin with one, the exhibit is there. */
async function person(name: string, exhibits: readonly SeedExhibit[] = []): Promise<OpenedApp> {
  const opened = await app.open(look, {
    onDisk: join(profiles, name),
    seed: async (page) => {
      await page.waitForFunction(() => 'seedApp' in globalThis);
      await page.evaluate((all) => seedApp(all, []), exhibits);
      await page.addInitScript(pickedFolder);
    },
  });
  people.push(opened);
  return opened;
}

/** The screen as it stands, in each size and colour. */
async function judge(page: Page, name: string): Promise<void> {
  for (const { colorScheme, viewport, where } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await keepPicture(page, `${name}-${colorScheme}-${where}`);
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect({ where, scrolls, faults: await accessibilityFaults(page) }).toEqual({
      where,
      scrolls: false,
      faults: [],
    });
  }
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(look.viewport);
}

const say = (page: Page, words: RegExp | string) => page.locator('.team-line').getByText(words).waitFor(soon);

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

async function describe(page: Page, control: string, words: string): Promise<void> {
  await go(page, `#/soa/${control}`);
  await page.getByRole('textbox', { name: 'How it is implemented' }).fill(words);
}

async function described(page: Page, control: string): Promise<string> {
  await go(page, `#/soa/${control}`);
  await page.getByRole('complementary', { name: `Details of ${control}` }).waitFor();
  return page.getByRole('textbox', { name: 'How it is implemented' }).inputValue();
}

async function share(page: Page, name: string, way: string, button: string): Promise<void> {
  await go(page, '#/team');
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('radio', { name: way }).check();
  await page.getByRole('button', { name: button }).click();
}

async function invite(page: Page, name: string): Promise<string> {
  await go(page, '#/team');
  await page.getByLabel('Their name').fill(name);
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  return page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
}

/** The picture of the exhibit opens, as wide as it was taken. */
async function seesPicture(page: Page): Promise<void> {
  await go(page, `#/evidence/${exhibit.record.id}`);
  const shown = page.getByRole('img', { name: `Screenshot of ${marker('title')}` });
  await shown.waitFor(soon);
  await expect
    .poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth), soon)
    .toBe(320);
}

/** Copies what the one folder has and the other lacks, as a stick does. */
async function carry(from: Page, to: Page): Promise<void> {
  const files = await from.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const found: [string, string, string][] = [];
    const shared = await root.getDirectoryHandle('shared', { create: true });
    for await (const [folder, inner] of shared.entries())
      if (inner instanceof FileSystemDirectoryHandle)
        for await (const [name, file] of inner.entries())
          if (file instanceof FileSystemFileHandle && !name.endsWith('.crswap')) {
            const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
            found.push([folder, name, Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')]);
          }
    return found;
  });
  await to.evaluate(async (all) => {
    const root = await navigator.storage.getDirectory();
    const shared = await root.getDirectoryHandle('shared', { create: true });
    for (const [folder, name, content] of all) {
      const inner = await shared.getDirectoryHandle(folder, { create: true });
      const there = await inner.getFileHandle(name).catch(() => undefined);
      if (there) continue;
      const writable = await (await inner.getFileHandle(name, { create: true })).createWritable();
      await writable.write(Uint8Array.from(content, (letter) => letter.charCodeAt(0)));
      await writable.close();
    }
  }, files);
}

/** The stick goes back and forth until it is so. */
async function travelling(a: Page, b: Page, isSo: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await carry(a, b);
      await carry(b, a);
      return isSo();
    }, soon)
    .toBe(true);
}

const isShown = (page: Page, words: RegExp) => () => page.locator('.team-line').getByText(words).isVisible();

it('two people meet through a folder', async () => {
  const [ann, ben] = [await person('ann', [exhibit]), await person('ben')];
  const [{ page: a }, { page: b }] = [ann, ben];
  await describe(a, 'A.5.1', marker('before'));
  await go(a, '#/team');
  await a.getByRole('radio', { name: 'Through a folder' }).check();
  await judge(a, 'team-ways');
  await share(a, 'Ann', 'Through a folder', 'Choose the folder and share');
  await say(a, /^In step since/);

  await b.goto(await invite(a, 'Ben'));
  await b.getByText('choose the same one as').waitFor(soon);
  await b.getByLabel('Your name').fill('Ben');
  await b.getByRole('button', { name: 'Choose the folder and ask' }).click();
  const code = (page: Page) => page.getByLabel('Code to compare');
  await travelling(a, b, async () => (await code(a).isVisible()) && (await code(b).isVisible()));
  expect(await code(a).innerText()).toBe(await code(b).innerText());
  await keepPicture(b, 'team-folder-waiting');
  await a.getByRole('button', { name: 'Same code, let in' }).click();
  await travelling(a, b, isShown(b, /^In step since/));
  await travelling(a, b, async () => (await described(b, 'A.5.1')) === marker('before'));
  await go(b, '#/evidence');
  await travelling(a, b, () => b.getByText('1 exhibit', { exact: true }).first().isVisible());
  await seesPicture(b);

  // The stick is pulled out: it is said, what is written waits, and goes on when it is there again.
  await a.evaluate(async () =>
    (await navigator.storage.getDirectory()).removeEntry('shared', { recursive: true }),
  );
  await say(a, 'Folder not reachable');
  await describe(a, 'A.5.2', marker('meanwhile'));
  await say(a, /^Folder not reachable, \d+ changes? waiting$/);
  await go(a, '#/team');
  await a.getByRole('button', { name: 'Choose the folder again' }).waitFor();
  await judge(a, 'team-folder-gone');
  await carry(b, a);
  await a.getByRole('button', { name: 'Try now' }).click();
  await say(a, /^In step since/);
  await travelling(a, b, async () => (await described(b, 'A.5.2')) === marker('meanwhile'));
  // Another folder, an empty one, is filled from here; the pictures too.
  await go(a, '#/team');
  await keepPicture(a, 'team-folder');
  expect([...ann.complaints, ...ben.complaints]).toEqual([]);
});

it('two people exchange files, and an auditor’s cells are locked', async () => {
  const [dora, emil] = [await person('dora', [exhibit]), await person('emil')];
  const [{ page: d }, { page: e }] = [dora, emil];
  await describe(d, 'A.5.1', marker('before'));
  await share(d, 'Dora', 'By files', 'Share by files');
  await say(d, /not in a file yet$/);

  async function saved(page: Page, button: string, name: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    const path = join(profiles, name);
    await download.saveAs(path);
    return path;
  }
  const open = (page: Page, path: string) => page.locator('.team-drop input').setInputFiles(path);
  const told = (page: Page, words: string) => page.locator('.team-report').getByText(words).waitFor(soon);

  await e.goto(await invite(d, 'Emil'));
  await e.getByLabel('Your name').fill('Emil');
  await e.getByRole('button', { name: 'Ask to be let in' }).click();
  const theirs = await e.getByLabel('Code to compare').innerText(soon);
  await judge(e, 'team-request');
  const request = await saved(e, 'Save the request', 'request.exhibit');
  await open(d, request);
  await told(d, 'Emil asks to be let in');
  expect(await d.getByLabel('Code to compare').innerText()).toBe(theirs);
  expect(theirs).toMatch(/^(\d{4} ){5}\d{4}$/);
  const early = await saved(d, 'Make a file', 'early.exhibit');
  await open(e, early);
  await told(e, 'does not let this device in');
  await d.getByRole('button', { name: 'Same code, let in' }).click();
  await d.getByText('They are let in').waitFor(soon);
  const first = await saved(d, 'Make a file', 'first.exhibit');
  await say(d, 'Everything is in a file');
  await open(e, first);
  await say(e, 'Everything is in a file');
  await expect.poll(() => described(e, 'A.5.1'), soon).toBe(marker('before'));
  await seesPicture(e);

  // Back: what the first file lacks, and nothing else.
  await describe(e, 'A.5.2', marker('answered'));
  await say(e, /^\d+ changes? not in a file yet$/);
  await go(e, '#/team');
  await open(e, first);
  await told(e, 'Nothing new in the workspace.');
  const answer = await saved(e, 'Make the answer', 'answer.exhibit');
  expect(readFileSync(answer).length).toBeLessThan(readFileSync(first).length / 2);
  await go(d, '#/team');
  await open(d, answer);
  await told(d, 'Changes by Emil came in.');
  await judge(d, 'team-file-taken');
  expect(await described(d, 'A.5.2')).toBe(marker('answered'));

  // What is no such file, or was tampered with, is refused and shown.
  await go(d, '#/team');
  writeFileSync(join(profiles, 'letter.exhibit'), 'Dear Dora');
  await open(d, join(profiles, 'letter.exhibit'));
  await told(d, 'This is no exchange file');
  await open(d, request);
  await told(d, 'fits no open invitation');
  await describe(e, 'A.5.3', marker('later'));
  await go(e, '#/team');
  const tampered = readFileSync(await saved(e, 'Make a file', 'later.exhibit'));
  tampered.writeUInt8(tampered.readUInt8(tampered.length - 1) ^ 1, tampered.length - 1);
  writeFileSync(join(profiles, 'tampered.exhibit'), tampered);
  await open(d, join(profiles, 'tampered.exhibit'));
  await told(d, 'refused and changed nothing');
  await d.getByText('the signature does not hold').waitFor(soon);
  // Who carries them reads no word.
  const words = ['before', 'answered', 'title', 'picture'].map(marker);
  for (const path of [request, early, first, answer])
    expect(words.filter((word) => readFileSync(path).includes(word))).toEqual([]);

  // An auditor: the cells say why they are locked, by pointer, key and paste; a comment is possible and travels.
  await d.getByRole('combobox', { name: 'Role of Emil' }).selectOption('auditor');
  await say(d, /not in a file yet$/);
  const second = await saved(d, 'Make a file', 'second.exhibit');
  await go(e, '#/team');
  await open(e, second);
  await e.getByText('You are an auditor in this workspace').waitFor(soon);
  await go(e, '#/soa');
  const row = e.getByRole('row', { name: /A\.5\.6/ });
  const locked = 'You are an auditor here';
  const decision = row.getByRole('button', { name: /^A\.5\.6 applicable/ });
  expect(await decision.getAttribute('aria-disabled')).toBe('true');
  await decision.click({ force: true });
  const toast = e.locator('.toast', { hasText: locked });
  await toast.waitFor(soon);
  expect(await e.getByRole('menu').count()).toBe(0);
  await row
    .getByRole('link', { name: /A\.5\.6/ })
    .first()
    .focus();
  await e.keyboard.press('s');
  expect(await e.getByRole('menu').count()).toBe(0);
  await row.getByRole('button', { name: /owner/ }).click({ force: true });
  expect(await row.getByRole('textbox').count()).toBe(0);
  await row.getByRole('checkbox').click();
  await e.getByRole('region', { name: 'Edit the marked rows' }).getByText(locked).waitFor(soon);
  await keepPicture(e, 'team-auditor-grid');
  expect(await accessibilityFaults(e)).toEqual([]);
  await go(e, '#/soa/A.5.6');
  await e.getByRole('textbox', { name: 'New comment' }).fill(marker('comment'));
  await e.getByRole('button', { name: 'Add comment' }).click();
  await say(e, /not in a file yet$/);
  await go(e, '#/team');
  const comment = await saved(e, 'Make a file', 'comment.exhibit');
  await go(d, '#/team');
  await open(d, comment);
  await told(d, 'Changes by Emil came in.');
  await go(d, '#/soa/A.5.6');
  await d.getByText(marker('comment')).waitFor(soon);
  expect([...dora.complaints, ...emil.complaints]).toEqual([]);
});
