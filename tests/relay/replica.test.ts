/** Replicas over a real nats-server. */
import type { Bytes } from '#core/shared/bytes.ts';
import { openBundle } from '#core/sync/bundle-transport.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDevice, found, letIn, openOn } from '../sync/people.ts';
import { startTestRelay, type TestRelay } from './test-relay.ts';

const soon = { timeout: 30_000 };
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
});
afterAll(() => relay.close());

it('two members edit one document, and a third who comes later has it all', async () => {
  const account = await relay.admit();
  const [alice, bob, carol] = [await makeDevice('alice'), await makeDevice('bob'), await makeDevice('carol')];
  const { workspace, replica: ours } = await found(alice);
  await letIn(alice, ours, bob, 'editor');
  const refusals: unknown[] = [];
  const theirs = await openOn(bob, workspace, { onRefusal: (refusal) => refusals.push(refusal) });
  const doc = await ours.document('doc.soa');
  doc.getMap('m').set('by', 'alice');
  const first = ours.connect(await account.connect());
  await first.caughtUp;
  const second = theirs.connect(await account.connect());
  await second.caughtUp;
  const other = await theirs.document('doc.soa');
  await expect.poll(() => other.getMap('m').toJSON(), soon).toEqual({ by: 'alice' });
  other.getMap('m').set('too', 'bob');
  await expect.poll(() => doc.getMap('m').toJSON(), soon).toEqual({ by: 'alice', too: 'bob' });
  expect(refusals).toEqual([]);
  await letIn(alice, ours, carol, 'auditor');
  expect(await ours.compact('doc.soa')).toBe(true);
  const late = await openOn(carol, workspace);
  const third = late.connect(await account.connect());
  await third.caughtUp;
  expect((await late.document('doc.soa')).getMap('m').toJSON()).toEqual({ by: 'alice', too: 'bob' });
  for (const connection of [first, second, third]) await connection.close();
  for (const replica of [ours, theirs, late]) await replica.close();
});

it('[REP-11] two devices that compact at once, by the rule, lose nothing', async () => {
  const account = await relay.admit();
  const [alice, bob, carol] = [await makeDevice('alice'), await makeDevice('bob'), await makeDevice('carol')];
  const rule = { compaction: { after: 20, spreadMs: 0 } };
  const { workspace, replica } = await found(alice);
  await letIn(alice, replica, bob, 'editor');
  await letIn(alice, replica, carol, 'auditor');
  await replica.close();
  const transports = [await account.connect(), await account.connect()];
  /** Answers of both are waited for together, so that both find the subject full and compact it. */
  const compacted: string[] = [];
  const pair = await Promise.all(
    [alice, bob].map(async (device, at) => {
      const opened = await openOn(device, workspace, {}, {}, rule);
      const transport = transports[at];
      if (!transport) throw new Error('expected a transport');
      const connection = opened.connect({
        ...transport,
        compact(subject, upTo) {
          compacted.push(device.name);
          return transport.compact(subject, upTo);
        },
      });
      await connection.caughtUp;
      return { device, opened, connection, doc: await opened.document('doc.soa') };
    }),
  );
  const expected: Record<string, string> = {};
  for (let round = 0; round < 40; round += 1) {
    for (const { device, opened, doc } of pair) {
      doc.getMap('m').set(`${device.name}-${round}`, device.name);
      expected[`${device.name}-${round}`] = device.name;
      await opened.flush();
    }
  }
  for (const { doc } of pair) await expect.poll(() => doc.getMap('m').toJSON(), soon).toEqual(expected);
  // The rule, and then both at the same moment.
  await expect.poll(() => compacted.length, soon).toBeGreaterThan(0);
  await Promise.all(pair.map(({ opened }) => opened.compact('doc.soa')));
  expect(new Set(compacted)).toEqual(new Set(['alice', 'bob']));
  const left = await transports[0]?.count('doc.soa');
  expect(left?.ok && left.value).toBeLessThan(20);
  const late = await openOn(carol, workspace);
  const third = late.connect(await account.connect());
  await third.caughtUp;
  expect((await late.document('doc.soa')).getMap('m').toJSON()).toEqual(expected);
  expect(late.state().held).toBe(0);
  for (const { connection } of [...pair, { connection: third }]) await connection.close();
  for (const { opened } of [...pair, { opened: late }]) await opened.close();
});

