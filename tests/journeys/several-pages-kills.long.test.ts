/** Wherever the worker is killed while a page is added or all are put together: each page is whole, or absent and reported; nothing is there twice. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopAtPoint } from '../browser/kill-points.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { extensionDir } from './steps.ts';

/** Every so many of the points at which a worker can be killed; 1 for all of them. */
const step = Number(process.env['EXHIBIT_KILL_STEP'] ?? 9);
const lost = /there is no clip of it/;

let browser: ExtensionBrowser;
let server: Server;
let shown: Page;
let inside: Page;
let visits = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Users</title><h1>Visit ${(visits += 1)}</h1><p>Every user has a key.</p>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  browser = await launchWithExtension({ extensionDir, viewport: { width: 360, height: 160 } });
  inside = await browser.openExtensionPage('redact.html');
  shown = await browser.context.newPage();
  const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  await shown.goto(origin);
  // What a choice in the panel leaves behind.
  await inside.evaluate(async (site) => {
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('exhibit-clips');
      request.addEventListener('success', () => done(request.result));
    });
    const writing = db.transaction('sites', 'readwrite');
    writing.objectStore('sites').put({ origin: site, mode: 'pages' });
    await new Promise((done) => writing.addEventListener('complete', done));
    db.close();
  }, origin);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const wake = () =>
  inside.evaluate(() => chrome.runtime.sendMessage({ kind: 'queue-changed' }).catch(() => undefined));

/** What is kept; `broken` counts pages and files whose content is not what their hash says, `stray` those that belong to nothing. */
const look = () =>
  inside.evaluate(async () => {
    type Row = Record<string, unknown>;
    // First of all: what comes to an end while the rest is read has left its page or its notice there by then.
    const local = await chrome.storage.local.get();
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('exhibit-clips');
      request.addEventListener('success', () => done(request.result));
    });
    const transaction = db.transaction(['pageSets', 'pages', 'clips', 'files']);
    const all = <Value>(name: string) =>
      new Promise<Value[]>((done) => {
        const request = transaction.objectStore(name).getAll();
        request.addEventListener('success', () => done(request.result as Value[]));
      });
    const [sets, pages, clips, files] = await Promise.all([
      all<{ id: string; state: string }>('pageSets'),
      all<{ set: string; picture: Blob; pictureSha256: string; text?: Row }>('pages'),
      all<{ id: string; state: string; files: { sha256: string; role: string }[]; provenance: Row }>('clips'),
      all<{ sha256: string; content: Blob }>('files'),
    ]);
    db.close();
    const hashOf = async (content: Blob) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer()));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    let broken = pages.filter(({ text }) => text === undefined).length;
    for (const { picture, pictureSha256 } of pages)
      if ((await hashOf(picture)) !== pictureSha256) broken += 1;
    for (const { sha256, content } of files) if ((await hashOf(content)) !== sha256) broken += 1;
    const used = new Set(clips.flatMap((clip) => clip.files.map(({ sha256 }) => sha256)));
    const stray =
      pages.filter(({ set }) => !sets.some(({ id }) => id === set)).length +
      files.filter(({ sha256 }) => !used.has(sha256)).length;
    const session = await chrome.storage.session.get('notices');
    return {
      pages: pages.length,
      sets: sets.map(({ state }) => state),
      clips: clips.map(({ provenance, files: own }) => ({
        pages: (provenance['pages'] as unknown[]).length,
        roles: own.map(({ role }) => role),
      })),
      broken,
      stray,
      notices: ((session['notices'] ?? []) as { text: string }[]).map(({ text }) => text),
      open: Object.keys(local).filter((key) => key.startsWith('open-capture-')).length,
    };
  });

/** Kills the worker at its `target`-th point after `act`, and lets it recover; the point's name, undefined when there are fewer. */
async function killAt(target: number, act: () => Promise<unknown>) {
  await wake();
  const points = await stopAtPoint(await browser.serviceWorker(), target);
  await act();
  const point = await points.stopped();
  const isNoted = (await points.passed()).includes('after storage.local.set');
  await browser.killServiceWorker();
  await wake();
  return { point, isNoted };
}

it('adds each page whole, or not at all and says so', async () => {
  for (let target = 2, ended = false; !ended; target += step) {
    await shown.reload();
    const before = await look();
    await inside.evaluate(() => chrome.storage.session.set({ notices: [] }));
    const { point, isNoted } = await killAt(target, () => browser.triggerAction(shown));
    await expect.poll(async () => (await look()).open, { timeout: 30_000 }).toBe(0);
    const after = await look();
    const where = `killed at ${target}: ${point}`;
    expect(after, where).toMatchObject({ broken: 0, stray: 0, clips: [] });
    const added = after.pages - before.pages;
    expect([0, 1], where).toContain(added);
    const told = after.notices.filter((text) => lost.test(text)).length;
    if (added === 1) expect(told, where).toBe(0);
    else if (isNoted) expect(told, where).toBe(1);
    ended = point === undefined;
  }
  expect((await look()).sets).toEqual(['open']);
}, 300_000);

/** A set like the one that is there, with copies of its pages, of which the person has just said that they are all. */
const finishCopy = () =>
  inside.evaluate(async () => {
    type Row = { id: string; set: string };
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('exhibit-clips');
      request.addEventListener('success', () => done(request.result));
    });
    const writing = db.transaction(['pageSets', 'pages'], 'readwrite');
    const [sets, pages] = [writing.objectStore('pageSets'), writing.objectStore('pages')];
    const copy = crypto.randomUUID().replace(/(?<=^.{14})./, '7');
    const reading = sets.getAll();
    reading.addEventListener('success', () => {
      const [open] = (reading.result as (Row & { state: string })[]).filter(({ state }) => state === 'open');
      sets.put({ ...open, id: copy, state: 'finishing', tries: 0 });
      const ofPages = pages.index('set').getAll(open?.id);
      ofPages.addEventListener('success', () => {
        for (const page of ofPages.result as Row[])
          pages.put({ ...page, id: `${page.id}-${copy}`, set: copy });
      });
    });
    await new Promise((done) => writing.addEventListener('complete', done));
    db.close();
    await chrome.runtime.sendMessage({ kind: 'queue-changed' }).catch(() => undefined);
  });

it('makes one clip of them, wherever that is interrupted', async () => {
  const { pages: before } = await look();
  await shown.reload();
  await browser.triggerAction(shown);
  const pages = before + 1;
  await expect.poll(async () => (await look()).pages, { timeout: 30_000 }).toBe(pages);
  const points: string[] = [];
  for (let target = 1; target <= 14; target += 1) {
    const { point } = await killAt(target, finishCopy);
    points.push(point ?? 'none');
    await expect.poll(async () => (await look()).sets, { timeout: 60_000 }).toEqual(['open']);
    const found = await look();
    const where = `killed at ${target}: ${point}`;
    expect(found, where).toMatchObject({ pages, broken: 0, stray: 0 });
    expect(found.clips, where).toHaveLength(target);
    for (const clip of found.clips) {
      expect(clip.pages, where).toBe(pages);
      expect(clip.roles, where).toEqual(expect.arrayContaining(['original', 'page', 'text']));
    }
  }
  // It must have met what it is about: before, between and after the commits.
  expect(points.filter((point) => point.startsWith('commit')).length).toBeGreaterThanOrEqual(2);
}, 300_000);
