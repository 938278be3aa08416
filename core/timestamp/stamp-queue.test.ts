import * as v from 'valibot';
import { expect, it } from 'vitest';
import { failure, ok } from '../shared/result.ts';
import { afterAsking, isDue, queuedStampSchema, queueStamp, type QueuedStamp } from './stamp-queue.ts';

const start = new Date('2026-05-04T00:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const noStamp = failure({
  kind: 'no-stamp' as const,
  passedOver: [{ authority: 'one', error: { kind: 'unreachable' as const, detail: 'offline' } }],
});
const stamped = ok({
  stamp: { at: '2026-05-04T00:10:00.000Z', authority: 'CN', chain: [] },
  authority: 'one',
  request: Uint8Array.of(1),
  response: Uint8Array.of(2),
  chainPem: 'PEM',
  passedOver: [],
});
const throughStore = (queued: QueuedStamp) => v.parse(queuedStampSchema, JSON.parse(JSON.stringify(queued)));

it('waits, fails with a reason, is asked again after a pause, and is stamped', () => {
  const pending = queueStamp('pack', start);
  expect(isDue(pending, start)).toBe(true);
  const failed = throughStore(afterAsking(pending, noStamp, start));
  expect(failed).toEqual({
    state: 'failed',
    subject: 'pack',
    since: start.toISOString(),
    tries: 1,
    retryAt: later(60_000).toISOString(),
    reasons: [{ authority: 'one', kind: 'unreachable', detail: 'offline' }],
  });
  expect(isDue(failed, later(59_999))).toBe(false);
  expect(isDue(failed, later(60_000))).toBe(true);
  const done = throughStore(afterAsking(failed, stamped, later(600_000)));
  expect(done).toEqual({
    state: 'stamped',
    subject: 'pack',
    at: '2026-05-04T00:10:00.000Z',
    authority: 'one',
    request: 'AQ==',
    response: 'Ag==',
    chainPem: 'PEM',
  });
  expect(isDue(done, later(1e12))).toBe(false);
  expect(afterAsking(done, noStamp, later(1e12))).toEqual(done);
});

it('pauses twice as long after each failure, six hours at most', () => {
  let queued = queueStamp('pack', start);
  const pauses: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    queued = afterAsking(queued, noStamp, start);
    if (queued.state === 'failed') pauses.push((Date.parse(queued.retryAt) - start.getTime()) / 60_000);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});
