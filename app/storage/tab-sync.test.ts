import 'fake-indexeddb/auto';
import * as Y from 'yjs';
import { afterEach, expect, it, vi } from 'vitest';
import { justificationText, readSoaEntry, setOwner, setStatus } from '#core/workspace/workspace.ts';
import { AppDatabase } from './database.ts';
import { maxSentBytes } from './tab-message.ts';
import type { TabSync } from './tab-sync.ts';
import { startTabSync } from './tab-sync.ts';
import type { WorkspaceStore, WorkspaceStoreOptions } from './workspace-store.ts';
import { openWorkspaceStore } from './workspace-store.ts';

type Tab = { store: WorkspaceStore; sync: TabSync };
const open: { sync: TabSync }[] = [];
let name = 0;

afterEach(() => {
  for (const { sync } of open.splice(0)) sync.close();
});

function makeBrowser() {
  const channelName = `tabs-${(name += 1)}`;
  const db = new AppDatabase(channelName);
  const openTab = async (options: Partial<WorkspaceStoreOptions> = {}): Promise<Tab> => {
    const store = await openWorkspaceStore(db, { batchMs: 5, takeOverMs: 50, retryFirstMs: 10, ...options });
    if (!store.ok) throw new Error(store.error.sentence);
    const tab = { store: store.value, sync: startTabSync(store.value, { channelName, askAgainMs: 20 }) };
    open.push(tab);
    return tab;
  };
  const reloaded = async () => {
    const store = await openWorkspaceStore(db);
    if (!store.ok) throw new Error(store.error.sentence);
    return store.value.doc;
  };
  return { db, channelName, openTab, reloaded };
}

const textOf = (doc: Y.Doc) => justificationText(doc, 'A.5.1').toJSON();
const type = ({ store }: Tab, words: string) => {
  const text = justificationText(store.doc, 'A.5.1');
  text.insert(text.length, words);
};

it('shows what the other tab does, and both live when they edit one row at once', async () => {
  const { openTab, reloaded } = makeBrowser();
  const [left, right] = [await openTab(), await openTab()];
  type(left, 'left');
  type(right, 'right');
  setOwner(left.store.doc, 'A.5.1', 'Alice');
  setStatus(right.store.doc, 'A.5.1', 'partly');
  await vi.waitFor(() => expect(textOf(left.store.doc)).toHaveLength(9));
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe(textOf(left.store.doc)));
  await vi.waitFor(() => {
    expect(left.store.state.kind).toBe('saved');
    expect(right.store.state.kind).toBe('saved');
  });
  expect(readSoaEntry(await reloaded(), 'A.5.1')).toEqual(readSoaEntry(left.store.doc, 'A.5.1'));
  expect(readSoaEntry(right.store.doc, 'A.5.1')).toMatchObject({ owner: 'Alice', status: 'partly' });
});

it('stores an update once when its own tab does it in time', async () => {
  const { db, openTab } = makeBrowser();
  const [left, right] = [await openTab(), await openTab()];
  type(left, 'once');
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('once'));
  await vi.waitFor(() => expect(right.store.state.kind).toBe('saved'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await db.updates.count()).toBe(1);
});

it('takes over what a closed tab had not stored', async () => {
  const { openTab, reloaded } = makeBrowser();
  const left = await openTab({ batchMs: 60_000 });
  const right = await openTab();
  type(left, 'orphan');
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('orphan'));
  // As when the tab is killed: it neither stores nor says anything any more.
  left.sync.close();
  expect(textOf(await reloaded())).toBe('');
  expect(right.store.state.kind).toBe('saving');
  await vi.waitFor(() => expect(right.store.state.kind).toBe('saved'));
  expect(textOf(await reloaded())).toBe('orphan');
});

it('stores what a change rests on together with the change', async () => {
  const { openTab, reloaded } = makeBrowser();
  const left = await openTab({ batchMs: 60_000 });
  const right = await openTab({ takeOverMs: 60_000 });
  type(left, 'base ');
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('base '));
  type(right, 'more');
  await right.store.flush();
  expect(textOf(await reloaded())).toBe('base more');
});

