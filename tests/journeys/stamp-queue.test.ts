/** The app's queue of timestamps against a real authority (`openssl ts` on loopback): what waits, who is asked, what is kept. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { bytesToPem } from '#core/crypto/pem.ts';
import { base64ToBytes, textToBytes } from '#core/shared/bytes.ts';
import { introduceDevice, readRoster } from '#core/seal/device-roster.ts';
import { verifySeal } from '#core/seal/seal.ts';
import { shareStamp, sharedStamps, type SharedStamp } from '#core/sync/shared-evidence.ts';
import { nonceOfRequest } from '#core/timestamp/stamp-request.ts';
import { verifyStampResponse } from '#core/timestamp/stamp-response.ts';
import { takeStamps } from '../../app/services/take-stamps.ts';
import { createStampsPort } from '../../app/services/stamps-port.ts';
import type { InboxState } from '../../app/services/inbox-port.ts';
import { createWatchable } from '../../app/services/watchable.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { createStampExchange } from '../../app/worker/team/shared-stamps.ts';
import { createSealStore } from '../../app/storage/seal-store.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { makeLog, makeSigner } from '../fixtures/sealing.ts';
import { startStampAuthority, type StampAuthority } from '../fixtures/stamp-authority.ts';
import { makeWorkspaceSample, sampleExhibits } from '../fixtures/workspace-sample.ts';

let authority: StampAuthority;
/** One that nobody chose. */
let stranger: StampAuthority;
let db: AppDatabase;
let count = 0;
const online = { onLine: true, locks: { request: (_name: string, run: () => unknown) => run() } };
const heard = new Map<string, () => void>();
const later = { timeout: 20_000 };

beforeAll(async () => {
  [authority, stranger] = await Promise.all([startStampAuthority(), startStampAuthority()]);
  vi.stubGlobal('navigator', online);
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => heard.set(name, listener));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await Promise.all([authority.close(), stranger.close()]);
});
beforeEach(() => {
  online.onLine = true;
  db = new AppDatabase(`stamps-${(count += 1)}`);
});

/** An extension that is connected and lets every request through. */
function connected() {
  const state = createWatchable<InboxState>({ kind: 'connected', pending: 0 });
  const { signal } = new AbortController();
  const stamp = (url: string, request: Uint8Array<ArrayBuffer>) => sendStampRequest(url, request, signal);
  return { ...state, stamp };
}
const honest = () => ({ url: authority.url, rootPem: readFileSync(authority.rootFile, 'utf8') });
/** Nobody listens at this port. */
const dead = () => ({ ...honest(), url: 'http://127.0.0.1:9/' });

/** Two seals of a device; gives the lines. */
async function sealTwo(): Promise<string[]> {
  const store = createSealStore(db);
  const signer = await makeSigner();
  const { exhibits } = await makeWorkspaceSample(sampleExhibits.slice(0, 2));
  const { lines, head } = await makeLog(signer, exhibits);
  const introduction = await introduceDevice(signer, { ...signer, member: '', label: '' }, new Date());
  const [device] = (await readRoster([introduction])).devices.values();
  if (!device) throw new Error('it introduced itself');
  await store.noteDevice(device, { introduction, told: head ?? null });
  for (const line of lines) {
    const seal = await verifySeal(line, signer);
    if (seal) await store.putSeals([{ seal, line }]);
  }
  return lines;
}

it('sends nothing, and queues nothing, while no authority is set', async () => {
  const asked = authority.requests();
  const stamps = createStampsPort(db, connected(), () => new Date());
  await sealTwo();
  await stamps.tryNow();
  expect(await stamps.stampPack(textToBytes('a signature'))).toBeUndefined();
  expect([authority.requests() - asked, await db.stamps.count()]).toEqual([0, 0]);
});

it('keeps the newest seal waiting while offline, and stamps it when the net is back; the stamp verifies', async () => {
  online.onLine = false;
  const asked = authority.requests();
  const stamps = createStampsPort(db, connected(), () => new Date());
  const lines = await sealTwo();
  await stamps.setAuthorities([honest()]);
  await stamps.tryNow();
  await vi.waitFor(() => expect(stamps.queue.getState()).toMatchObject([{ state: 'pending' }]), later);
  expect(authority.requests()).toBe(asked);
  online.onLine = true;
  heard.get('online')?.();
  await vi.waitFor(() => expect(stamps.queue.getState()).toMatchObject([{ state: 'stamped' }]), later);
  const [queued] = stamps.queue.getState();
  if (queued?.state !== 'stamped') throw new Error('it is stamped');
  const data = textToBytes(lines.at(-1) ?? '');
  const nonce = await nonceOfRequest(base64ToBytes(queued.request), data);
  if (!nonce) throw new Error('it is our request for this seal');
  const verified = await verifyStampResponse(base64ToBytes(queued.response), { data, nonce }, [
    authority.root,
  ]);
  expect(verified).toMatchObject({ ok: true });
});

