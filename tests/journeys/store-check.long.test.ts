/** Sealed evidence that is changed in a real browser's storage is found and named: when the app opens, when asked, and before a pack. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { pemBlocks } from '#core/crypto/pem.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { askAuthorities } from '#core/timestamp/ask-authorities.ts';
import { afterAsking, queueStamp, type QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';
import { startStampAuthority } from '../fixtures/stamp-authority.ts';
import { keepPicture, startAppRig, type AppRig } from './app-rig.ts';
import { looks } from './looks.ts';
// For the type of globalThis.sealedStoreOfApp as well.
import './store-check-page.ts';

let rig: AppRig;
beforeAll(async () => {
  rig = await startAppRig('store-check-page.ts');
});
afterAll(() => rig?.close());

/** How many kinds are drawn, each done once in the browser; all of them run in app/worker/store-check/check-store.test.ts. */
const drawn = 9;
const seed = 20_261_129;

/** A stamp of a real authority over each of these lines. */
async function stamped(seals: readonly { sha256: string; line: string }[]): Promise<QueuedStamp[]> {
  const authority = await startStampAuthority();
  const roots = pemBlocks(readFileSync(authority.rootFile, 'utf8'), 'CERTIFICATE');
  const { signal } = new AbortController();
  const stamps: QueuedStamp[] = [];
  for (const { sha256, line } of seals) {
    let queued = queueStamp(sha256, new Date());
    // An authority may answer too late on a busy machine; the app would ask it again as well.
    while (queued.state !== 'stamped') {
      const asked = await askAuthorities(
        [{ name: authority.url, url: authority.url, roots }],
        textToBytes(line),
        {
          send: (url, request) => sendStampRequest(url, request, signal),
          random: () => crypto.getRandomValues(new Uint8Array(16)),
          signal,
        },
      );
      queued = afterAsking(queued, asked, new Date());
    }
    stamps.push(queued);
  }
  await authority.close();
  return stamps;
}

/** Another page of the app's origin, through which its storage is changed. */
async function openStorage(page: Page): Promise<Page> {
  const storage = await page.context().newPage();
  await storage.goto(`${rig.url}/seed.html`);
  await storage.waitForFunction(() => 'sealedStoreOfApp' in globalThis);
  return storage;
}

const check = (page: Page) => page.getByRole('region', { name: 'Check of what is stored' });
const findings = (page: Page) => check(page).getByRole('list', { name: 'Check of what is stored' });

const checkNow = (page: Page) => check(page).getByRole('button', { name: 'Check now' }).click();

/** The words by which a finding names what was hit. */
const wordsOf = ({
  exhibits = [],
  devices = [],
  kinds = [],
}: Awaited<ReturnType<typeof sealedStoreOfApp.tamper>>) => [
  ...exhibits,
  ...devices.map((fingerprint) => `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`),
  ...kinds.map(
    (kind) =>
      ({
        'own-key-changed': 'own key',
        'statement-changed': 'signed here',
        'stamp-changed': 'timestamp over seal',
      })[kind] ?? kind,
  ),
];

it('names what was changed, kind by kind, and nothing when all is put back', async () => {
  const { context, page, complaints } = await rig.open(looks[0], {
    hash: '#/settings',
    async seed(fillPage) {
      await fillPage.waitForFunction(() => 'sealedStoreOfApp' in globalThis);
      const seals = await fillPage.evaluate(() => sealedStoreOfApp.fill());
      const stamps = await stamped(seals.slice(0, 2));
      await fillPage.evaluate((all) => sealedStoreOfApp.addStamps(all), stamps);
    },
  });
  onTestFinished(() => context.close());
  // At the opening nobody asked.
  await check(page).getByText('Nothing is wrong. 6 exhibits were checked.').waitFor();
  const storage = await openStorage(page);
  await storage.evaluate(() => sealedStoreOfApp.keep());
  const kinds = await storage.evaluate(() => sealedStoreOfApp.kinds());
  const draw = seededDraw(seed);
  const left = [...kinds];
  const chosen = [
    'two timestamps swapped',
    ...Array.from({ length: drawn }, () => left.splice(draw(left.length), 1)[0] ?? ''),
  ];
  for (const kind of new Set(chosen)) {
    const hit = await storage.evaluate(([name, at]) => sealedStoreOfApp.tamper(name, at), [
      kind,
      draw(1e6),
    ] as const);
    const words = wordsOf(hit);
    await page.bringToFront();
    await checkNow(page);
    await expect
      .poll(
        async () => {
          const said = (await findings(page).allInnerTexts()).join(' ');
          return words.some((each) => said.includes(each));
        },
        { message: kind },
      )
      .toBe(true);
    // What is said of the next one must be new.
    await storage.evaluate(() => sealedStoreOfApp.restore());
    await page.bringToFront();
    await checkNow(page);
    await check(page).getByText('Nothing is wrong. 6 exhibits were checked.').waitFor();
  }
  expect(complaints).toEqual([]);
}, 240_000);

it.each(looks)(
  'says it over every screen, in the settings and before a pack, $colorScheme, $where',
  async ({ where, ...look }) => {
    const { context, page, complaints } = await rig.open(look, {
      hash: '#/settings',
      async seed(fillPage) {
        await fillPage.waitForFunction(() => 'sealedStoreOfApp' in globalThis);
        await fillPage.evaluate(async () => {
          await sealedStoreOfApp.fill();
          await sealedStoreOfApp.tamper('one bit of a file', 4);
          await sealedStoreOfApp.tamper('a line out of the middle of a log', 7);
        });
      },
    });
    onTestFinished(() => context.close());
    const banner = page.getByRole('alert').filter({ hasText: 'not as they were sealed' });
    await banner.waitFor();
    await findings(page)
      .getByText(/of “Page \d” is not the one that was sealed/)
      .waitFor();
    await findings(page)
      .getByText(/Log of Alice, \w+ \(.*\): Gap: seal \d is missing\./)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await check(page).scrollIntoViewIfNeeded();
    await keepPicture(page, `store-check-${look.colorScheme}-${where}`);

    await page.getByRole('link', { name: 'Audit pack' }).click();
    const questions = page.getByRole('region', { name: 'Before you hand it over' });
    await questions.getByText(/of “Page \d” is not the one that was sealed/).waitFor();
    await banner.getByRole('button', { name: 'Hide until the next start' }).click();
    expect(await banner.count()).toBe(0);
    await page.reload();
    await banner.waitFor();
    await banner.getByRole('link', { name: 'Show all' }).click();
    await expect.poll(() => check(page).evaluate((part) => part.contains(document.activeElement))).toBe(true);
    expect(complaints).toEqual([]);
  },
  120_000,
);
