/**
 * Two people in two browser profiles and a real relay: one shares, the other joins by the invitation, both edit the SoA while the relay is
 * gone, and meet. The state line says what is so, the relay's disk holds no word, and who was removed receives nothing more.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Risk } from '#core/risks/risk.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { startTestRelay, type TestRelay } from '../relay/test-relay.ts';
// For the type of globalThis.randomEdits.
import type {} from './screens-page.ts';
import { keepPicture, startAppRig, type AppRig, type OpenedApp } from './app-rig.ts';
import { desk } from './looks.ts';

vi.setConfig({ testTimeout: 240_000 });
const soon = { timeout: 40_000 };

let app: AppRig;
let relay: TestRelay;
let profiles = '';
const people: OpenedApp[] = [];
beforeAll(async () => {
  [app, relay] = await Promise.all([startAppRig('screens-page.ts'), startTestRelay()]);
  profiles = mkdtempSync(join(tmpdir(), 'exhibit-profiles-'));
});
afterAll(async () => {
  for (const { context } of people) await context.close();
  await app?.close();
  await relay?.close();
  rmSync(profiles, { recursive: true, force: true });
});

const marker = (of: string) => `zebra-${of}-quartz`;
const look = { colorScheme: 'light', viewport: desk } as const;

/** A profile on the disk, its service worker in place. */
async function person(name: string): Promise<OpenedApp> {
  const opened = await app.open(look, { onDisk: join(profiles, name) });
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

/** Whether the bytes are in any file of the relay, its log included. */
function isOnRelay(text: string): boolean {
  try {
    execFileSync('grep', ['-r', '-a', '-q', text, relay.folder]);
    return true;
  } catch {
    return false;
  }
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
  const ann = await person('ann');
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
  await a.getByLabel('Address of the relay').fill(relay.url);
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
  await relay.start();
  for (const page of [a, b, second]) await say(page, /^In step since/);
  await expect.poll(() => described(a, 'A.5.3'), soon).toBe(marker('offline-b'));
  await expect.poll(() => described(b, 'A.5.2'), soon).toBe(marker('offline-a'));
  await expect.poll(() => described(second, 'A.5.3'), soon).toBe(marker('offline-b'));
  await second.close();
  await expect.poll(async () => (await stateOf(editsOfA)) === (await stateOf(editsOfB)), soon).toBe(true);
  const together = await stateOf(editsOfA);
  expect(words.length).toBe(180);
  expect(words.filter((word) => !together.includes(word))).toEqual([]);
  // Who decided differently at once is asked again, in both.
  expect(JSON.parse(together).risks.some(({ contested }: Risk) => contested.treatment.length === 2)).toBe(
    true,
  );
  await editsOfA.close();
  await editsOfB.close();
  for (const word of ['before', 'offline-a', 'offline-b', 'ann', 'ben'])
    expect(isOnRelay(marker(word)), word).toBe(false);
  // The search itself finds what is there.
  expect(isOnRelay('doc.workspace')).toBe(true);

  await go(a, '#/team');
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
  expect(await runWorker(a, relay.url)).toBe('in-step');
});
