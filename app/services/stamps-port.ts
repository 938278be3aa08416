/**
 * Timestamps (RFC 3161): which authorities the workspace chose, and the queue of seals that wait for one. A stamp over a device's newest
 * seal covers every seal before it. Nothing is sent while no authority is set.
 */
import { liveQuery } from 'dexie';
import * as v from 'valibot';
import { pemBlocks } from '#core/crypto/pem.ts';
import type { PackStamp } from '#core/pack/pack-integrity.ts';
import { textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { isDue, queuedStampSchema, queueStamp, type QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import type { AppDatabase } from '../storage/database.ts';
import {
  authoritiesName,
  authoritiesSchema,
  storedAuthorities,
  type StampAuthority,
} from '../storage/stamp-authorities.ts';
import type { InboxPort } from './inbox-port.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** Why an authority gave no stamp, in the order in which they were asked. */
export type PassedOver = { authority: string; kind: string; detail: string };

/** What came of the stamp for the last pack; undefined before one was asked for. */
export type PackStampEnd = { stampedAt: string | undefined; authority: string; passedOver: PassedOver[] };

export interface StampsPort {
  /** In the order in which they are asked. */
  readonly authorities: Watchable<readonly StampAuthority[]>;
  readonly queue: Watchable<readonly QueuedStamp[]>;
  readonly lastPack: Watchable<PackStampEnd | undefined>;
  /** Rejects when one of them is no web address with a certificate, or when they cannot be stored. */
  setAuthorities(authorities: readonly StampAuthority[]): Promise<void>;
  /** Asks for what waits, whether its pause is over or not. Rejects only when storage does. */
  tryNow(): Promise<void>;
  /** For the pack: undefined when no authority is set or none gave a stamp; `lastPack` says why. */
  stampPack(signature: Bytes): Promise<PackStamp | undefined>;
}

const passedOverOf = (
  failures: readonly { authority: string; error: { kind: string; detail: string } }[],
): PassedOver[] =>
  failures.map(({ authority, error }) => ({ authority, kind: error.kind, detail: error.detail }));

/** Starts at once: what waits from another day is asked for as soon as the extension is there. */
export function createStampsPort(
  db: AppDatabase,
  inbox: Pick<InboxPort, 'getState' | 'subscribe' | 'stamp'>,
  now: () => Date,
): StampsPort {
  const authorities = createWatchable<readonly StampAuthority[]>([]);
  const queue = createWatchable<readonly QueuedStamp[]>([]);
  const lastPack = createWatchable<PackStampEnd | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (data: Bytes, signal: AbortSignal) => {
    const { askAuthorities } = await import('#core/timestamp/ask-authorities.ts');
    const chosen = authorities
      .getState()
      .map(({ url, rootPem }) => ({ name: url, url, roots: pemBlocks(rootPem, 'CERTIFICATE') }));
    return askAuthorities(chosen, data, {
      send: (url, request) => inbox.stamp(url, request),
      random: () => crypto.getRandomValues(new Uint8Array(16)),
      signal,
    });
  };

  const canAsk = () =>
    navigator.onLine &&
    authorities.getState().length > 0 &&
    ['connected', 'receiving', 'failed'].includes(inbox.getState().kind);

  /** Puts each device's newest seal into the queue, in place of an older one that has no stamp yet. */
  const queueHeads = () =>
    db.transaction('rw', db.devices, db.seals, db.stamps, async () => {
      for (const { head } of await db.devices.toArray()) {
        if (!head || (await db.stamps.get(head.sha256))) continue;
        const waiting = await db.stamps.filter(({ state }) => state !== 'stamped').toArray();
        for (const { subject } of waiting)
          if ((await db.seals.get(subject))?.device === head.device) await db.stamps.delete(subject);
        await db.stamps.add(queueStamp(head.sha256, now()));
      }
    });

  async function askFor(queued: QueuedStamp): Promise<void> {
    const seal = await db.seals.get(queued.subject);
    if (!seal) return;
    const { afterAsking } = await import('#core/timestamp/stamp-queue.ts');
    const asked = await ask(textToBytes(seal.line), new AbortController().signal);
    // Another member's stamp over it may have come meanwhile.
    const latest = (await db.stamps.get(queued.subject)) ?? queued;
    await db.stamps.put(afterAsking(latest, asked, now()));
  }

  async function work(all = false): Promise<void> {
    clearTimeout(timer);
    if (authorities.getState().length === 0) return;
    // One tab asks; the others see the result.
    await navigator.locks.request('exhibit-stamps', async () => {
      await queueHeads();
      if (!canAsk()) return;
      for (const queued of await db.stamps.toArray())
        if (isDue(queued, now()) || (all && queued.state === 'failed')) await askFor(queued);
    });
    const retries = (await db.stamps.toArray()).flatMap((queued) =>
      queued.state === 'failed' ? [Date.parse(queued.retryAt) - now().getTime()] : [],
    );
    if (retries.length > 0) timer = setTimeout(start, Math.max(1_000, Math.min(...retries)));
  }
  // Storage that refuses is told elsewhere; what waits stays in the queue.
  const start = () => void work().catch(() => undefined);

  async function readAuthorities() {
    const stored = await storedAuthorities(db);
    if (stored) authorities.set(stored);
  }

  const stored = async () =>
    (await db.stamps.toArray()).flatMap((row) => {
      const parsed = v.safeParse(queuedStampSchema, row);
      return parsed.success ? [parsed.output] : [];
    });
  liveQuery(stored).subscribe(
    (stamps) => queue.set(stamps),
    () => undefined,
  );
  // Also in tabs where somebody else pulled or changed the settings.
  liveQuery(() => Promise.all([db.devices.toArray(), db.settings.get(authoritiesName)])).subscribe(
    () => void readAuthorities().then(start, () => undefined),
    () => undefined,
  );
  let before = inbox.getState().kind;
  inbox.subscribe(() => {
    const { kind } = inbox.getState();
    if (kind === 'connected' && before !== kind) start();
    before = kind;
  });
  addEventListener('online', start);

  return {
    authorities,
    queue,
    lastPack,
    async setAuthorities(chosen) {
      const value = v.parse(authoritiesSchema, [...chosen]);
      await db.settings.put({ name: authoritiesName, value });
      authorities.set(value);
    },
    tryNow: () => work(true),
    async stampPack(signature) {
      lastPack.set(undefined);
      if (authorities.getState().length === 0) return undefined;
      const asked = await ask(signature, new AbortController().signal);
      if (!asked.ok) {
        lastPack.set({
          stampedAt: undefined,
          authority: '',
          passedOver: passedOverOf(asked.error.passedOver),
        });
        return undefined;
      }
      const { stamp, authority, request, response, chainPem, passedOver } = asked.value;
      lastPack.set({ stampedAt: stamp.at, authority, passedOver: passedOverOf(passedOver) });
      return { request, response, chainPem };
    },
  };
}
