/**
 * Whoever is killed at whatever point of a capture - worker, reader, tab, browser - the clip is whole, or absent and reported; never half
 * and never twice. A capture that nobody disturbs names the points: every message and every commit. EXHIBIT_KILLS says how many kills
 * (300; `npm run soak` takes 10,000).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyStore, readStore, type Store } from '../browser/clip-store.ts';
import { stopAtPoint, type StopPoint } from '../browser/kill-points.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { extensionDir } from './steps.ts';

const kills = Number(process.env['EXHIBIT_KILLS'] ?? 300);
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
    await inside.waitForTimeout(20);
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
/** A point of a capture: its place among all, and among those of its name, counted from 1. */
type Point = { name: string; nth: number; at: number };

/** Presses the button and stops the worker at a point; the point's name, undefined when there are fewer. */
async function pressAndStop(target: StopPoint, onlyCalls = false) {
  await wake();
  const points = await stopAtPoint(await browser.serviceWorker(), target, { onlyCalls, restMs: 1_500 });
  await browser.triggerAction(shown);
  const point = await points.stopped();
  return { point, points, isNoted: (await points.passed()).includes('after storage.local.set') };
}

/** Lets no worker start or wake the reader, for which it needs this lock; resolves with how to end that, once the lock is asked for. */
async function holdReader(): Promise<() => Promise<void>> {
  await inside.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    void navigator.locks.request('reader-document', () => promise);
    Object.assign(globalThis, { letReaderGo: resolve });
  });
  return () => inside.evaluate(() => (globalThis as unknown as { letReaderGo: () => void }).letReaderGo());
}

const closeReader = () => inside.evaluate(() => chrome.offscreen.closeDocument().catch(() => undefined));

/**
 * Kills the worker, and its successor while that puts right what it finds. What is found then is what these two have left: the reader,
 * which has kills of its own, waits until it was looked at.
 */
async function killWorker({ name, nth }: Point, isFirstRound: boolean): Promise<string[]> {
  // A warm reader would hide the start of it.
  if (isFirstRound) await closeReader();
  const { point, isNoted } = await pressAndStop({ name, nth });
  const letReaderGo = await holdReader();
  await browser.killServiceWorker();
  await wake();
  await browser.killServiceWorker();
  await wake();
  expectWholeOrReported(await settled(isRecovered), `worker killed at ${nth}. ${name}`, isNoted);
  await emptyStore(inside);
  await letReaderGo();
  return point === undefined ? [] : [point, 'start of the next worker'];
}

async function closeTab({ name, nth }: Point): Promise<string[]> {
  const { point, points } = await pressAndStop({ name, nth }, true);
  const letReaderGo = await holdReader();
  await shown.close();
  await points.release();
  const store = await settled((now) => isRecovered(now) && now.clips.length + now.notices.length > 0);
  expectWholeOrReported(store, `tab closed at ${nth}. ${name}`);
  await emptyStore(inside);
  await letReaderGo();
  shown = await browser.context.newPage();
  await shown.goto(address);
  return point === undefined ? [] : [point];
}

async function killBrowser({ name, nth }: Point): Promise<string[]> {
  const { point, isNoted } = await pressAndStop({ name, nth });
  await browser.killBrowser();
  await start();
  await wake();
  expectWholeOrReported(await settled(isRecovered), `browser killed at ${nth}. ${name}`, isNoted);
  return point === undefined ? [] : [point];
}

/** Presses the button and watches what the reader commits and says; `target` is at which of it the reader is closed. */
async function pressAndCloseReader(target: number): Promise<string[]> {
  const watched = inside.evaluate(
    ([count, longest]) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        const commits = new BroadcastChannel('dexie-txcommitted');
        const end = () => {
          commits.close();
          chrome.runtime.onMessage.removeListener(onMessage);
          resolve(seen);
        };
        const pass = (point: string) => {
          seen.push(point);
          if (seen.length === count) chrome.offscreen.closeDocument().then(end, end);
        };
        const onMessage = (message: { kind: string; step?: string; fraction?: number }) => {
          pass(`message ${message.kind} ${message.step ?? ''} ${message.fraction ?? ''}`);
          if (message.kind === 'progress' && message.step === 'classifying' && message.fraction === 1) end();
        };
        commits.addEventListener('message', () => pass('commit'));
        chrome.runtime.onMessage.addListener(onMessage);
        setTimeout(end, longest);
      }),
    [target, longestMs] as const,
  );
  await wake();
  await browser.triggerAction(shown);
  return watched;
}

