/**
 * Replicas that edit at random over a real nats-server that is killed, while they go offline, are reloaded, compact, and are delivered to twice
 * and in another order: all equal at the end, and nothing is missing. `npm run soak:sync` does it for longer.
 */
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection, Replica, ReplicaNotice } from '#core/sync/replica.ts';
import type { Refusal } from '#core/sync/refusal.ts';
import { found, letIn, makeDevice, openOn, type TestDevice } from '../sync/people.ts';
import { startTestRelay, type TestAccount, type TestRelay } from './test-relay.ts';
import { unruly } from './unruly-transport.ts';

const steps = Number(process.env['EXHIBIT_SYNC_STEPS'] ?? 250);
const seeds = (process.env['EXHIBIT_SYNC_SEEDS'] ?? '1').split(',').map(Number);
const soon = { timeout: 60_000 };
const subject = 'doc.soa';

let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
});
afterAll(() => relay.close());

/** Repeatable: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Peer = {
  device: TestDevice;
  replica: Replica;
  document: Y.Doc;
  connection: Connection | undefined;
};

const contentOf = (document: Y.Doc) => ({
  map: document.getMap('m').toJSON(),
  text: document.getText('t').toJSON(),
});

it.each(seeds)(
  'seed %i: all equal, nothing lost, and a late replica has it all',
  async (seed) => {
    const random = randomOf(seed);
    const pick = <Value>(values: readonly Value[]): Value =>
      values[Math.floor(random() * values.length)] as Value;
    const account: TestAccount = await relay.admit();
    const alice = await makeDevice('alice');
    const refusals: Refusal[] = [];
    const notices: ReplicaNotice[] = [];
    const listener = {
      onRefusal: (refusal: Refusal) => void refusals.push(refusal),
      onNotice: (notice: ReplicaNotice) => void notices.push(notice),
    };
    const { workspace, replica } = await found(alice, listener);
    const peers: Peer[] = [
      { device: alice, replica, document: await replica.document(subject), connection: undefined },
    ];
    const count = 2 + Math.floor(random() * 5);
    for (let index = 1; index < count; index += 1) {
      const device = await makeDevice(`member${index}`);
      await letIn(alice, replica, device, 'editor');
      const other = await openOn(device, workspace, listener);
      peers.push({ device, replica: other, document: await other.document(subject), connection: undefined });
    }
    const transports: { close: () => Promise<void> }[] = [];
    async function goOnline(peer: Peer): Promise<void> {
      const transport = unruly(await account.connect(), random);
      transports.push(transport);
      peer.connection = peer.replica.connect(transport);
    }
    for (const peer of peers) {
      await goOnline(peer);
      await peer.connection?.caughtUp;
    }

    const expected = new Set<string>();
    let serverIsUp = true;
    for (let step = 0; step < steps; step += 1) {
      const peer = pick(peers);
      const what = random();
      if (what < 0.7) {
        const key = `k${step}`;
        expected.add(key);
        peer.document.getMap('m').set(key, step);
      } else if (what < 0.85) {
        const text = peer.document.getText('t');
        const at = Math.floor(random() * (text.length + 1));
        if (random() < 0.7 || text.length === 0) text.insert(at, `${step} `);
        else text.delete(Math.min(at, text.length - 1), 1);
      } else if (what < 0.89) {
        if (peer.connection) {
          await peer.connection.close();
          peer.connection = undefined;
        } else if (serverIsUp) await goOnline(peer);
      } else if (what < 0.92) {
        await peer.connection?.close();
        peer.connection = undefined;
        await peer.replica.close();
        peer.replica = await openOn(peer.device, workspace, listener);
        peer.document = await peer.replica.document(subject);
      } else if (what < 0.95) {
        void peer.replica.compact(subject);
      } else if (what < 0.97) {
        if (serverIsUp) await relay.stop(random() < 0.7 ? 'SIGKILL' : 'SIGTERM');
        else await relay.start();
        serverIsUp = !serverIsUp;
      } else await new Promise((resolve) => setTimeout(resolve, 20));
    }

    if (!serverIsUp) await relay.start();
    for (const peer of peers) if (!peer.connection) await goOnline(peer);
    for (const { replica: each } of peers)
      await expect.poll(() => each.state(), soon).toMatchObject({ link: 'in-step', waiting: 0 });
    const late = await makeDevice('late');
    await letIn(alice, replica === peers[0]?.replica ? replica : (peers[0] as Peer).replica, late, 'auditor');
    const fresh = await openOn(late, workspace, listener);
    const latePeer: Peer = {
      device: late,
      replica: fresh,
      document: await fresh.document(subject),
      connection: undefined,
    };
    peers.push(latePeer);
    await goOnline(latePeer);
    const wanted = [...expected].sort();
    for (const { document } of peers)
      await expect.poll(() => Object.keys(document.getMap('m').toJSON()).sort(), soon).toEqual(wanted);
    for (const { document } of peers)
      await expect.poll(() => contentOf(document), soon).toEqual(contentOf((peers[0] as Peer).document));
    // Shuffled deliveries come early and again; nothing else may be refused among honest replicas.
    const harmless = new Set([
      'early',
      'duplicate',
      'unknown-device',
      'unknown-generation',
      'control-refused',
    ]);
    expect(refusals.filter(({ kind }) => !harmless.has(kind))).toEqual([]);
    expect(notices).toEqual([]);
    for (const { connection, replica: each } of peers) {
      await connection?.close();
      await each.close();
    }
    for (const transport of transports) await transport.close();
  },
  1_800_000,
);
