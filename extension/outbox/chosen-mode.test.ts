import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeStorageArea } from '../pairing/memory-storage.ts';
import { chooseMode, chosenMode, rememberMode } from './chosen-mode.ts';
import { ExtensionDatabase } from './database.ts';

let db: ExtensionDatabase;
let count = 0;

beforeEach(() => {
  db = new ExtensionDatabase(`chosen-mode-${(count += 1)}`);
  vi.stubGlobal('chrome', { storage: { session: makeStorageArea() } });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await db.delete();
});

const users = { id: 1, url: 'https://console.example.org/users' };
const rules = { id: 2, url: 'https://console.example.org/rules' };

it('takes the visible part of a site that nobody has clipped', async () => {
  expect(await chosenMode(db, users)).toBe('viewport');
});

it('remembers a mode for every page of its site, and for no other', async () => {
  await db.sites.put({ origin: 'https://console.example.org', mode: 'viewport' });
  await chooseMode(db, users, 'viewport');
  expect(await chosenMode(db, rules)).toBe('viewport');
  expect(await db.sites.toArray()).toEqual([{ origin: 'https://console.example.org', mode: 'viewport' }]);
});

it('does not take a mode that this version does not offer', async () => {
  await db.sites.put({ origin: 'https://console.example.org', mode: 'hologram' });
  expect(await chosenMode(db, users)).toBe('viewport');
});

it('keeps a choice for a tab whose address is not told until the press on it, and no longer', async () => {
  await chooseMode(db, { id: 1 }, 'viewport');
  expect(await chosenMode(db, { id: 1 })).toBe('viewport');
  expect(await db.sites.count()).toBe(0);
  await chooseMode(db, users, await chosenMode(db, users));
  expect(await db.sites.count()).toBe(1);
  expect(await chrome.storage.session.get('chosen-modes')).toEqual({ 'chosen-modes': {} });
});

it('remembers what a clip was made with, and keeps what was chosen while it was made', async () => {
  await rememberMode(db, users, 'region', 'viewport');
  expect(await chosenMode(db, rules)).toBe('region');
  await chooseMode(db, users, 'full-page');
  await rememberMode(db, users, 'region', 'region');
  expect(await chosenMode(db, rules)).toBe('full-page');
});