/** Closes the offscreen document at the n-th thing that it commits or says. */
async function killReader({ at }: Point): Promise<string[]> {
  const seen = await pressAndCloseReader(at);
  await wake();
  const point = seen[at - 1];
  const where = `reader killed at ${at}: ${point}`;
  const store = await settled((now) => now.clips.length === 1 && isReviewable(now));
  expect(store.clips, where).toHaveLength(1);
  expectWholeOrReported(store, where);
  expect(store.clips[0]?.roles, where).toContain('ocr');
  return point === undefined ? [] : [point];
}

const never = Number.MAX_SAFE_INTEGER;

/** The points of a capture that nobody disturbs, in their order, by what can be killed there. */
async function tracePoints(): Promise<Record<Kill, string[]>> {
  const reader = await pressAndCloseReader(never);
  await settled(isReviewable);
  const of = async (onlyCalls: boolean) => {
    await closeReader();
    await emptyStore(inside);
    const { points } = await pressAndStop(never, onlyCalls);
    return points.passed();
  };
  const worker = await of(false);
  return { worker, tab: await of(true), reader, browser: worker };
}

/** Each returns the points at which it has killed somebody: none where a capture passed fewer points than the one that was traced. */
const sweeps: Record<Kill, (point: Point, isFirstRound: boolean) => Promise<string[]>> = {
  worker: killWorker,
  tab: closeTab,
  reader: killReader,
  browser: killBrowser,
};

const pointsOf = (names: readonly string[]): Point[] =>
  names.map((name, at) => ({
    name,
    nth: names.slice(0, at + 1).filter((other) => other === name).length,
    at: at + 1,
  }));

/** Passed only where no reader is there. */
const startsReader = ({ name }: Pick<Point, 'name'>): boolean => name.includes('createDocument');

/**
 * Without end: the worker at each of its points, again and again. In every eighth round the reader must be started anew, and also the tab
 * is closed at each call, the browser killed at each commit, and the reader closed at a quarter of the things that it does, each time
 * another one: its engines take six seconds to start.
 */
function* everyKill(
  traced: Record<Kill, string[]>,
): Generator<{ kind: Kill; point: Point; isFirst: boolean }> {
  const all = (kind: Kill, isFirst: boolean, isWanted: (point: Point) => boolean = () => true) =>
    pointsOf(traced[kind]).flatMap((point) => (isWanted(point) ? [{ kind, point, isFirst }] : []));
  for (let round = 0; ; round += 1) {
    const isFirst = round % 8 === 0;
    yield* all('worker', isFirst, (point) => isFirst || !startsReader(point));
    if (!isFirst) continue;
    yield* all('tab', isFirst, (point) => !startsReader(point));
    yield* all('reader', isFirst, ({ at }) => (at + round / 8) % 4 === 0);
    yield* all('browser', isFirst, ({ name }) => name.startsWith('commit'));
  }
}

it(
  `a clip is whole, or absent and reported, after each of ${kills} kills`,
  async () => {
    const traced = await tracePoints();
    const hit: Record<Kill, string[]> = { worker: [], tab: [], reader: [], browser: [] };
    const taken = () => Object.values(hit).flat().length;
    for (const { kind, point, isFirst } of everyKill(traced)) {
      if (taken() >= kills) break;
      await emptyStore(inside);
      hit[kind].push(...(await sweeps[kind](point, isFirst)));
    }
    for (const [kind, points] of Object.entries(hit))
      console.log(`${kind}: ${points.length} kills at ${[...new Set(points)].join(', ')}`);
    expect(taken()).toBeGreaterThanOrEqual(kills);
    // The sweep must have met what it is about: each point that a capture names, and both of its commits.
    expect(traced.worker.filter((point) => point.startsWith('commit')).length).toBeGreaterThanOrEqual(2);
    if (kills >= 300) {
      const isReaderStart = (name: string) => startsReader({ name });
      expect(hit.worker).toEqual(
        expect.arrayContaining(traced.worker.filter((name) => !isReaderStart(name))),
      );
      // Only a reader that is cold is started, and parallel branches may start it before the point that was aimed at.
      expect(hit.worker.some(isReaderStart)).toBe(true);
      expect(hit.tab.length).toBeGreaterThanOrEqual(10);
      expect(hit.reader.length).toBeGreaterThanOrEqual(2);
      expect(hit.browser.length).toBeGreaterThanOrEqual(2);
    }
  },
  120_000 + kills * longestMs,
);
