/**
 * The conversation by which the app pulls accepted clips from the extension. See PROTOCOL.md in this folder.
 * Both sides parse every message before use: the page may be hostile, and so may whatever answers it.
 */
import * as v from 'valibot';
import { longestLine } from '../crypto/signed-line.ts';
import { mostFileBytes, exhibitIdSchema, sha256Schema } from '../evidence/exhibit.ts';
import { logHeadSchema, mostSeals } from '../seal/seal.ts';
import { mostStampBytes } from '../timestamp/stamp-request-form.ts';

export const protocolVersion = 1;

/** Raw bytes in one chunk; 256 KiB stay far below the browsers' message limits once they are base64. */
export const chunkSizeBytes = 256 * 1024;

/** Lines of a device's log in one answer; 100 KiB or so. */
export const sealsPerAnswer = 200;

const line = v.pipe(v.string(), v.maxLength(longestLine));
const requestId = v.pipe(v.number(), v.integer(), v.minValue(0));
const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostFileBytes));
const sentence = v.pipe(v.string(), v.maxLength(1_000));

/** What the app may ask. */
export const requestSchema = v.variant('kind', [
  v.object({ id: requestId, kind: v.literal('hello'), version: v.literal(protocolVersion) }),
  v.object({ id: requestId, kind: v.literal('pair'), code: v.pipe(v.string(), v.maxLength(20)) }),
  v.object({ id: requestId, kind: v.literal('list') }),
  v.object({ id: requestId, kind: v.literal('manifest'), exhibit: exhibitIdSchema }),
  v.object({
    id: requestId,
    kind: v.literal('chunk'),
    exhibit: exhibitIdSchema,
    sha256: sha256Schema,
    offset: byteCount,
  }),
  v.object({
    id: requestId,
    kind: v.literal('receipt'),
    exhibit: exhibitIdSchema,
    recordSha256: sha256Schema,
  }),
  v.object({ id: requestId, kind: v.literal('device') }),
  v.object({
    id: requestId,
    kind: v.literal('log'),
    /** The seals that follow this number. */
    after: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostSeals)),
  }),
  v.object({
    id: requestId,
    kind: v.literal('stamp'),
    /** The authority's address. */
    url: v.pipe(v.string(), v.maxLength(2_000), v.url()),
    /** TimeStampReq (RFC 3161) in base64. */
    request: v.pipe(v.string(), v.base64(), v.maxLength(200)),
  }),
]);

/** Why a request was refused. `wrong-code` tells how many tries are left; 0 means that the code was withdrawn. */
export const refusalSchema = v.variant('reason', [
  v.object({ reason: v.literal('not-paired') }),
  v.object({ reason: v.literal('no-pairing-open') }),
  v.object({ reason: v.literal('wrong-code'), attemptsLeft: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.object({ reason: v.literal('unknown-exhibit') }),
  v.object({ reason: v.literal('unknown-file') }),
  /** The person has not allowed this authority; the extension asks for it now. */
  v.object({ reason: v.literal('authority-not-allowed') }),
  v.object({ reason: v.literal('authority-unreachable'), detail: sentence }),
  v.object({ reason: v.literal('malformed'), detail: sentence }),
  v.object({ reason: v.literal('failed'), detail: sentence }),
]);

const offerSchema = v.object({ exhibit: exhibitIdSchema, recordSha256: sha256Schema });

/** What the extension answers; `id` repeats the request's. `changed` is unasked: there may be something new to pull. */
export const replySchema = v.variant('kind', [
  v.object({
    id: requestId,
    kind: v.literal('welcome'),
    paired: v.boolean(),
    extensionVersion: v.pipe(v.string(), v.maxLength(50)),
  }),
  v.object({ id: requestId, kind: v.literal('paired') }),
  v.object({
    id: requestId,
    kind: v.literal('offers'),
    offers: v.pipe(v.array(offerSchema), v.maxLength(10_000)),
  }),
  // The record stays unknown here: whoever pulls checks it against its own schema and hash, and names what does not fit.
  v.object({
    id: requestId,
    kind: v.literal('manifest'),
    record: v.unknown(),
    recordSha256: sha256Schema,
    /** Absent for a clip that was accepted before there were seals. */
    seal: v.optional(line),
  }),
  v.object({
    id: requestId,
    kind: v.literal('chunk'),
    offset: byteCount,
    /** Base64 of at most `chunkSizeBytes` bytes; empty when the file ends at `offset`. */
    content: v.pipe(v.string(), v.maxLength(Math.ceil(chunkSizeBytes / 3) * 4)),
    /** SHA-256 of this chunk's raw bytes. */
    sha256: sha256Schema,
  }),
  v.object({ id: requestId, kind: v.literal('noted') }),
  v.object({
    id: requestId,
    kind: v.literal('device'),
    /** The line by which the device introduced itself; null while it has no key. */
    introduction: v.nullable(line),
    /** Its newest seal; null when it has sealed nothing. */
    head: v.nullable(logHeadSchema),
  }),
  v.object({
    id: requestId,
    kind: v.literal('log'),
    /** In their order; empty when there are no more. */
    lines: v.pipe(v.array(line), v.maxLength(sealsPerAnswer)),
  }),
  v.object({
    id: requestId,
    kind: v.literal('stamped'),
    /** What the authority answered, in base64; nobody has looked into it. */
    response: v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(mostStampBytes / 3) * 4)),
  }),
  v.object({ id: requestId, kind: v.literal('refused'), refusal: refusalSchema }),
  v.object({ kind: v.literal('changed') }),
]);

export type HandoverRequest = v.InferOutput<typeof requestSchema>;
export type HandoverReply = v.InferOutput<typeof replySchema>;
export type Refusal = v.InferOutput<typeof refusalSchema>;
export type Offer = v.InferOutput<typeof offerSchema>;

/** A request without its number, which the client gives. */
export type HandoverQuestion = HandoverRequest extends infer Request
  ? Request extends HandoverRequest
    ? Omit<Request, 'id'>
    : never
  : never;
