import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExtensionDatabase } from '../outbox/database.ts';
import { alignBridge, cancelPairing, forgetWorkspace } from './lasting-bridge.ts';
import { offerPairing } from './pairing.ts';

const workspace = 'http://127.0.0.1:4101';
const neighbour = 'http://127.0.0.1:4102';
const host = 'http://127.0.0.1/*';

type Script = { id: string; matches: string[] };
type Patterns = { origins: string[] };

/** The browser's permissions, content scripts and session storage, with its habit of refusing what it already has. */
function makeBrowser() {
  const allowed = new Set<string>();
  const scripts = new Map<string, Script>();
  const session = new Map<string, unknown>();
  const sent: unknown[] = [];
  const withIds = (ids: string[]) => [...scripts.values()].filter(({ id }) => ids.includes(id));
  const chrome = {
    permissions: {
      contains: async ({ origins }: Patterns) => origins.every((each) => allowed.has(each)),
      remove: async ({ origins }: Patterns) => origins.forEach((each) => allowed.delete(each)),
    },
    scripting: {
      getRegisteredContentScripts: async ({ ids }: { ids: string[] }) => withIds(ids),
      registerContentScripts: async (added: Script[]) => {
        for (const script of added) {
          if (scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
          scripts.set(script.id, script);
        }
      },
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => ids.forEach((id) => scripts.delete(id)),
    },
    storage: {
      session: {
        get: async (key: string) => ({ [key]: session.get(key) }),
        set: async (entries: Record<string, unknown>) =>
          Object.entries(entries).forEach(([key, value]) => session.set(key, value)),
      },
    },
    runtime: { sendMessage: async (message: unknown) => void sent.push(message) },
  };
  return { chrome, allowed, scripts, sent };
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
    await offerPairing({ origin: workspace, tabId: 1, title: 'Workspace' });
    await cancelPairing(db);
    expect([...browser.allowed]).toEqual([]);
  });

  it('tells the background that a workspace was forgotten, so that its open page learns it', async () => {
    await pair(workspace);
    await forgetWorkspace(db, workspace);
    expect(browser.sent).toEqual([{ kind: 'workspace-forgotten', origin: workspace }]);
  });
});