it('gives a new tab what is not stored yet, and takes what storage alone knows', async () => {
  const { openTab } = makeBrowser();
  const left = await openTab();
  type(left, 'stored ');
  await left.store.flush();
  const unsaved = await openTab({ batchMs: 60_000 });
  type(unsaved, 'unsaved');
  const right = await openTab();
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('stored unsaved'));
});

it('reads an update that is too large to send from storage', async () => {
  const { openTab } = makeBrowser();
  const [left, right] = [await openTab(), await openTab()];
  type(left, 'x'.repeat(maxSentBytes + 1));
  // No later update points at the gap: the tab's word that it has stored has to be enough.
  await vi.waitFor(() => expect(textOf(right.store.doc).length).toBe(maxSentBytes + 1), 20_000);
  type(left, 'end');
  await vi.waitFor(() => expect(textOf(right.store.doc).endsWith('end')).toBe(true), 20_000);
}, 50_000);

it('ignores messages that are none and updates that cannot be decoded', async () => {
  const { channelName, openTab } = makeBrowser();
  const left = await openTab();
  const stranger = new BroadcastChannel(channelName);
  const tab = crypto.randomUUID();
  for (const message of [
    null,
    'text',
    { kind: 'update', tab, number: 1, update: 'AAAA' },
    { kind: 'update', tab, number: -1, update: new Uint8Array(2) },
    { kind: 'update', tab, number: 1, update: new Uint8Array([1, 1, 255, 255, 255]) },
    { kind: 'ask', tab, stateVector: new Uint8Array([255]) },
    { kind: 'stored', tab, upTo: Infinity, read: true },
  ]) {
    stranger.postMessage(message);
  }
  const good = new Y.Doc();
  setOwner(good, 'A.5.2', 'Bob');
  stranger.postMessage({ kind: 'update', tab, number: 2, update: Y.encodeStateAsUpdate(good) });
  await vi.waitFor(() => expect(readSoaEntry(left.store.doc, 'A.5.2').owner).toBe('Bob'));
  expect(textOf(left.store.doc)).toBe('');
  stranger.close();
});

it('heals when a message was lost', async () => {
  const { openTab } = makeBrowser();
  const left = await openTab({ batchMs: 60_000 });
  const right = await openTab();
  type(left, 'seen ');
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('seen '));
  const post = vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => {});
  type(left, 'lost ');
  expect(post).toHaveBeenCalledWith(expect.objectContaining({ kind: 'update' }));
  post.mockRestore();
  type(left, 'seen again');
  await vi.waitFor(() => expect(textOf(right.store.doc)).toBe('seen lost seen again'));
});

it('answers itself for an update that waited for one of another tab', async () => {
  const { channelName, openTab, reloaded } = makeBrowser();
  const here = await openTab();
  const remote = new Y.Doc();
  const updates: Uint8Array[] = [];
  remote.on('update', (update) => updates.push(update));
  justificationText(remote, 'A.5.1').insert(0, 'one ');
  justificationText(remote, 'A.5.1').insert(4, 'two');
  const [dead, alive] = [crypto.randomUUID(), crypto.randomUUID()];
  const stranger = new BroadcastChannel(channelName);
  stranger.postMessage({ kind: 'update', tab: dead, number: 1, update: updates[1] });
  stranger.postMessage({ kind: 'update', tab: alive, number: 1, update: updates[0] });
  // It has stored its own update; what came in with it was the dead tab's and is stored nowhere.
  stranger.postMessage({ kind: 'stored', tab: alive, upTo: 1, read: false });
  await vi.waitFor(() => expect(textOf(here.store.doc)).toBe('one two'));
  await vi.waitFor(() => expect(here.store.state.kind).toBe('saved'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(textOf(await reloaded())).toBe('one two');
  stranger.close();
});
