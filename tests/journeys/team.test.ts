/**
 * Two people in two browser profiles and a real relay: one shares, the other joins by the invitation, both edit the SoA while the relay is
 * gone, and meet. The state line says what is so, the relay's disk holds no word, and who was removed receives nothing more.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import type { Risk } from '#core/risks/risk.ts';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { endSharedWorkers } from '../browser/shared-worker.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';
import { listenBefore } from '../relay/listening-proxy.ts';
import { startTestRelay, type TestRelay } from '../relay/test-relay.ts';
import { keepPicture, startAppRig, type AppRig, type OpenedApp } from './app-rig.ts';
import { desk } from './looks.ts';
// For the types of globalThis.seedApp and globalThis.randomEdits as well.
import type { SeedExhibit, SeedRow } from './screens-page.ts';

vi.setConfig({ testTimeout: 600_000 });
const soon = { timeout: 90_000 };

let app: AppRig;
let relay: TestRelay;
let line: Awaited<ReturnType<typeof listenBefore>>;
let profiles = '';
const people: OpenedApp[] = [];
beforeAll(async () => {
  [app, relay] = await Promise.all([startAppRig('screens-page.ts'), startTestRelay()]);
  line = await listenBefore(relay.url);
  profiles = mkdtempSync(join(tmpdir(), 'exhibit-profiles-'));
});
afterAll(async () => {
  for (const { context } of people) await context.close();
  await app?.close();
  await line?.close();
  await relay?.close();
  rmSync(profiles, { recursive: true, force: true });
});

const marker = (of: string) => `zebra-${of}-quartz`;
const look = { colorScheme: 'light', viewport: desk } as const;

/** A profile on the disk, its service worker in place. */
async function person(name: string, seed?: (page: Page) => Promise<unknown>): Promise<OpenedApp> {
  const opened = await app.open(look, { onDisk: join(profiles, name), ...(seed && { seed }) });
  people.push(opened);
  await opened.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return opened;
}

const lineOf = (page: Page) => page.locator('.team-line');
const say = (page: Page, words: RegExp | string) => lineOf(page).getByText(words).waitFor(soon);

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

/** A page beside the app's, of the same profile, that edits its workspace. */
async function editingTab({ context }: OpenedApp): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${app.url}/seed.html`);
  await page.waitForFunction(() => 'randomEdits' in globalThis);
  return page;
}
const stateOf = (page: Page) => page.evaluate(() => randomEdits.state());

/** All that the relay stored, its log included, and all that went over the line. */
function readByRelay(): Buffer {
  const files = readdirSync(relay.folder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return Buffer.concat([
    line.heard(),
    ...files.map((file) => readFileSync(join(file.parentPath, file.name))),
  ]);
}

const pictures = 16;
/** Exhibits and all rows, with a word of its own in every field, file name and file: more than 1,000. */
async function filledWorkspace(): Promise<{ exhibits: SeedExhibit[]; rows: SeedRow[]; markers: string[] }> {
  const markers: string[] = [];
  const mark = (of: string) => {
    const made = marker(`${of}-${markers.length}x`);
    markers.push(made);
    return made;
  };
  const sheet = await app.browser.newPage({ viewport: { width: 320, height: 200 } });
  const exhibits: SeedExhibit[] = [];
  for (let number = 1; number <= pictures; number += 1) {
    const inPicture = mark('picture');
    await sheet.setContent(`<h1>${inPicture}</h1>`);
    const bytes = new Uint8Array(await sheet.screenshot());
    const lines = Array.from({ length: 52 }, () => mark('line'));
    const { record, recordSha256, files } = await makeExhibit({
      number,
      title: `${mark('title')}.png`,
      url: `https://console.example/${mark('url')}?q=${mark('query')}`,
      capturedAt: '2026-09-01T10:00:00.000Z',
      // The words of the picture stand in its file as well, where a search for bytes finds them.
      picture: { bytes: Buffer.concat([bytes, Buffer.from(inPicture)]), width: 320, height: 200 },
      lines,
      controls: ['A.5.15'],
      note: mark('note'),
    });
    const base64 = [...files].map(([sha256, content]): [string, string] => [sha256, bytesToBase64(content)]);
    exhibits.push({ record, recordSha256, files: base64 });
  }
  await sheet.close();
  const rows = controls.map(({ id }): SeedRow => ({
    control: id,
    justification: mark('why'),
    owner: mark('owner'),
  }));
  return { exhibits, rows, markers };
}

