/** The numbered rules of the control log: PROTOCOL.md, Control log. Those of forks are among the hostile envelopes. */
import { beforeAll, expect, it } from 'vitest';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { signControlEntry, type ControlChange, type Role } from '#core/sync/control-entry.ts';
import { createControlLog } from '#core/sync/control-log.ts';
import type { Delivery } from '#core/sync/transport.ts';
import {
  accountSeedOf,
  foundWorkspace,
  giveRole,
  removeDevice,
  removeMember,
} from '#core/sync/workspace-control.ts';
import { createRelayAccount } from '#core/sync/relay-user.ts';
import { makeVictim, makeWorld, updateOf, type World } from './hostile-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Name = keyof World['devices'];
const fingerprintOf = (name: Name) => world.devices[name].signer.fingerprint;
const by = async (name: Name, change: ControlChange, head = world.state().head) =>
  (await signControlEntry(world.devices[name].signer, head, change, world.at)).line;
const roleGiven = (member: string, role: Role): ControlChange => ({
  kind: 'role-given',
  member,
  name: member,
  role,
  lastCounters: {},
});
const memberRemoved = (member: string): ControlChange => ({
  kind: 'member-removed',
  member,
  lastCounters: {},
});
const logOf = async (lines: readonly string[] = world.lines) => {
  const log = createControlLog(world.workspace.id);
  await log.add(lines);
  return log;
};

it('[CTL-1] the next entry names the last, is numbered one higher, is a present owner’s, and is possible; others are named', async () => {
  const { head } = world.state();
  const { fingerprint, publicKeySpki, agreementPoint } = world.introduced(world.devices.bob);
  const again = { device: fingerprint, publicKey: bytesToBase64(publicKeySpki), label: '', keys: {} };
  const there = { ...again, member: 'eve', agreementPoint: bytesToBase64(agreementPoint) };
  const liar = { ...world.devices.eve.signer, fingerprint: fingerprintOf('alice') };
  const { alice } = world.devices;
  const another = await foundWorkspace(
    alice.signer,
    alice.agreement,
    { member: 'alice', name: '', label: '' },
    world.at,
  );
  const owned = roleGiven('bob', 'owner');
  const unfit: [string, string][] = [
    ['gap', await by('alice', owned, { ...head, sha256: '0'.repeat(64) })],
    ['impossible', await by('alice', owned, { ...head, sequence: head.sequence + 1 })],
    ['impossible', await by('alice', owned, { ...head, sequence: head.sequence - 1 })],
    ['not-an-owner', await by('eve', owned)],
    ['not-an-owner', await by('dora', owned)],
    ['not-an-owner', await by('mallory', owned)],
    ['bad-signature', (await signControlEntry(liar, head, owned, world.at)).line],
    ['impossible', await by('alice', { kind: 'device-added', ...there })],
    ['impossible', await by('alice', memberRemoved('dora'))],
    ['on-fork', another.line],
    ['malformed', 'no entry'],
  ];
  for (const [kind, line] of unfit) {
    const log = await logOf();
    const before = log.reading();
    expect(before).toMatchObject({ lines: world.lines, faults: [] });
    const after = await log.add([line]);
    expect(after.faults.map((fault) => fault.kind)).toEqual([kind]);
    expect(after).toMatchObject({ state: before.state, lines: world.lines });
    // And it stands in nobody's way.
    const next = await by('alice', owned);
    expect((await log.add([next])).lines).toEqual([...world.lines, next]);
    expect(log.reading().state?.members.get('bob')?.role).toBe('owner');
  }
  const backwards = createControlLog(world.workspace.id);
  for (const line of world.lines.toReversed()) await backwards.add([line]);
  expect(backwards.reading()).toEqual((await logOf()).reading());
});

it('[CTL-3] an entry whose predecessor is missing is named as a gap, kept, and read again when that comes', async () => {
  const controls = world.start.slice(0, world.control.length);
  const missing = controls.at(-2);
  const line = world.lines.at(-1) ?? '';
  const { sequence } = world.state().head;
  const victim = await makeVictim(
    world,
    controls.filter((delivery) => delivery !== missing),
  );
  const { state, faults } = victim.replica.control();
  expect(state?.head.sequence).toBe(sequence - 2);
  expect(faults).toEqual([{ kind: 'gap', sequence, by: fingerprintOf('alice') }]);
  expect((await victim.store.load()).controlLines).toContain(line);
  await victim.transport.deliver(missing ? [missing] : []);
  expect(victim.replica.control()).toMatchObject({ state: { head: world.state().head }, faults: [] });
  await victim.close();
});