it('falls to the next authority and says so; without any it tries again later and the seal keeps waiting', async () => {
  const stamps = createStampsPort(db, connected(), () => new Date());
  await sealTwo();
  await stamps.setAuthorities([dead()]);
  await stamps.tryNow();
  await vi.waitFor(
    () =>
      expect(stamps.queue.getState()).toMatchObject([
        { state: 'failed', reasons: [{ authority: dead().url, kind: 'unreachable' }] },
      ]),
    later,
  );
  await stamps.setAuthorities([dead(), honest()]);
  await stamps.tryNow();
  await vi.waitFor(
    () => expect(stamps.queue.getState()).toMatchObject([{ state: 'stamped', authority: authority.url }]),
    later,
  );
  expect(await stamps.stampPack(textToBytes('a signature'))).toMatchObject({
    chainPem: expect.stringContaining('BEGIN CERTIFICATE') as string,
  });
  expect(stamps.lastPack.getState()).toMatchObject({
    authority: authority.url,
    passedOver: [{ authority: dead().url, kind: 'unreachable' }],
  });
});

it('reaches the other members, who take it when it is over the seal that they have and by an authority of theirs', async () => {
  const stamps = createStampsPort(db, connected(), () => new Date());
  await sealTwo();
  await stamps.setAuthorities([honest()]);
  await stamps.tryNow();
  const [stamped] = (await db.stamps.toArray()).filter(({ state }) => state === 'stamped');
  if (stamped?.state !== 'stamped') throw new Error('it is stamped');
  const { subject: newest } = stamped;
  const doc = new Y.Doc();
  const mine = createStampExchange({ db, doc, tell: () => {} });
  await mine.share();
  expect(sharedStamps(doc).map(({ seal }) => seal)).toEqual([newest]);

  /** Another member with the same seals, and the authorities that were chosen there. */
  async function member(roots: string[]) {
    const other = new AppDatabase(`stamps-${(count += 1)}`);
    await other.seals.bulkAdd(await db.seals.toArray());
    const value = roots.map((rootPem) => ({ url: 'https://tsa.example/', rootPem }));
    await other.settings.put({ name: 'stampAuthorities', value });
    const news: SharedStamp[] = [];
    const exchange = createStampExchange({ db: other, doc, tell: (stamps) => void news.push(...stamps) });
    const taken = async () => {
      await exchange.tell();
      await takeStamps(other, news.splice(0));
      return (await other.stamps.toArray()).map(({ subject }) => subject);
    };
    return { other, taken };
  }
  const [bob, carol, dora] = [
    await member([]),
    await member([honest().rootPem]),
    await member([bytesToPem('CERTIFICATE', stranger.root)]),
  ];
  expect([await bob.taken(), await carol.taken(), await dora.taken()]).toEqual([[newest], [newest], []]);
  const named = { state: 'stamped', authority: 'Test Stamps', at: stamped.at };
  expect(await carol.other.stamps.toArray()).toMatchObject([named]);

  // A member's device gives the token to another seal, and breaks the one that is there; who has it puts it right, once.
  const older = (await db.seals.toArray()).find(({ sha256 }) => sha256 !== newest)?.sha256 ?? '';
  const [[name, shared] = ['', undefined]] = [...doc.getMap<SharedStamp>('stamps')];
  if (!shared) throw new Error('it is shared');
  const broken = { ...shared, response: shared.request };
  shareStamp(doc, 'moved', { ...shared, seal: older });
  shareStamp(doc, name, broken);
  const emil = await member([]);
  expect(await emil.taken()).toEqual([]);
  await mine.share();
  expect(await emil.taken()).toEqual([newest]);
  shareStamp(doc, name, broken);
  await mine.share();
  expect(doc.getMap('stamps').get(name)).toEqual(broken);
}, 60_000);

it('takes no authority without a web address and a certificate', async () => {
  const stamps = createStampsPort(db, connected(), () => new Date());
  for (const wrong of [
    { ...honest(), url: 'ftp://a.example/' },
    { ...honest(), url: 'tsa' },
    { ...honest(), rootPem: 'none' },
  ])
    await expect(stamps.setAuthorities([wrong])).rejects.toThrow();
  expect(stamps.authorities.getState()).toEqual([]);
});
