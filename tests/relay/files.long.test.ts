/** Files over a real nats-server that is killed in the middle: resumed, each piece stored once, every hash right. `npm run bench:relay` has the full size. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRelay, type TestRelay } from './test-relay.ts';
import { exchangeFiles } from './exchange-files.ts';

let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay();
});
afterAll(() => relay.close());

it('pictures go up and down although the relay is killed on the way', async () => {
  const account = await relay.admit();
  const { stored, pieces, wrong, cuts } = await exchangeFiles(relay, account, {
    count: 6,
    bytes: 1_500_000,
    cuts: 4,
  });
  expect(wrong).toEqual([]);
  expect(stored).toBe(pieces);
  expect(cuts).toBe(4);
});
