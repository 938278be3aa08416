import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExtensionDatabase } from '../outbox/database.ts';
import { makeStorageArea } from './memory-storage.ts';
import {
  codeStanding,
  createPairing,
  endPairing,
  isPairableOrigin,
  offerPairing,
  openCode,
  readPairingState,
} from './pairing.ts';

const workspace = 'https://isms.example.org';
const start = Date.parse('2026-11-22T10:00:00.000Z');
const fiveMinutes = 5 * 60_000;

describe('pairing by a code', () => {
  let db: ExtensionDatabase;
  let now: number;
  let paired: string[];
  const tryCode = (code: string) =>
    createPairing(
      db,
      async (origin) => void paired.push(origin),
      () => now,
    ).tryCode(workspace, code);
  const shownCode = async () => (await readPairingState()).open?.code ?? '';

  beforeEach(async () => {
    db = new ExtensionDatabase(`clips-${crypto.randomUUID()}`);
    now = start;
    paired = [];
    vi.stubGlobal('chrome', { storage: { session: makeStorageArea() } });
    await offerPairing({ origin: workspace, tabId: 1 });
    await openCode(workspace, now);
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    await db.delete();
  });

  it('pairs with the code as a person types it, and withdraws it', async () => {
    const code = await shownCode();
    expect(await tryCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`)).toBe('paired');
    expect(paired).toEqual([workspace]);
    expect(await readPairingState()).toEqual({});
    expect(await tryCode(code)).toEqual({ reason: 'no-pairing-open' });
  });

  it('keeps a code that has run out, for the person to see, and takes it no more', async () => {
    const code = await shownCode();
    now += fiveMinutes + 1;
    expect(await tryCode(code)).toEqual({ reason: 'no-pairing-open' });
    const { open } = await readPairingState();
    expect(open && codeStanding(open, now)).toBe('expired');
    await openCode(workspace, now);
    expect(await tryCode(await shownCode())).toBe('paired');
  });

  it('takes no sixth try, not even the right one, and says why until a new code is asked for', async () => {
    const code = await shownCode();
    const answers = await Promise.all(Array.from({ length: 6 }, () => tryCode('000000')));
    expect(
      answers.map((answer) => answer !== 'paired' && 'attemptsLeft' in answer && answer.attemptsLeft),
    ).toEqual([4, 3, 2, 1, 0, false]);
    expect(await tryCode(code)).toEqual({ reason: 'no-pairing-open' });
    const { open } = await readPairingState();
    expect(open && codeStanding(open, now)).toBe('no-tries-left');
  });

  it('does not bring a cancelled code back by a wrong try that was under way', async () => {
    await Promise.all([tryCode('000000'), endPairing(), tryCode('000000')]);
    expect(await readPairingState()).toEqual({});
  });

  it('does not lose a new offer to a try for the old one', async () => {
    const other = { origin: 'https://other.example.org', tabId: 2 };
    await Promise.all([tryCode('000000'), offerPairing(other)]);
    expect(await readPairingState()).toEqual({ offer: other });
    expect(await openCode(workspace)).toBeUndefined();
  });

  it('opens nothing for an origin that was not offered', async () => {
    const stranger = createPairing(db, async () => {});
    const code = await shownCode();
    expect(await stranger.tryCode('https://evil.example', code)).toEqual({ reason: 'no-pairing-open' });
  });
});

describe('where a workspace may stand', () => {
  it('is https, or this machine', () => {
    const here = [
      'https://isms.example.org',
      'http://localhost:8080',
      'http://127.0.0.1:4173',
      'http://[::1]:1',
    ];
    const elsewhere = [
      'http://isms.example.org',
      'http://10.0.0.2',
      'http://127.0.0.1.example.org',
      'file:///x',
    ];
    expect(here.filter((origin) => !isPairableOrigin(origin))).toEqual([]);
    expect(elsewhere.filter(isPairableOrigin)).toEqual([]);
  });
});