/** Bytes that the relay stores of the stream of files. */
function storedPieces(): number {
  const files = readdirSync(relay.folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /[\\/]EV[\\/]msgs/.test(file.parentPath))
    .reduce((sum, file) => sum + readFileSync(join(file.parentPath, file.name)).length, 0);
}

/** Starts the app's own worker from a page without any policy, under the address of some relay; how far it gets with the stored one. */
const runWorker = (page: Page, address: string): Promise<string> =>
  page.evaluate(async (relayOfPolicy) => {
    const [cache] = (await caches.keys()).filter((name) => name.includes('precache'));
    const kept = await (await caches.open(cache ?? '')).keys();
    const script = kept
      .map(({ url }) => url.split('?')[0] ?? '')
      .find((url) => url.includes('/team-worker-'));
    const { port } = new SharedWorker(`${script}?relay=${encodeURIComponent(relayOfPolicy)}`, {
      type: 'module',
      name: 'probe',
    });
    const end = Promise.withResolvers<string>();
    const stopped = Promise.withResolvers<void>();
    port.addEventListener('message', ({ data }) => {
      if (data.kind === 'stopped') stopped.resolve();
      if (data.kind !== 'state') return;
      if (data.state.link === 'in-step') end.resolve('in-step');
      if (data.state.problem) end.resolve(`${data.state.link}: ${data.state.problem.reason}`);
    });
    port.start();
    const link = await end.promise;
    port.postMessage({ kind: 'stop' });
    await stopped.promise;
    return link;
  }, address);