it('[REP-7] a relay that lost everything is noticed, said, read from its start and filled again by whoever has it', async () => {
  const wiped = await startTestRelay();
  const account = await wiped.admit();
  const [alice, bob] = [await makeDevice('alice'), await makeDevice('bob')];
  const notices: string[] = [];
  const listener = { onNotice: ({ kind }: { kind: string }) => void notices.push(kind) };
  const { workspace, replica: ours } = await found(alice, listener);
  await letIn(alice, ours, bob, 'editor');
  const doc = await ours.document('doc.soa');
  doc.getMap('m').set('kept', 'by alice');
  const first = ours.connect(await account.connect());
  await first.caughtUp;
  await expect.poll(() => ours.state(), soon).toMatchObject({ link: 'in-step', waiting: 0 });
  await wiped.stop('SIGKILL');
  await wiped.wipe();
  doc.getMap('m').set('meanwhile', 'offline');
  await wiped.start();
  await account.remake();
  await expect.poll(() => notices, soon).toEqual(['relay-went-back']);
  await expect.poll(() => ours.state(), soon).toMatchObject({ link: 'in-step', waiting: 0 });
  const theirs = await openOn(bob, workspace);
  const second = theirs.connect(await account.connect());
  await second.caughtUp;
  const other = await theirs.document('doc.soa');
  await expect
    .poll(() => other.getMap('m').toJSON(), soon)
    .toEqual({ kept: 'by alice', meanwhile: 'offline' });
  await first.close();
  await second.close();
  await ours.close();
  await theirs.close();
  await wiped.close();
});

it('a bundle carries changes between devices that never meet, and the relay misses none of them', async () => {
  const account = await relay.admit();
  const [alice, bob, carol] = [await makeDevice('alice'), await makeDevice('bob'), await makeDevice('carol')];
  const { workspace, replica: ours } = await found(alice);
  await letIn(alice, ours, bob, 'editor');
  await letIn(alice, ours, carol, 'editor');
  let stick: Blob | undefined;
  const file = {
    read: async () => stick,
    write: async (parts: Iterable<Bytes | Blob>) => void (stick = new Blob([...parts])),
  };
  const bundle = async () => {
    const opened = await openBundle('stick', file);
    if (!opened.ok) throw new Error(opened.error.reason);
    return opened.value;
  };
  const doc = await ours.document('doc.soa');
  doc.getMap('m').set('one', 'alice');
  expect(await ours.exchange(await bundle())).toBeUndefined();
  const theirs = await openOn(bob, workspace);
  const other = await theirs.document('doc.soa');
  expect(await theirs.exchange(await bundle())).toBeUndefined();
  expect(other.getMap('m').toJSON()).toEqual({ one: 'alice' });
  other.getMap('m').set('two', 'bob');
  expect(await theirs.exchange(await bundle())).toBeUndefined();
  expect(await ours.exchange(await bundle())).toBeUndefined();
  expect(doc.getMap('m').toJSON()).toEqual({ one: 'alice', two: 'bob' });
  // Bob never comes to the relay; what he did reaches Carol through Alice.
  const first = ours.connect(await account.connect());
  await first.caughtUp;
  doc.getMap('m').set('three', 'alice');
  const third = await openOn(carol, workspace);
  const connection = third.connect(await account.connect());
  const late = await third.document('doc.soa');
  await expect
    .poll(() => late.getMap('m').toJSON(), soon)
    .toEqual({ one: 'alice', two: 'bob', three: 'alice' });
  for (const open of [first, connection]) await open.close();
  for (const replica of [ours, theirs, third]) await replica.close();
});
