/** The app's queue of timestamps against a real authority (`openssl ts` on loopback): what waits, who is asked, what is kept. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { base64ToBytes, textToBytes } from '#core/shared/bytes.ts';
import { introduceDevice, readRoster } from '#core/seal/device-roster.ts';
import { verifySeal } from '#core/seal/seal.ts';
import { nonceOfRequest } from '#core/timestamp/stamp-request.ts';
import { verifyStampResponse } from '#core/timestamp/stamp-response.ts';
import { createStampsPort } from '../../app/services/stamps-port.ts';
import type { InboxState } from '../../app/services/inbox-port.ts';
import { createWatchable } from '../../app/services/watchable.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { createSealStore } from '../../app/storage/seal-store.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { makeLog, makeSigner } from '../fixtures/sealing.ts';
import { startStampAuthority, type StampAuthority } from '../fixtures/stamp-authority.ts';
import { makeWorkspaceSample, sampleExhibits } from '../fixtures/workspace-sample.ts';

let authority: StampAuthority;
let db: AppDatabase;
let count = 0;
const online = { onLine: true, locks: { request: (_name: string, run: () => unknown) => run() } };
const heard = new Map<string, () => void>();
const later = { timeout: 20_000 };

beforeAll(async () => {
  authority = await startStampAuthority();
  vi.stubGlobal('navigator', online);
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => heard.set(name, listener));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await authority.close();
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