it('two people work in one workspace over a relay that reads nothing', async () => {
  const { exhibits, rows, markers } = await filledWorkspace();
  const ann = await person('ann', async (page) => {
    await page.waitForFunction(() => 'seedApp' in globalThis);
    await page.evaluate(([all, soa]) => seedApp(all, soa), [exhibits, rows] as const);
  });
  const { page: a } = ann;
  await describe(a, 'A.5.1', marker('before'));
  await go(a, '#/team');
  await a.getByLabel('Your name').fill(marker('ann'));
  await keepPicture(a, 'team-alone');
  expect(await accessibilityFaults(a)).toEqual([]);
  await a.getByRole('button', { name: 'Share over a relay' }).click();
  const command = await a.locator('.team-command code').innerText();
  const account = /\bA[A-Z2-7]{55}\b/.exec(command)?.[0] ?? '';
  await a.getByLabel('Address of the relay').fill('relay.example');
  await a.getByRole('button', { name: 'Connect and share' }).click();
  await a.getByRole('alert').getByText('begins with wss://').waitFor();
  await keepPicture(a, 'team-prepared');

  // The administrator has admitted nobody yet: it is said, and goes on by itself afterwards.
  await relay.admit();
  await a.getByLabel('Address of the relay').fill(line.url);
  await a.getByRole('button', { name: 'Connect and share' }).click();
  await a.getByText('does not let this workspace in yet').waitFor(soon);
  await relay.admitAccount(account);
  await say(a, /^In step since/);
  await keepPicture(a, 'team-shared');

  await a.getByLabel('Their name').fill('Ben');
  await a.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await a.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await a.getByRole('button', { name: 'Show as QR code' }).click();
  await a.getByRole('img', { name: 'The link as a QR code' }).waitFor();
  expect(await accessibilityFaults(a)).toEqual([]);
  await keepPicture(a, 'team-invitation');

  const ben = await person('ben');
  const { page: b } = ben;
  await b.goto(link);
  await b.getByLabel('Your name').fill(marker('ben'));
  await b.getByRole('button', { name: 'Ask to be let in' }).click();
  const theirs = await b.getByLabel('Code to compare').innerText(soon);
  expect(b.url()).not.toContain(link.split('.')[3] ?? '');
  await keepPicture(b, 'team-waiting');
  const ours = await a.getByLabel('Code to compare').innerText(soon);
  expect(theirs).toBe(ours);
  expect(ours).toMatch(/^\d{3} \d{3}$/);
  await keepPicture(a, 'team-asking');
  await a.getByRole('button', { name: 'Same code, let in' }).click();
  await say(b, /^In step since/);
  await expect.poll(() => described(b, 'A.5.1'), soon).toBe(marker('before'));

  // The exhibits and their files come too, and the last one opens.
  const last = exhibits.at(-1);
  await go(b, `#/evidence/${last?.record.id}`);
  await b.getByRole('heading', { name: last?.record.provenance.title ?? '' }).waitFor(soon);
  const shown = b.getByRole('img', { name: `Screenshot of ${last?.record.provenance.title}` });
  await expect
    .poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth), soon)
    .toBe(320);
  await go(b, '#/evidence');
  await b.getByText(`${pictures} exhibits`, { exact: true }).first().waitFor(soon);
  await keepPicture(b, 'team-evidence');

  // Who discarded an exhibit is said to the others, and each can take it back for all.
  const toLast = `#/evidence/${last?.record.id}`;
  await go(b, toLast);
  await b.getByRole('button', { name: 'Discard exhibit' }).click();
  await b
    .getByText(`${pictures - 1} exhibits`, { exact: true })
    .first()
    .waitFor(soon);
  await go(a, toLast);
  await a.getByText(`Discarded by ${marker('ben')}`).waitFor(soon);
  expect(await accessibilityFaults(a)).toEqual([]);
  await keepPicture(a, 'team-discarded');
  await a.getByRole('button', { name: 'Take it back' }).click();
  for (const page of [a, b]) {
    await go(page, toLast);
    await page.getByRole('heading', { name: last?.record.provenance.title ?? '' }).waitFor(soon);
  }

  // It works once: a third profile with the same link stays outside.
  const eve = await app.open(look);
  await eve.page.goto(link);
  await eve.page.getByLabel('Your name').fill('Eve');
  await eve.page.getByRole('button', { name: 'Ask to be let in' }).click();
  await eve.page.getByText('Somebody used this invitation before').waitFor(soon);
  await eve.context.close();

  await go(a, '#/soa/A.5.7');
  await go(b, '#/team');
  await b.getByText(`${marker('ann')} (A.5.7)`).waitFor(soon);
  await b
    .getByRole('list')
    .getByRole('heading', { name: marker('ben') })
    .waitFor();
  await keepPicture(b, 'team-members');
  expect(await accessibilityFaults(b)).toEqual([]);

  const [editsOfA, editsOfB] = [await editingTab(ann), await editingTab(ben)];
  await editsOfA.evaluate(() => randomEdits.prepare());
  await expect.poll(() => stateOf(editsOfB), soon).toContain('What both write to');

  // Both are cut off, make a hundred edits each, and meet again.
  await relay.stop('SIGKILL');
  await say(a, 'Offline');
  await say(b, 'Offline');
  await describe(a, 'A.5.2', marker('offline-a'));
  await describe(b, 'A.5.3', marker('offline-b'));
  const words = [
    ...(await editsOfA.evaluate(() => randomEdits.make('ann', 100))),
    ...(await editsOfB.evaluate(() => randomEdits.make('ben', 100))),
  ];
  await say(a, /^Offline, \d+ changes? waiting$/);
  await say(b, /^Offline, \d+ changes? waiting$/);
  // A second tab shows the same, and a reload loses nothing.
  const second = await ann.context.newPage();
  await second.goto(app.addressOf('#/soa/A.5.2'));
  await say(second, /^Offline, \d+ changes? waiting$/);
  await b.reload();
  await say(b, /^Offline, \d+ changes? waiting$/);
  // Neither does the end of the worker that keeps both tabs in step: they start another, and say so.
  await go(a, '#/team');
  expect(await endSharedWorkers(a)).toBe(1);
  await a.getByText('The browser ended the part of this app that keeps in step').waitFor(soon);
  await describe(a, 'A.5.9', marker('second-worker'));
  for (const page of [a, second]) await say(page, /^Offline, \d+ changes? waiting$/);
  await relay.start();
  for (const page of [a, b, second]) await say(page, /^In step since/);
  await expect.poll(() => described(a, 'A.5.3'), soon).toBe(marker('offline-b'));
  await expect.poll(() => described(b, 'A.5.2'), soon).toBe(marker('offline-a'));
  // Random edits may have written there too.
  await expect.poll(() => described(b, 'A.5.9'), soon).toContain(marker('second-worker'));
  await expect.poll(() => described(second, 'A.5.3'), soon).toBe(marker('offline-b'));
  await second.close();
  await expect.poll(async () => (await stateOf(editsOfA)) === (await stateOf(editsOfB)), soon).toBe(true);
  const together = await stateOf(editsOfA);
  expect(words.length).toBe(170);
  expect(words.filter((word) => !together.includes(word))).toEqual([]);
  // Who decided differently at once is asked again, in both.
  expect(JSON.parse(together).risks.some(({ contested }: Risk) => contested.treatment.length === 2)).toBe(
    true,
  );
  await editsOfA.close();
  await editsOfB.close();
  const read = readByRelay();
  const typed = ['before', 'offline-a', 'offline-b', 'ann', 'ben'].map(marker);
  expect(markers.length).toBeGreaterThan(1_000);
  expect([...markers, ...typed].filter((word) => read.includes(word))).toEqual([]);
  // The search itself finds what is there, stored and on the line.
  for (const there of ['doc.workspace', 'evd.', '"created"']) expect(read.includes(there), there).toBe(true);

  // The relay loses everything: both notice, it is filled again, and people are told.
  await relay.stop('SIGKILL');
  await relay.wipe();
  expect(storedPieces()).toBe(0);
  await relay.start();
  await describe(a, 'A.5.5', marker('after-wipe'));
  await expect.poll(() => described(b, 'A.5.5'), soon).toBe(marker('after-wipe'));
  for (const page of [a, b]) {
    await go(page, '#/team');
    await page.getByText('The relay lost something').first().waitFor(soon);
    await say(page, /^In step since/);
  }
  expect(storedPieces()).toBeGreaterThan(0);
  expect(await accessibilityFaults(a)).toEqual([]);
  await keepPicture(a, 'team-wiped');
  await a.getByRole('button', { name: 'I have read this' }).click();
  await a.getByText('The relay lost something').waitFor({ state: 'detached', ...soon });

  // An auditor reads and comments: the fields are locked and say why, and the comment reaches the others.
  await go(a, '#/soa/A.5.6');
  await go(b, '#/soa');
  await b
    .getByRole('row', { name: /A\.5\.6/ })
    .getByRole('img', { name: `Here now: ${marker('ann')}` })
    .waitFor(soon);
  await keepPicture(b, 'team-rows');
  // One sees the other's cursor in the text, where it is.
  await go(b, '#/soa/A.5.6');
  await a.getByRole('textbox', { name: 'How it is implemented' }).fill('Reviewed by ');
  await b.getByRole('img', { name: `${marker('ann')} is writing here` }).waitFor(soon);
  await keepPicture(b, 'team-cursor');
  await go(b, '#/soa');
  await go(a, '#/team');
  await a.getByRole('combobox', { name: `Role of ${marker('ben')}` }).selectOption('auditor');
  await b.getByText('You are an auditor in this workspace').waitFor(soon);
  await go(b, '#/soa/A.5.6');
  const locked = b.getByRole('textbox', { name: 'How it is implemented' });
  await expect.poll(() => locked.isDisabled(), soon).toBe(true);
  expect(await accessibilityFaults(b)).toEqual([]);
  await keepPicture(b, 'team-auditor');
  await b.getByRole('textbox', { name: 'New comment' }).fill(marker('comment'));
  await b.getByRole('button', { name: 'Add comment' }).click();
  await go(a, '#/soa/A.5.6');
  await a.getByText(marker('comment')).waitFor(soon);
  // Made an owner, the member can invite.
  await go(a, '#/team');
  await a.getByRole('combobox', { name: `Role of ${marker('ben')}` }).selectOption('owner');
  await go(b, '#/team');
  await b.getByRole('button', { name: 'Make an invitation' }).waitFor(soon);
  await b.getByText('You are an auditor in this workspace').waitFor({ state: 'detached', ...soon });

  await a.getByRole('button', { name: `Remove ${marker('ben')}` }).click();
  await a.getByRole('button', { name: 'Remove', exact: true }).click();
  await say(b, 'You were removed');
  await describe(a, 'A.5.4', marker('after'));
  await say(a, /^In step since/);
  expect(await described(b, 'A.5.4')).toBe('');
  await describe(b, 'A.5.8', marker('too-late'));
  await say(b, 'You were removed');
  expect(await described(a, 'A.5.8')).toBe('');
  expect([...ann.complaints, ...ben.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);

  // What leaves the browser is limited by the browser: the policy of the worker names the relay of its address alone.
  await a.goto(`${app.url}/seed.html`);
  expect(await runWorker(a, 'ws://127.0.0.1:9')).toMatch(/^offline/);
  expect(await runWorker(a, line.url)).toBe('in-step');
});
