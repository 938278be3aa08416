/** Numbered rules of a replica: PROTOCOL.md, What a replica does. The others are among the hostile envelopes, the store's and the relay's. */
import { beforeAll, expect, it } from 'vitest';
import { answerTo, openBundle } from '#core/sync/bundle-transport.ts';
import { authorOf, parseEnvelope } from '#core/sync/envelope.ts';
import { encodeSnapshot } from '#core/sync/snapshot.ts';
import type { Delivery, Transport, TransportError } from '#core/sync/transport.ts';
import { hostileTransport, makeVictim, makeWorld, updateOf, type World } from './hostile-world.ts';
import { found, letIn, makeDevice, openOn } from './people.ts';

const soon = { timeout: 30_000 };
const done = { ok: true, value: undefined } as const;
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

function headerOf({ subject, envelope }: Delivery) {
  const parsed = parseEnvelope(envelope, { workspace: world.workspace.id, subject });
  if (!parsed.ok) throw new Error(parsed.error.kind);
  return parsed.value.header;
}

it('[REP-1] a change that was sealed is sent with the same bytes until it is acknowledged', async () => {
  const victim = await makeVictim(world);
  const tried: Delivery[] = [];
  victim.transport.append = async (subject, envelope) => {
    tried.push({ subject, envelope });
    return tried.length < 3 ? { ok: false, error: { kind: 'offline', reason: 'test' } } : done;
  };
  victim.document.getMap('m').set('v1', 'vera');
  await expect.poll(() => tried.length, soon).toBeGreaterThan(0);
  victim.document.getMap('m').set('v2', 'vera');
  await expect.poll(() => victim.store.waiting(), soon).toEqual({ updates: 0, envelopes: 0 });
  const [first] = tried;
  expect(tried.slice(0, 3)).toEqual([first, first, first]);
  expect(tried.slice(2).map((each) => headerOf(each).counter)).toEqual([1, 2]);
  await victim.close();
});

it('[REP-2] nothing is sealed before all was read, so a device that was set back learns its own counters first', async () => {
  const { vera } = world.devices;
  const { store } = await makeDevice('vera');
  const replica = await openOn({ ...vera, store }, world.workspace);
  const document = await replica.document('doc.a');
  const transport = hostileTransport();
  const started = Promise.withResolvers<Parameters<Transport['follow']>[1]>();
  const connection = replica.connect({
    ...transport,
    async follow(_, receive) {
      const ended = Promise.withResolvers<undefined>();
      await receive({ deliveries: world.start, cursor: '1', caughtUp: false });
      started.resolve(receive);
      return { ok: true, value: { ended: ended.promise, stop: () => ended.resolve(undefined) } };
    },
  });
  const receive = await started.promise;
  document.getMap('m').set('v3', 'vera');
  await replica.flush();
  expect(await store.waiting()).toEqual({ updates: 1, envelopes: 0 });
  expect(transport.sent).toEqual([]);
  // What this device sent before it was set back.
  const own = [1, 2].map((counter) => world.seal(vera.signer, updateOf(`v${counter}`, 'vera'), { counter }));
  await receive({ deliveries: (await Promise.all(own)).map(world.doc), cursor: '2', caughtUp: true });
  await expect.poll(() => transport.sent.length, soon).toBe(1);
  expect(transport.sent.map(headerOf)).toMatchObject([{ kind: 'update', counter: 3 }]);
  expect(document.getMap('m').toJSON()).toMatchObject({ v1: 'vera', v2: 'vera', v3: 'vera' });
  await connection.close();
  await replica.close();
});

