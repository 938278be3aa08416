import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { describeTransport } from '../contracts/transport-contract.ts';
import { startTestRelay, type TestRelay } from './test-relay.ts';

let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
  await relay.start();
});
afterAll(() => relay.close());

describeTransport('the relay', { live: true, presence: true }, async () => {
  const account = await relay.admit();
  return { open: account.connect };
});

it('says that all was delivered also where the rest was forgotten while it was read', async () => {
  const { connect } = await relay.admit();
  const [reader, other] = [await connect(), await connect()];
  for (let number = 0; number < 1_500; number += 1) await other.append('doc.a', randomBytes(150));
  const whole = Promise.withResolvers<string>();
  const first = await other.follow('', async ({ cursor, caughtUp }) => {
    if (caughtUp) whole.resolve(cursor);
  });
  const upTo = await whole.promise;
  if (first.ok) first.value.stop();

  const done = Promise.withResolvers<void>();
  let delivered = 0;
  const following = await reader.follow('', async ({ deliveries, caughtUp }) => {
    if (delivered === 0) expect(await other.compact('doc.a', upTo)).toMatchObject({ ok: true });
    delivered += deliveries.length;
    if (caughtUp) done.resolve();
  });
  await done.promise;
  expect(delivered).toBeGreaterThan(0);
  expect(delivered).toBeLessThan(1_500);
  if (following.ok) following.value.stop();
  await reader.close();
  await other.close();
}, 60_000);
