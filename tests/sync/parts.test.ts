/** Bodies that are larger than an envelope: PROTOCOL.md, Envelope and REP-10. */
import * as Y from 'yjs';
import { beforeAll, expect, it, vi } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { joinBytes, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import { authorOf, largestEnvelope } from '#core/sync/envelope.ts';
import { createKeyring } from '#core/sync/keyring.ts';
import { sealBody } from '#core/sync/seal-envelope.ts';
import { encodeSnapshot } from '#core/sync/snapshot.ts';
import { makeVictim, makeWorld, updateOf, type Victim, type World } from './hostile-world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** An update that gzip makes no smaller, for three envelopes. */
function largeUpdate(): { update: Bytes; hash: Promise<string> } {
  const doc = new Y.Doc();
  const bytes = joinBytes(...Array.from({ length: 36 }, () => randomBytes(65_536)));
  doc.getMap('long').set('bytes', bytes);
  return { update: Y.encodeStateAsUpdate(doc) as Bytes, hash: sha256Hex(bytes) };
}

/** Alice's envelopes of the body, from her third on. */
async function sealParts(kind: 'update' | 'snapshot', body: (counter: number) => Bytes, counter = 3) {
  const { access, devices, workspace } = world;
  const where = { workspace: workspace.id, subject: 'doc.a' };
  const wish = { kind, generation: access.keyring.newest(), counter, body };
  const sealed = await sealBody(devices.alice.signer, access.keyring, where, wish);
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value.map(world.doc);
}

const held = (victim: Victim) => victim.database.held.count();
const hashOf = async ({ document }: Victim) => {
  const bytes = document.getMap<Bytes>('long').get('bytes');
  return bytes && sha256Hex(bytes);
};

it('[REP-10] a large update goes in parts, and is applied once they are there, in whatever order they came', async () => {
  const { update, hash } = largeUpdate();
  const parts = await sealParts('update', () => update);
  expect(parts.length).toBe(3);
  expect(Math.max(...parts.map(({ envelope }) => envelope.length))).toBeLessThanOrEqual(largestEnvelope);
  const next = world.doc(
    await world.seal(world.devices.alice.signer, updateOf('after', 'alice'), { counter: 3 + parts.length }),
  );
  for (const order of [
    [...parts, next],
    [next, ...parts.toReversed()],
  ]) {
    const victim = await makeVictim(world);
    for (const [at, delivery] of order.entries()) {
      expect(await hashOf(victim)).toBe(at >= parts.length && order[0] !== next ? await hash : undefined);
      await victim.transport.deliver([delivery]);
    }
    expect(await hashOf(victim)).toBe(await hash);
    expect(victim.document.getMap('m').get('after')).toBe('alice');
    expect(await held(victim)).toBe(0);
    // The same again, as after an acknowledgement that got lost.
    await victim.transport.deliver(order);
    expect(await held(victim)).toBe(0);
    expect(victim.refusals.filter(({ kind }) => kind !== 'duplicate' && kind !== 'early')).toEqual([]);
    await victim.close();
  }
});

it('[REP-10] a large snapshot reaches who has nothing from before it', async () => {
  const { update, hash } = largeUpdate();
  const author = authorOf(world.devices.alice.signer.fingerprint);
  const body = (counter: number) => encodeSnapshot({ heads: new Map([[author, counter]]), update });
  const parts = await sealParts('snapshot', body, 51);
  const control = world.control.map((envelope) => ({ subject: 'ctl', envelope }));
  const victim = await makeVictim(world, control);
  await victim.transport.deliver(parts.slice(0, 1));
  await victim.transport.deliver(parts.slice(1));
  expect(await hashOf(victim)).toBe(await hash);
  const next = await world.seal(world.devices.alice.signer, updateOf('after', 'alice'), {
    counter: 51 + parts.length,
  });
  await victim.transport.deliver([world.doc(next)]);
  expect(victim.document.getMap('m').toJSON()).toEqual({ after: 'alice' });
  expect(await held(victim)).toBe(0);
  await victim.close();
});

it('[REP-10] a part with a flipped bit is refused, the rest is held and changes nothing', async () => {
  const parts = await sealParts('update', () => largeUpdate().update);
  const victim = await makeVictim(world);
  const before = victim.content();
  const flipped = parts.map(({ subject, envelope }, at) => ({
    subject,
    envelope: envelope.map((byte, index) => (at === 1 && index === 500 ? byte ^ 1 : byte)),
  }));
  await victim.transport.deliver(flipped);
  expect(victim.refusals.map(({ kind }) => kind)).toEqual(['bad-signature', 'early']);
  expect(victim.content()).toEqual(before);
  expect(victim.replica.state().held).toBe(parts.length - 1);
  // Nothing is compacted while it is held: it would be forgotten and is in no snapshot.
  expect(await victim.replica.compact('doc.a')).toBe(false);
  await victim.close();
});

it('what is held for a key that this device has not is looked at once in a batch', async () => {
  const { alice } = world.devices;
  const keyring = createKeyring(world.workspace.id, world.workspace.controlSecret);
  keyring.add(9, randomBytes(32));
  const victim = await makeVictim(world);
  await victim.transport.deliver([
    world.doc(world.genuine.alice3),
    world.doc(
      await world.seal(alice.signer, updateOf('a4', 'alice'), { counter: 4, generation: 9, keyring }),
    ),
  ]);
  expect(victim.document.getMap('m').get('a3')).toBe('alice');
  expect(new Set(victim.refusals.map(({ kind }) => kind))).toEqual(new Set(['unknown-generation']));
  expect(await held(victim)).toBe(1);
  await victim.close();
});