it('[CTL-4] the last owner can be neither removed nor given another role, and one of two owners can', async () => {
  const changes: ControlChange[] = [
    memberRemoved('alice'),
    { kind: 'device-removed', device: fingerprintOf('alice'), lastCounters: {} },
    roleGiven('alice', 'editor'),
    roleGiven('alice', 'auditor'),
  ];
  for (const change of changes) {
    const log = await logOf();
    const alone = await log.add([await by('alice', change)]);
    expect(alone).toMatchObject({ state: { head: world.state().head }, faults: [{ kind: 'impossible' }] });
    const { state } = await log.add([await by('alice', roleGiven('bob', 'owner'))]);
    const line = await by('alice', change, state?.head);
    expect((await log.add([line])).lines.at(-1)).toBe(line);
  }
});

it('[CTL-5] who is removed or loses the right to write keeps what the entry counts, also where it comes late, and no more', async () => {
  const { alice, bob, dora, eve } = world.devices;
  const victim = await makeVictim(world, world.start.slice(0, world.control.length));
  const state = () => {
    const known = victim.replica.control().state;
    if (!known) throw new Error('expected a log');
    return known;
  };
  const upTo = (name: Name, counter: number) =>
    new Map([[fingerprintOf(name), new Map([['doc.a', counter]])]]);
  const take = async (...lines: string[]) => {
    for (const line of lines) {
      const envelope = await world.sealLine(alice.signer, line, 90);
      await victim.transport.deliver([{ subject: 'ctl', envelope }]);
    }
  };
  const auditor = { id: 'bob', name: 'bob', role: 'auditor' } as const;
  await take(await giveRole(alice.signer, state(), auditor, upTo('bob', 2), world.at));
  await take(...(await removeDevice(alice.signer, state(), fingerprintOf('eve'), upTo('eve', 1), world.at)));
  await take(...(await removeMember(alice.signer, state(), 'carl', new Map(), world.at)));
  expect(victim.refusals).toEqual([]);
  const since = world.at.toISOString();
  expect(state().devices.get(fingerprintOf('eve'))).toMatchObject({ removed: true, removedAt: since });
  expect(state().members.get('carl')).toMatchObject({ removed: true, removedAt: since });
  expect(state().members.get('bob')).toMatchObject({ removed: false, removedAt: undefined });
  const late = async ({ signer }: typeof bob, key: string, counter: number): Promise<Delivery> =>
    world.doc(await world.seal(signer, updateOf(key, 'late'), { counter }));
  // Dora was removed before with 1 of doc.a; of Carl's nothing counts.
  await victim.transport.deliver([
    await late(bob, 'b1', 1),
    await late(bob, 'b2', 2),
    await late(bob, 'b3', 3),
    await late(dora, 'd1', 1),
    await late(dora, 'd2', 2),
    await late(eve, 'e1', 1),
    await late(eve, 'e2', 2),
    { subject: 'note.a', envelope: world.genuine.carl1 },
    {
      subject: 'note.a',
      envelope: await world.seal(dora.signer, updateOf('d', 'late'), { subject: 'note.a' }),
    },
  ]);
  expect(victim.document.getMap('m').toJSON()).toEqual({ b1: 'late', b2: 'late', d1: 'late', e1: 'late' });
  expect((await victim.replica.document('note.a')).getMap('m').toJSON()).toEqual({});
  expect(victim.refusals.map(({ kind, subject, counter }) => `${kind} ${subject} ${counter}`)).toEqual([
    'role-may-not-write doc.a 3',
    'device-removed doc.a 2',
    'device-removed doc.a 2',
    'device-removed note.a 1',
    'device-removed note.a 1',
  ]);
  await victim.close();
});

it('who is made an owner gets the account of the relay, and nobody else can open it', async () => {
  const { alice, eve, carl } = world.devices;
  const log = await logOf();
  const account = createRelayAccount();
  const wish = { id: 'eve', name: 'Eve', role: 'owner' as const };
  await log.add([await giveRole(alice.signer, world.state(), wish, new Map(), world.at, account.seed)]);
  const { state } = log.reading();
  if (!state) throw new Error('expected a founded workspace');
  const { fingerprint } = eve.signer;
  expect(await accountSeedOf(state, fingerprint, eve.agreement)).toBe(account.seed);
  expect(await accountSeedOf(state, fingerprint, carl.agreement)).toBeUndefined();
  expect(await accountSeedOf(state, carl.signer.fingerprint, carl.agreement)).toBeUndefined();
});