it('[REP-2] what is made while reading was interrupted is sent without waiting for it, except where the transport went back', async () => {
  const { vera } = world.devices;
  const { store } = await makeDevice('vera');
  const replica = await openOn({ ...vera, store }, world.workspace);
  const document = await replica.document('doc.a');
  const transport = hostileTransport();
  const interrupted = Promise.withResolvers<undefined>();
  let error: TransportError = { kind: 'offline', reason: 'it has no leader' };
  let follows = 0;
  const connection = replica.connect({
    ...transport,
    async follow(_, receive) {
      follows += 1;
      if (follows > 1) return { ok: false, error };
      await receive({ deliveries: world.start, cursor: '1', caughtUp: true });
      return { ok: true, value: { ended: interrupted.promise, stop: () => interrupted.resolve(undefined) } };
    },
  });
  await connection.caughtUp;
  interrupted.resolve(undefined);
  await expect.poll(() => follows, soon).toBeGreaterThan(2);
  document.getMap('m').set('v1', 'vera');
  await expect.poll(() => transport.sent.length, soon).toBe(1);
  error = { kind: 'went-back', reason: 'it was set back' };
  const before = follows;
  await expect.poll(() => follows, soon).toBeGreaterThan(before + 1);
  document.getMap('m').set('v2', 'vera');
  await replica.flush();
  expect(await store.waiting()).toEqual({ updates: 1, envelopes: 0 });
  expect(transport.sent.length).toBe(1);
  await connection.close();
  await replica.close();
});

it('[REP-2] a snapshot that claims more of this device makes it seal only when all was read', async () => {
  const { vera, eve } = world.devices;
  const { store } = await makeDevice('vera');
  const replica = await openOn({ ...vera, store }, world.workspace);
  const document = await replica.document('doc.a');
  const transport = hostileTransport();
  const started = Promise.withResolvers<Parameters<Transport['follow']>[1]>();
  const heads = new Map([vera, eve].map(({ signer }) => [authorOf(signer.fingerprint), 1]));
  const claim = encodeSnapshot({ heads, update: updateOf('v1', 'vera') });
  const snapshot = world.doc(await world.seal(eve.signer, claim, { kind: 'snapshot' }));
  const connection = replica.connect({
    ...transport,
    async follow(_, receive) {
      const ended = Promise.withResolvers<undefined>();
      await receive({ deliveries: [...world.start, snapshot], cursor: '1', caughtUp: false });
      started.resolve(receive);
      return { ok: true, value: { ended: ended.promise, stop: () => ended.resolve(undefined) } };
    },
  });
  const receive = await started.promise;
  const second = world.doc(await world.seal(vera.signer, updateOf('v2', 'vera'), { counter: 2 }));
  await receive({ deliveries: [second], cursor: '2', caughtUp: true });
  await expect.poll(() => transport.sent.length, soon).toBe(1);
  expect(transport.sent.map(headerOf)).toMatchObject([{ kind: 'snapshot', counter: 3 }]);
  expect(document.getMap('m').toJSON()).toMatchObject({ v1: 'vera', v2: 'vera' });
  await connection.close();
  await replica.close();
});

it('[REP-3] while an envelope waits for its acknowledgement further changes gather and go out as one', async () => {
  const victim = await makeVictim(world);
  const sent: Delivery[] = [];
  const acknowledged = Promise.withResolvers<void>();
  victim.transport.append = async (subject, envelope) => {
    sent.push({ subject, envelope });
    await acknowledged.promise;
    return done;
  };
  victim.document.getMap('m').set('v1', 'vera');
  await expect.poll(() => sent.length, soon).toBe(1);
  const flushed: Promise<void>[] = [];
  for (const key of ['v2', 'v3', 'v4']) {
    victim.document.getMap('m').set(key, 'vera');
    flushed.push(victim.replica.flush());
  }
  await expect.poll(() => victim.store.waiting(), soon).toEqual({ updates: 3, envelopes: 1 });
  expect(sent).toHaveLength(1);
  acknowledged.resolve();
  await Promise.all(flushed);
  expect(sent.map((each) => headerOf(each).counter)).toEqual([1, 2]);
  const other = await makeVictim(world);
  await other.transport.deliver(sent);
  expect(other.document.getMap('m').toJSON()).toEqual(victim.document.getMap('m').toJSON());
  await other.close();
  await victim.close();
});

