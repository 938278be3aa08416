/**
 * What hostile relays and members may try. Each case: refused with this name, nothing changed, and the replica goes on. Of the attacks on end-to-end
 * encrypted storage that are known by name, these stand here:
 *
 *   read                      marker strings in the relay's disk and line (journeys/team.test.ts), in files (journeys/team-files.long.test.ts)
 *   inject, forge             `forged`, `control`
 *   swap, paste elsewhere     `forged` (ciphertext, signature of another), `places`; pieces of files in file-exchange.test.ts
 *   replay, reorder           `replayed`, "in any order", hostile-files.test.ts
 *   withhold, cut             "withheld envelopes", `sizes`, parts.test.ts
 *   roll back                 [REP-6], [REP-7] of relay/replica.test.ts, [REP-2] of replica.test.ts
 *   add a member or device    `control`, [CTL-2]
 *   downgrade                 `headers` (versions), generation 0 and old generations in `forged` and `roles`, `bodies` (packing)
 *   swap a public key         `control` (fingerprint that is not its key's), "wrong keys"
 *   leaked link               [INV-1] to [INV-5] of invitation.test.ts; what a guest may do at the relay: relay/relay.test.ts
 */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { bytesToText, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { signControlEntry, type ControlChange } from '#core/sync/control-entry.ts';
import { authorOf, largestEnvelope } from '#core/sync/envelope.ts';
import { parseEnvelope } from '#core/sync/envelope.ts';
import { createKeyring } from '#core/sync/keyring.ts';
import type { RefusalKind } from '#core/sync/refusal.ts';
import type { Delivery } from '#core/sync/transport.ts';
import { removeDevice, removeMember } from '#core/sync/workspace-control.ts';
import { makeVictim, updateOf, type Victim, type World } from './hostile-world.ts';
import {
  world,
  flipped,
  bad,
  snapshotOf,
  sealPlaintext,
  controlBy,
  sentControl,
  giveOwner,
  hashesOf,
  eveSeals,
  cases,
} from './hostile-envelopes.ts';

/** Goes on after the case: the next honest envelope of each is taken. */
async function stillWorks(victim: Victim): Promise<void> {
  await victim.transport.deliver([world.doc(world.genuine.alice3)]);
  expect(victim.document.getMap('m').get('a3')).toBe('alice');
  expect(victim.document.getMap('m').has('bad')).toBe(false);
}

describe(`${cases.length} hostile envelopes`, () => {
  it.each(cases)(
    '%s: %s',
    async (_, kind, make) => {
      const victim = await makeVictim(world);
      const before = victim.content();
      const made = await make();
      await victim.transport.deliver(Array.isArray(made) ? made : [made]);
      expect(victim.refusals.map((refusal) => refusal.kind)).toEqual([kind]);
      expect(victim.content()).toEqual(before);
      await stillWorks(victim);
      await victim.close();
    },
    120_000,
  );
});

describe('a received batch', () => {
  it('[REP-4] is checked in the order of the protocol, and what it brings is stored in one transaction', async () => {
    const { carl, eve } = world.devices;
    const { alice1 } = world.genuine;
    const victim = await makeVictim(world);
    const before = victim.content();
    const { store, database } = victim;
    const stored = () =>
      Promise.all([store.load(), store.updates('doc.a'), store.cursor(victim.transport.name)]);
    const storedBefore = await stored();
    const keyring = createKeyring(world.workspace.id, randomBytes(32));
    keyring.add(2, randomBytes(32));
    const noUpdate = new Uint8Array([1, 2, 3]);
    const unsigned = (envelope: Bytes) => flipped(envelope, -1);
    // Each is wrong in two respects, and what is looked at first is named.
    const doublyWrong: [RefusalKind, Bytes][] = [
      ['too-large', new Uint8Array(largestEnvelope + 1)],
      ['malformed-envelope', flipped(alice1, 0)],
      ['duplicate', unsigned(alice1)],
      ['bad-signature', unsigned(await eveSeals(bad, { keyring }))],
      ['not-decrypted', await world.seal(carl.signer, bad, { keyring })],
      ['malformed-body', await sealPlaintext(new Uint8Array([9, 1, 2]), carl)],
      ['role-may-not-write', await world.seal(carl.signer, noUpdate)],
    ];
    await victim.transport.deliver(doublyWrong.map(([, envelope]) => world.doc(envelope)));
    expect(victim.refusals.map(({ kind }) => kind).sort()).toEqual(doublyWrong.map(([kind]) => kind).sort());
    expect(victim.content()).toEqual(before);
    expect(await stored()).toEqual(storedBefore);

    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const good = [world.doc(await eveSeals(updateOf('e1', 'eve')))];
    database.heads.hook('creating', refuse);
    await expect(victim.transport.deliver(good, '2')).rejects.toThrow();
    expect(await stored()).toEqual(storedBefore);
    database.heads.hook('creating').unsubscribe(refuse);
    await victim.transport.deliver(good, '2');
    expect(victim.document.getMap('m').get('e1')).toBe('eve');
    const [{ heads }, updates, cursor] = await stored();
    expect(heads).toContainEqual({
      subject: 'doc.a',
      author: authorOf(eve.signer.fingerprint),
      counter: 1,
    });
    expect([updates.length, cursor]).toEqual([storedBefore[1].length + 1, '2']);
    await stillWorks(victim);
    await victim.close();
  });
});

describe('honest envelopes', () => {
  it('of an editor who had not heard of the new key, of an auditor who comments, and in any order', async () => {
    const { bob, carl } = world.devices;
    const late = [
      world.doc(await world.seal(bob.signer, updateOf('b3', 'bob'), { generation: 1, counter: 3 })),
      {
        subject: 'note.a',
        envelope: await world.seal(carl.signer, updateOf('c2', 'carl'), { subject: 'note.a', counter: 2 }),
      },
      world.doc(await world.seal(bob.signer, updateOf('b2', 'bob'), { generation: 1, counter: 2 })),
    ];
    const victim = await makeVictim(world, []);
    // Backwards: every envelope comes before what it rests on.
    for (const delivery of [...world.start, ...late].toReversed()) await victim.transport.deliver([delivery]);
    expect(victim.document.getMap('m').toJSON()).toEqual({
      a1: 'alice',
      a2: 'alice',
      b1: 'bob',
      b2: 'bob',
      b3: 'bob',
      d1: 'dora',
    });
    expect((await victim.replica.document('note.a')).getMap('m').toJSON()).toEqual({
      c1: 'carl',
      c2: 'carl',
    });
    expect(victim.replica.state().held).toBe(0);
    await victim.close();
  });
});

describe('withheld envelopes', () => {
  it('[REP-5] what comes early is held, stored and shown until what is missing arrives, and then applied in order', async () => {
    const { alice } = world.devices;
    const four = world.doc(await world.seal(alice.signer, updateOf('a4', 'alice'), { counter: 4 }));
    const victim = await makeVictim(world);
    await victim.transport.deliver([four]);
    expect(victim.refusals).toMatchObject([{ kind: 'early', counter: 4 }]);
    expect(victim.replica.state().held).toBe(1);
    expect((await victim.store.load()).held).toMatchObject([four]);
    expect(victim.document.getMap('m').has('a4')).toBe(false);
    await victim.transport.deliver([world.doc(world.genuine.alice3)]);
    expect(victim.document.getMap('m').get('a4')).toBe('alice');
    expect(victim.replica.state().held).toBe(0);
    expect((await victim.store.load()).held).toEqual([]);
    await victim.close();
  });

  it('[REP-5] what comes early is applied as soon as a snapshot covers what is missing', async () => {
    const { alice, bob } = world.devices;
    const four = world.doc(await world.seal(alice.signer, updateOf('a4', 'alice'), { counter: 4 }));
    const five = world.doc(await world.seal(alice.signer, updateOf('a5', 'alice'), { counter: 5 }));
    const victim = await makeVictim(world);
    await victim.transport.deliver([five]);
    expect(victim.document.getMap('m').has('a5')).toBe(false);
    const whole = new Y.Doc();
    Y.applyUpdate(whole, Y.encodeStateAsUpdate(victim.document));
    whole.getMap('m').set('a3', 'alice');
    whole.getMap('m').set('a4', 'alice');
    const heads: [string, number][] = [
      [authorOf(alice.signer.fingerprint), 4],
      [authorOf(bob.signer.fingerprint), 2],
      [authorOf(world.devices.dora.signer.fingerprint), 1],
    ];
    const body = snapshotOf(Y.encodeStateAsUpdate(whole) as Bytes, heads);
    await victim.transport.deliver([
      world.doc(await world.seal(bob.signer, body, { kind: 'snapshot', counter: 2 })),
      four,
    ]);
    expect(victim.document.getMap('m').toJSON()).toMatchObject({ a3: 'alice', a4: 'alice', a5: 'alice' });
    expect(victim.replica.state().held).toBe(0);
    await victim.close();
  });
});

describe('snapshots that lie', () => {
  it('[REP-6] a snapshot that leaves out what it claims is merged and named as poor, and the content is sent again', async () => {
    const { alice, bob, dora, eve } = world.devices;
    const heads = [alice, bob, dora].map(({ signer }): [string, number] => [authorOf(signer.fingerprint), 2]);
    const victim = await makeVictim(world);
    const body = snapshotOf(Y.encodeStateAsUpdate(new Y.Doc()) as Bytes, heads);
    const lie = world.doc(await eveSeals(body, { kind: 'snapshot' }));
    await victim.transport.deliver([lie]);
    expect(victim.notices).toEqual([
      { kind: 'poor-snapshot', subject: 'doc.a', author: authorOf(eve.signer.fingerprint) },
    ]);
    await expect.poll(() => victim.transport.sent.length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(victim.document.getMap('m').toJSON()).toMatchObject({ a1: 'alice', b1: 'bob' });
    // Whoever believed the snapshot has it all from what is sent again.
    const other = await makeVictim(world, [...world.start.slice(0, world.control.length), lie]);
    await other.transport.deliver(victim.transport.sent);
    expect(other.document.getMap('m').toJSON()).toEqual(victim.document.getMap('m').toJSON());
    await other.close();
    await victim.close();
  });

  it('[REP-6] a snapshot that claims more than this device sealed is named, and the device counts on above the claim', async () => {
    const { eve, vera } = world.devices;
    const own = authorOf(vera.signer.fingerprint);
    const victim = await makeVictim(world);
    const body = snapshotOf(updateOf('e1', 'eve'), [[own, 1_000]]);
    await victim.transport.deliver([world.doc(await eveSeals(body, { kind: 'snapshot' }))]);
    expect(victim.notices).toEqual([
      { kind: 'counter-ahead', subject: 'doc.a', author: authorOf(eve.signer.fingerprint) },
    ]);
    await expect.poll(() => victim.transport.sent.length, { timeout: 30_000 }).toBe(1);
    const [sent = world.doc(new Uint8Array())] = victim.transport.sent;
    const parsed = parseEnvelope(sent.envelope, { workspace: world.workspace.id, subject: sent.subject });
    expect(parsed).toMatchObject({ ok: true, value: { header: { author: own, counter: 1_001 } } });
    const other = await makeVictim(world);
    await other.transport.deliver(victim.transport.sent);
    expect(other.document.getMap('m').toJSON()).toEqual(victim.document.getMap('m').toJSON());
    await other.close();
    await victim.close();
  });
});

describe('forks of the control log', () => {
  it('[CTL-2] of one member’s two entries that of the smaller hash counts, whichever came first; the other is named', async () => {
    const { alice } = world.devices;
    const head = world.state().head;
    const one = (await signControlEntry(alice.signer, head, giveOwner('bob'), world.at)).line;
    const two = await removeDevice(
      alice.signer,
      world.state(),
      world.devices.eve.signer.fingerprint,
      new Map(),
      world.at,
    );
    const [hashOne = '', hashTwo = '', hashOnTwo = ''] = await hashesOf(one, ...two);
    const branches = await Promise.all([one, ...two].map((line) => sentControl('alice', line)));
    const heads: unknown[] = [];
    for (const order of [branches, branches.toReversed()]) {
      const victim = await makeVictim(world);
      for (const delivery of order) await victim.transport.deliver([delivery]);
      heads.push(victim.replica.control().state?.head);
      expect(victim.refusals.length).toBeGreaterThan(0);
      const by = alice.signer.fingerprint;
      const fork = { kind: 'fork', sequence: head.sequence + 1, by };
      const onFork = { kind: 'on-fork', sequence: head.sequence + 2, by };
      expect(victim.replica.control().faults).toEqual(hashOne < hashTwo ? [fork, onFork] : [fork]);
      await victim.close();
    }
    const wanted = hashOne < hashTwo ? hashOne : hashOnTwo;
    expect(heads).toMatchObject([{ sha256: wanted }, { sha256: wanted }]);
  });

  it('[CTL-2] of two members’ entries that of the longer owner counts, so nobody removes who removed him', async () => {
    const { alice, bob } = world.devices;
    const promoted = await signControlEntry(alice.signer, world.state().head, giveOwner('bob'), world.at);
    const victim = await makeVictim(world);
    await victim.transport.deliver([await sentControl('alice', promoted.line)]);
    const state = victim.replica.control().state;
    if (!state) throw new Error('expected a log');
    const removal = await removeMember(alice.signer, state, 'bob', new Map(), world.at);
    // With the smaller hash, which counts among the entries of one member alone.
    let revenge: string[] = [];
    for (let second = 0, smaller = false; !smaller; second += 1) {
      const at = new Date(world.at.getTime() + second * 1000);
      revenge = await removeMember(bob.signer, state, 'alice', new Map(), at);
      const [his = '', hers = ''] = await hashesOf(...revenge.slice(0, 1), ...removal.slice(0, 1));
      smaller = his < hers;
    }
    for (const line of [...revenge, ...removal])
      await victim.transport.deliver([await sentControl('bob', line)]);
    const after = victim.replica.control().state;
    expect(after?.members.get('alice')?.removed).toBe(false);
    expect(after?.members.get('bob')?.removed).toBe(true);
    expect(victim.replica.control().faults.map(({ kind }) => kind)).toEqual(['fork', 'on-fork']);
    await victim.close();
  });

  it('wrong keys: a generation whose key is not what it promises is not used', async () => {
    const { alice } = world.devices;
    const removal = await removeDevice(
      alice.signer,
      world.state(),
      world.devices.eve.signer.fingerprint,
      new Map(),
      world.at,
    );
    const [removed = '', rotation = ''] = removal;
    const change = JSON.parse(rotation.slice(rotation.indexOf('{'))).change as ControlChange;
    const victim = await makeVictim(world);
    await victim.transport.deliver([await sentControl('alice', removed)]);
    const state = victim.replica.control().state;
    const lie = { ...change, commitment: '0'.repeat(64) } as ControlChange;
    const { line } = await signControlEntry(alice.signer, state?.head, lie, world.at);
    await victim.transport.deliver([await sentControl('alice', line)]);
    expect(victim.replica.keyring().newest()).toBe(2);
    victim.document.getMap('m').set('v', 'kept back');
    await victim.replica.flush();
    expect(victim.transport.sent).toEqual([]);
    expect(victim.replica.state()).toMatchObject({ waiting: 1, problem: { kind: 'may-not-write' } });
    await victim.close();
  });
});

describe('presence', () => {
  const announce = async (by: keyof World['devices'], counter: number, options = {}) => ({
    subject: 'aw.a',
    envelope: await world.seal(world.devices[by].signer, textToBytes('row 5'), {
      subject: 'aw.a',
      kind: 'presence',
      counter,
      ...options,
    }),
  });

  it('[REP-8] is shown when a present device made it under a higher counter than its last, and else refused', async () => {
    const victim = await makeVictim(world);
    const heard = await announce('bob', 7);
    const whispers: [Delivery, RefusalKind | undefined][] = [
      [heard, undefined],
      [heard, 'duplicate'],
      [await announce('bob', 6), 'duplicate'],
      [await announce('carl', 1), undefined],
      [await announce('dora', 9, { keyring: world.oldKeyring, generation: 1 }), 'device-removed'],
      [{ ...heard, subject: 'aw.b' }, 'bad-signature'],
      [{ ...heard, subject: 'doc.a' }, 'wrong-place'],
      [{ subject: 'aw.a', envelope: flipped((await announce('bob', 8)).envelope, -80) }, 'bad-signature'],
      [{ subject: 'aw.a', envelope: new Uint8Array(40_000) }, 'too-large'],
      [
        {
          subject: 'aw.a',
          envelope: await world.seal(world.stranger.signer, bad, { subject: 'aw.a', kind: 'presence' }),
        },
        'unknown-device',
      ],
    ];
    for (const [delivery, kind] of whispers) {
      const [refused, taken] = [victim.refusals.length, victim.heard.length];
      victim.transport.whisper(delivery);
      await expect
        .poll(() => victim.refusals.length + victim.heard.length, { timeout: 30_000 })
        .toBe(refused + taken + 1);
      expect(victim.refusals.slice(refused).map((refusal) => refusal.kind)).toEqual(
        kind === undefined ? [] : [kind],
      );
      expect(victim.heard.length - taken).toBe(kind === undefined ? 1 : 0);
    }
    expect(victim.heard.map(({ member, body }) => `${member} ${bytesToText(body)}`)).toEqual([
      'bob row 5',
      'carl row 5',
    ]);
    await victim.close();
  });
});

describe('flipped bits', () => {
  it('10,000 of them, one at a time anywhere in honest envelopes: each refused, nothing changed', async () => {
    const { alice, bob, carl } = world.devices;
    const next: Delivery[] = [
      world.doc(world.genuine.alice3),
      world.doc(await world.seal(bob.signer, updateOf('b2', 'bob'), { counter: 2 })),
      {
        subject: 'note.a',
        envelope: await world.seal(carl.signer, updateOf('c2', 'x'.repeat(400)), {
          subject: 'note.a',
          counter: 2,
        }),
      },
      await sentControl('alice', await controlBy('alice', giveOwner('bob'))),
      world.doc(await world.seal(alice.signer, snapshotOf(bad), { kind: 'snapshot', counter: 3 })),
    ];
    const victim = await makeVictim(world);
    const before = victim.content();
    // A generator with a seed: what fails once can be looked at again.
    let seed = 20_260_504;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 20; round += 1) {
      const deliveries = Array.from({ length: 500 }, () => {
        const { subject, envelope } = next[random(next.length)] ?? world.doc(new Uint8Array());
        return { subject, envelope: flipped(envelope, random(envelope.length), 1 << random(8)) };
      });
      victim.refusals.length = 0;
      await victim.transport.deliver(deliveries);
      expect(victim.refusals).toHaveLength(500);
      expect(victim.content()).toEqual(before);
    }
    expect(victim.replica.state().held).toBeLessThanOrEqual(256);
    await victim.transport.deliver(next.slice(0, 4));
    expect(victim.document.getMap('m').toJSON()).toMatchObject({ a3: 'alice', b2: 'bob' });
    expect(victim.replica.control().state?.members.get('bob')?.role).toBe('owner');
    await victim.close();
  }, 240_000);
});
