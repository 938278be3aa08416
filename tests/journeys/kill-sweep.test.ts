/**
 * Whoever is killed at whatever point of a capture - worker, reader, tab, browser - the clip is whole, or absent and reported; never half
 * and never twice. EXHIBIT_KILLS says how many (60; `npm run soak` takes 10,000).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyStore, readStore, type Store } from '../browser/clip-store.ts';
import { stopAtPoint } from '../browser/kill-points.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { extensionDir } from './steps.ts';

const kills = Number(process.env['EXHIBIT_KILLS'] ?? 60);
const longestMs = 20_000;
const work = mkdtempSync(join(tmpdir(), 'exhibit-kills-'));
const lost = /there is no clip of it/;

let browser: ExtensionBrowser;
let pages: Server;
let address = '';
/** The console page that is clipped, and a page of the extension to look into its store. */
let shown: Page;
let inside: Page;

async function start(): Promise<void> {
  browser = await launchWithExtension({
    extensionDir,
    profileDir: join(work, 'profile'),
    viewport: { width: 360, height: 160 },
  });
  inside = await browser.openExtensionPage('redact.html');
  shown = await browser.context.newPage();
  await shown.goto(address);
}

beforeAll(async () => {
  pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="en"><title>Backups</title><h1>Backups</h1><p>Every night.</p>');
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/`;
  await start();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

/** As the panel does when it opens; it starts the worker where it is gone. */
const wake = () =>
  inside.evaluate(() => chrome.runtime.sendMessage({ kind: 'queue-changed' }).catch(() => undefined));

/** What is stored, once nothing is under way any more. */
async function settled(isSettled: (store: Store) => boolean): Promise<Store> {
  let store = await readStore(inside);
  const deadline = Date.now() + 120_000;
  while (!isSettled(store) && Date.now() < deadline) {
    await inside.waitForTimeout(50);
    store = await readStore(inside);
  }
  return store;
}

const isRecovered = ({ clips, open }: Store) =>
  open === 0 && clips.every(({ state }) => state !== 'capturing');
const isReviewable = (store: Store) =>
  isRecovered(store) && store.clips.every(({ state }) => state === 'proposed');

/** One clip that is whole, with the reason where its text is missing; or none, and the person is told. */
function expectWholeOrReported({ clips, orphans, notices }: Store, where: string, isNoted = true): void {
  expect(orphans, where).toBe(0);
  expect(clips.length, where).toBeLessThanOrEqual(1);
  const [clip] = clips;
  if (!clip) {
    // Before it has written its note, a worker that dies knows as little of the press as one that was never started.
    if (isNoted) expect(notices.length, where).toBeGreaterThan(0);
    return;
  }
  expect(
    notices.filter((text) => lost.test(text)),
    where,
  ).toEqual([]);
  expect(clip.broken, where).toEqual([]);
  expect(new Set(clip.roles).size, where).toBe(clip.roles.length);
  expect(clip.roles, where).toContain('original');
  if (clip.failure === 'page-text') expect(clip.roles, where).not.toContain('page');
  else expect(clip.roles, where).toEqual(expect.arrayContaining(['page', 'text']));
}

type Kill = 'worker' | 'tab' | 'reader' | 'browser';

/** Presses the button and stops the worker at a point; the point's name, undefined when there are fewer. */
async function pressAndStop(target: number, onlyCalls = false) {
  await wake();
  const points = await stopAtPoint(await browser.serviceWorker(), target, { onlyCalls });
  await browser.triggerAction(shown);
  const point = await points.stopped();
  return { point, points, isNoted: (await points.passed()).includes('after storage.local.set') };
}

async function killWorker(target: number): Promise<string | undefined> {
  const { point, isNoted } = await pressAndStop(target);
  await browser.killServiceWorker();
  await wake();
  expectWholeOrReported(await settled(isRecovered), `worker killed at ${target}: ${point}`, isNoted);
  return point;
}

async function closeTab(target: number): Promise<string | undefined> {
  const { point, points } = await pressAndStop(target, true);
  await shown.close();
  await points.release();
  const store = await settled((now) => isRecovered(now) && now.clips.length + now.notices.length > 0);
  expectWholeOrReported(store, `tab closed at ${target}: ${point}`);
  shown = await browser.context.newPage();
  await shown.goto(address);
  return point;
}

async function killBrowser(target: number): Promise<string | undefined> {
  const { point, isNoted } = await pressAndStop(target);
  await browser.killBrowser();
  await start();
  await wake();
  expectWholeOrReported(await settled(isRecovered), `browser killed at ${target}: ${point}`, isNoted);
  return point;
}

/** Closes the offscreen document at the n-th thing that it commits or says. */
async function killReader(target: number): Promise<string | undefined> {
  const killed = inside.evaluate(
    ([count, longest]) =>
      new Promise<string | undefined>((resolve) => {
        let seen = 0;
        const commits = new BroadcastChannel('dexie-txcommitted');
        const end = (point: string | undefined) => {
          commits.close();
          chrome.runtime.onMessage.removeListener(onMessage);
          resolve(point);
        };
        const pass = (point: string) => {
          seen += 1;
          if (seen === count)
            chrome.offscreen.closeDocument().then(
              () => end(point),
              () => end(undefined),
            );
        };
        const onMessage = (message: { kind: string; fraction?: number }) => {
          pass(`message ${message.kind} ${message.fraction ?? ''}`);
          if (message.kind === 'reader-idle') end(undefined);
        };
        commits.addEventListener('message', () => pass('commit'));
        chrome.runtime.onMessage.addListener(onMessage);
        setTimeout(() => end(undefined), longest);
      }),
    [target, longestMs] as const,
  );
  await wake();
  await browser.triggerAction(shown);
  const point = await killed;
  await wake();
  const where = `reader killed at ${target}: ${point}`;
  const store = await settled((now) => now.clips.length === 1 && isReviewable(now));
  expect(store.clips, where).toHaveLength(1);
  expectWholeOrReported(store, where);
  expect(store.clips[0]?.roles, where).toContain('ocr');
  return point;
}

const kinds: Record<Kill, { points: number; kill: (target: number) => Promise<string | undefined> }> = {
  worker: { points: 40, kill: killWorker },
  tab: { points: 20, kill: closeTab },
  reader: { points: 14, kill: killReader },
  browser: { points: 40, kill: killBrowser },
};

/** Mostly the worker; the others take longer. */
function kindOf(at: number): Kill {
  if (at % 50 === 49) return 'browser';
  if (at % 20 === 19) return 'reader';
  return at % 8 === 7 ? 'tab' : 'worker';
}

it(
  `a clip is whole, or absent and reported, after each of ${kills} kills`,
  async () => {
    const counts: Record<Kill, number> = { worker: 0, tab: 0, reader: 0, browser: 0 };
    const hit = new Map<Kill, Set<string>>();
    for (let at = 0; at < kills; at += 1) {
      const kind = kindOf(at);
      const { points, kill } = kinds[kind];
      await emptyStore(inside);
      const point = await kill(1 + (counts[kind]++ % points));
      if (point !== undefined) hit.set(kind, (hit.get(kind) ?? new Set()).add(point));
    }
    const commits = [...(hit.get('worker') ?? [])].filter((point) => point.startsWith('commit'));
    console.log(JSON.stringify([...hit].map(([kind, names]) => [kind, [...names]])));
    // The sweep must have met what it is about: both commits of a capture.
    expect(commits.length).toBeGreaterThanOrEqual(kills < 40 ? 1 : 2);
  },
  60_000 + kills * longestMs,
);
