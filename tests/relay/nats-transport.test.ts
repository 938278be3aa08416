import { afterAll, beforeAll } from 'vitest';
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