it('[REP-3] an acknowledgement alone sends nothing: what was changed meanwhile waits for its own time', async () => {
  const alice = await makeDevice('alice');
  const { workspace, replica: quick } = await found(alice);
  await quick.close();
  const replica = await openOn(alice, workspace, {}, { batchMs: 3_600_000 });
  const document = await replica.document('doc.a');
  const { relay } = memoryRelay();
  const append = relay.append.bind(relay);
  let isFirst = true;
  relay.append = async (subject, envelope) => {
    if (subject === 'doc.a' && isFirst) {
      isFirst = false;
      document.getMap('m').set('v2', 'alice');
    }
    return append(subject, envelope);
  };
  const connection = replica.connect(relay);
  await connection.caughtUp;
  // What catching up sends is sent.
  await replica.flush();
  document.getMap('m').set('v1', 'alice');
  await replica.flush();
  expect(await alice.store.waiting()).toEqual({ updates: 1, envelopes: 0 });
  expect(relay.sent.filter(({ subject }) => subject === 'doc.a')).toHaveLength(1);
  await replica.flush();
  expect(await alice.store.waiting()).toEqual({ updates: 0, envelopes: 0 });
  await connection.close();
  await replica.close();
});

/** A relay within the test: it delivers to each who comes what that one has not seen, and tells from where it was asked. */
function memoryRelay() {
  const relay = hostileTransport();
  const asked: string[] = [];
  relay.follow = async (from, receive) => {
    asked.push(from);
    const ended = Promise.withResolvers<undefined>();
    const { sent } = relay;
    await receive({ deliveries: sent.slice(Number(from)), cursor: String(sent.length), caughtUp: true });
    return { ok: true, value: { ended: ended.promise, stop: () => ended.resolve(undefined) } };
  };
  return { relay, asked };
}

it('[REP-9] after an exchange through a bundle the relay is read from its start and sent what the bundle alone has', async () => {
  const [alice, bob] = [await makeDevice('alice'), await makeDevice('bob')];
  const { workspace, replica: ours } = await found(alice);
  await letIn(alice, ours, bob, 'editor');
  const { relay, asked } = memoryRelay();
  const document = await ours.document('doc.a');
  const change = (key: string) => document.getMap('m').set(key, 'alice');
  const online = async () => {
    const connection = ours.connect(relay);
    await connection.caughtUp;
    await ours.flush();
    return connection;
  };
  change('before');
  await (await online()).close();
  change('carried');
  let stick: Blob | undefined;
  const bundle = await openBundle('stick', {
    read: async () => stick,
    write: async (parts) => void (stick = new Blob([...parts])),
  });
  if (!bundle.ok) throw new Error(bundle.error.reason);
  await ours.exchange(bundle.value);
  expect(await alice.store.waiting()).toEqual({ updates: 0, envelopes: 0 });
  expect(relay.sent.filter(({ subject }) => subject === 'doc.a')).toHaveLength(1);
  const connection = await online();
  expect(asked).toEqual(['', '']);
  change('after');
  await ours.flush();
  const theirs = await openOn(bob, workspace);
  const other = theirs.connect(relay);
  await other.caughtUp;
  const read = (await theirs.document('doc.a')).getMap('m').toJSON();
  expect(read).toEqual({ before: 'alice', carried: 'alice', after: 'alice' });
  expect(theirs.state().held).toBe(0);
  for (const open of [connection, other]) await open.close();
  for (const replica of [ours, theirs]) await replica.close();
});

it('[REP-5] what came early by one transport goes on when another brings what stands before it', async () => {
  const { vera, alice } = world.devices;
  const { store } = await makeDevice('vera');
  const replica = await openOn({ ...vera, store }, world.workspace);
  const document = await replica.document('doc.a');
  const relay = hostileTransport();
  const connection = replica.connect(relay);
  await connection.caughtUp;
  const { counter } = headerOf({ subject: 'doc.a', envelope: world.genuine.alice3 });
  const wish = { counter: counter + 1 };
  const after = world.doc(await world.seal(alice.signer, updateOf('later', 'alice'), wish));
  await relay.deliver([...world.start, after]);
  expect(replica.state().held).toBe(1);
  expect(document.getMap('m').has('later')).toBe(false);
  await connection.close();
  const bundle = await openBundle('stick', { read: async () => undefined, write: async () => undefined });
  if (!bundle.ok) throw new Error(bundle.error.reason);
  await bundle.value.append('doc.a', world.genuine.alice3);
  expect(await replica.read(bundle.value)).toBeUndefined();
  expect(replica.state().held).toBe(0);
  expect(document.getMap('m').get('later')).toBe('alice');
  await replica.close();
});

