import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExtensionDatabase } from '../outbox/database.ts';
import {
  alignBridge,
  beginPairing,
  cancelPairing,
  completePairing,
  forgetWorkspace,
} from './lasting-bridge.ts';
import { readNotices } from '../messages/notices.ts';
import { makeStorageArea } from './memory-storage.ts';
import { offerPairing, readPairingState } from './pairing.ts';

const workspace = 'http://127.0.0.1:4101';
const neighbour = 'http://127.0.0.1:4102';
const host = 'http://127.0.0.1/*';

type Script = { id: string; matches: string[] };
type Patterns = { origins: string[] };

/** The browser's permissions, content scripts and session storage, with its habit of refusing what it already has. */
function makeBrowser() {
  const allowed = new Set<string>();
  const scripts = new Map<string, Script>();
  const signals: string[] = [];
  const broken = new Set<'injection' | 'registration'>();
  const withIds = (ids: string[]) => [...scripts.values()].filter(({ id }) => ids.includes(id));
  const chrome = {
    permissions: {
      contains: async ({ origins }: Patterns) => origins.every((each) => allowed.has(each)),
      remove: async ({ origins }: Patterns) => origins.forEach((each) => allowed.delete(each)),
    },
    scripting: {
      getRegisteredContentScripts: async ({ ids }: { ids: string[] }) => withIds(ids),
      registerContentScripts: async (added: Script[]) => {
        if (broken.has('registration')) throw new Error('Script could not be registered');
        for (const script of added) {
          if (scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
          scripts.set(script.id, script);
        }
      },
      executeScript: async () => {
        if (broken.has('injection')) throw new Error('No tab with id: 1.');
      },
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => ids.forEach((id) => scripts.delete(id)),
    },
    storage: {
      session: makeStorageArea(),
      local: {
        set: async (entries: Record<string, unknown>) => void signals.push(...Object.keys(entries)),
        remove: async () => {},
      },
    },
  };
  return { chrome, allowed, scripts, signals, broken };
}

describe('the permission for a workspace', () => {
  let db: ExtensionDatabase;
  let browser: ReturnType<typeof makeBrowser>;
  const pair = (origin: string) => db.pairings.put({ origin, pairedAt: '2026-11-22T10:00:00.000Z' });

  beforeEach(() => {
    db = new ExtensionDatabase(`clips-${crypto.randomUUID()}`);
    browser = makeBrowser();
    browser.allowed.add(host);
    vi.stubGlobal('chrome', browser.chrome);
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    await db.delete();
  });

  it('makes one bridge when prompt and code are answered at the same moment', async () => {
    await pair(workspace);
    await Promise.all([alignBridge(db, workspace), alignBridge(db, workspace)]);
    expect([...browser.scripts.values()].map(({ matches }) => matches)).toEqual([[host]]);
  });

  it('is given back with the last workspace on its host, and not before', async () => {
    for (const origin of [workspace, neighbour]) {
      await pair(origin);
      await alignBridge(db, origin);
    }
    await forgetWorkspace(db, workspace);
    expect([...browser.allowed]).toEqual([host]);
    expect(browser.scripts.size).toBe(1);
    await forgetWorkspace(db, neighbour);
    expect([...browser.allowed]).toEqual([]);
    expect(browser.scripts.size).toBe(0);
  });

  it('is given back when the person allowed it and then cancelled the pairing', async () => {
    await offerPairing({ origin: workspace, tabId: 1 });
    await cancelPairing(db);
    expect([...browser.allowed]).toEqual([]);
  });

  it('ends with a sign to the open page of the workspace that was forgotten, and to no other', async () => {
    await pair(workspace);
    await pair(neighbour);
    await forgetWorkspace(db, workspace);
    expect(browser.signals).toEqual([`changed ${workspace}`]);
  });

  it('stays paired and says what is missing when the browser does not keep the bridge', async () => {
    await pair(workspace);
    browser.broken.add('registration');
    await completePairing(db, workspace);
    expect((await readNotices()).map(({ text }) => text)).toEqual([
      expect.stringContaining(`Paired with ${workspace}, but the browser did not keep the connection.`),
    ]);
  });

  it('shows a code and says so when the workspace’s tab is gone', async () => {
    await offerPairing({ origin: workspace, tabId: 1 });
    browser.broken.add('injection');
    await beginPairing(workspace);
    expect((await readPairingState()).open?.code).toMatch(/^[A-Z2-9]{6}$/);
    expect((await readNotices())[0]?.text).toContain('could not be reached');
  });
});
