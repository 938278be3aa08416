import * as v from 'valibot';

/** An update larger than this (bytes) is not sent but read from storage once its tab has stored it. */
export const maxSentBytes = 16 * 1024 * 1024;

const tab = v.pipe(v.string(), v.uuid());
const number = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const bytesUpTo = (limit: number) =>
  v.custom<Uint8Array>(
    (input) => input instanceof Uint8Array && input.length <= limit,
    `expected at most ${limit} bytes`,
  );
const update = bytesUpTo(maxSentBytes);
const stateVector = bytesUpTo(1024 * 1024);

/**
 * What tabs of one browser tell each other. `tab` is the sender's id, `number` and `upTo` count the sender's updates.
 *
 * | kind | says |
 * |---|---|
 * | ask | this is what I have: send me what I lack |
 * | answer | to the tab `to`: this is what you lack (of my state up to `number`), and with `stateVector`: send me what I lack |
 * | update | my update `number` |
 * | stored | all my updates up to `upTo` are stored; with `read`, some of them were too large to send: read them from storage |
 */
export const tabMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ask'), tab, stateVector }),
  v.object({ kind: v.literal('answer'), tab, to: tab, number, update, stateVector: v.optional(stateVector) }),
  v.object({ kind: v.literal('update'), tab, number, update }),
  v.object({ kind: v.literal('stored'), tab, upTo: number, read: v.boolean() }),
]);

export type TabMessage = v.InferOutput<typeof tabMessageSchema>;
