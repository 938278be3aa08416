/** Replicas over a real nats-server. */
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