it.each(['in order', 'the last first'])(
  '[REP-9] a change that rests on what came by another transport is nowhere without it: %s',
  async (order) => {
    const devices = [await makeDevice('alice'), await makeDevice('bob'), await makeDevice('carol')] as const;
    const [alice, bob, carol] = devices;
    const { workspace, replica: ours } = await found(alice);
    await letIn(alice, ours, bob, 'editor');
    await letIn(alice, ours, carol, 'editor');
    const { relay } = memoryRelay();
    const first = ours.connect(relay);
    await first.caughtUp;
    await ours.flush();
    await first.close();
    const theirs = await openOn(bob, workspace);
    const known = theirs.connect(relay);
    await known.caughtUp;
    await theirs.flush();
    await known.close();

    // Alice's reaches Bob by a stick alone; his own rests on it, and goes to the relay where Carol is.
    (await ours.document('doc.evidence')).getMap('seals').set('1', 'alice');
    let stick: Blob | undefined;
    const bundle = async () => {
      const opened = await openBundle('stick', {
        read: async () => stick,
        write: async (parts) => void (stick = new Blob([...parts])),
      });
      if (!opened.ok) throw new Error(opened.error.reason);
      return opened.value;
    };
    await ours.exchange(await bundle());
    const evidence = await theirs.document('doc.evidence');
    await theirs.read(await bundle());
    expect(evidence.getMap('seals').has('1')).toBe(true);
    evidence.getMap('seals').set('2', 'bob');
    const before = relay.sent.length;
    const again = theirs.connect(relay);
    await again.caughtUp;
    await theirs.flush();

    const third = await openOn(carol, workspace);
    const seals = (await third.document('doc.evidence')).getMap('seals');
    const line = hostileTransport();
    const following = third.connect(line);
    await following.caughtUp;
    await line.deliver(relay.sent.slice(0, before));
    const news = relay.sent.slice(before);
    expect(news.length).toBeGreaterThan(1);
    for (const delivery of order === 'in order' ? news : news.toReversed()) {
      await line.deliver([delivery]);
      if (seals.has('2')) expect([seals.has('1'), third.state().held]).toEqual([true, 0]);
    }
    expect([...seals.keys()].toSorted()).toEqual(['1', '2']);
    for (const open of [again, following]) await open.close();
    for (const replica of [ours, theirs, third]) await replica.close();
  },
);

it('[REP-9] who only reads a bundle leaves nothing there, and an answer holds what the given one lacks', async () => {
  const [alice, bob] = [await makeDevice('alice'), await makeDevice('bob')];
  const { workspace, replica: ours } = await found(alice);
  await letIn(alice, ours, bob, 'editor');
  const theirs = await openOn(bob, workspace);
  const [document, other] = [await ours.document('doc.a'), await theirs.document('doc.a')];
  const bundles = new Map<string, Blob>();
  async function bundle(name: string): Promise<Transport> {
    const opened = await openBundle(name, {
      read: async () => bundles.get(name),
      write: async (parts) => void bundles.set(name, new Blob([...parts])),
    });
    if (!opened.ok) throw new Error(opened.error.reason);
    return opened.value;
  }
  document.getMap('m').set('one', 'alice');
  expect(await ours.exchange(await bundle('first'))).toBeUndefined();
  const first = bundles.get('first');
  other.getMap('m').set('two', 'bob');
  expect(await theirs.read(await bundle('first'))).toBeUndefined();
  expect(bundles.get('first')).toBe(first);
  expect(other.getMap('m').toJSON()).toEqual({ one: 'alice', two: 'bob' });
  expect(theirs.state().waiting).toBe(1);

  expect(await theirs.exchange(answerTo(await bundle('first'), await bundle('answer')))).toBeUndefined();
  expect(theirs.state().waiting).toBe(0);
  const answer = await bundle('answer');
  // The control log is in the first one.
  expect(await answer.count('ctl')).toEqual({ ok: true, value: 0 });
  expect(await ours.read(answer)).toBeUndefined();
  expect(document.getMap('m').toJSON()).toEqual({ one: 'alice', two: 'bob' });
  await ours.close();
  await theirs.close();
});
