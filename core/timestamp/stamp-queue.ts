/** What waits for a timestamp: plain values that any store can keep, and what becomes of them. No clock and no network in here. */
import * as v from 'valibot';
import { bytesToBase64 } from '../shared/bytes.ts';
import type { Result } from '../shared/result.ts';
import type { AskFailure, Stamped } from './ask-authorities.ts';

const instant = v.pipe(v.string(), v.isoTimestamp());
const text = v.pipe(v.string(), v.maxLength(500));
/** What is to be stamped, by a name that its keeper gives it. */
const subject = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const base64 = v.pipe(v.string(), v.base64(), v.maxLength(400_000));

/**
 * `pending`: not asked for yet, for example offline. `failed`: every authority was asked and none gave a stamp that holds; asked again
 * from `retryAt` on. `stamped`: done; request and response in base64.
 */
export const queuedStampSchema = v.variant('state', [
  v.object({ state: v.literal('pending'), subject, since: instant }),
  v.object({
    state: v.literal('failed'),
    subject,
    since: instant,
    tries: v.pipe(v.number(), v.integer(), v.minValue(1)),
    retryAt: instant,
    /** What each authority did wrong at the last try. */
    reasons: v.pipe(v.array(v.object({ authority: text, kind: text, detail: text })), v.maxLength(100)),
  }),
  v.object({
    state: v.literal('stamped'),
    subject,
    at: instant,
    authority: text,
    request: base64,
    response: base64,
    chainPem: v.pipe(v.string(), v.maxLength(200_000)),
  }),
]);
export type QueuedStamp = v.InferOutput<typeof queuedStampSchema>;

export const queueStamp = (what: string, now: Date): QueuedStamp => ({
  state: 'pending',
  subject: what,
  since: now.toISOString(),
});

/** Whether an authority should be asked now. */
export const isDue = (queued: QueuedStamp, now: Date): boolean =>
  queued.state === 'pending' || (queued.state === 'failed' && Date.parse(queued.retryAt) <= now.getTime());

const firstPauseMs = 60_000;
const longestPauseMs = 6 * 60 * 60_000;

/** The entry after the authorities were asked. A stamped one stays as it is. Each failure doubles the pause, up to six hours. */
export function afterAsking(
  queued: QueuedStamp,
  asked: Result<Stamped, { kind: 'no-stamp'; passedOver: AskFailure[] }>,
  now: Date,
): QueuedStamp {
  if (queued.state === 'stamped') return queued;
  if (asked.ok) {
    const { stamp, request, response, chainPem } = asked.value;
    return {
      state: 'stamped',
      subject: queued.subject,
      at: stamp.at,
      authority: asked.value.authority,
      request: bytesToBase64(request),
      response: bytesToBase64(response),
      chainPem,
    };
  }
  const tries = (queued.state === 'failed' ? queued.tries : 0) + 1;
  const pauseMs = Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
  return {
    state: 'failed',
    subject: queued.subject,
    since: queued.since,
    tries,
    retryAt: new Date(now.getTime() + pauseMs).toISOString(),
    reasons: asked.error.passedOver.map(({ authority, error }) => ({
      authority: authority.slice(0, 500),
      kind: error.kind,
      detail: error.detail.slice(0, 500),
    })),
  };
}
