import * as v from 'valibot';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import type { Bytes } from '../shared/bytes.ts';
import { base64ToBytes, bytesToBase64, sha256Hex } from '../shared/bytes.ts';
import { isStampRequest } from '../timestamp/stamp-request-form.ts';
import type { LogHead } from '../seal/seal.ts';
import { chunkSizeBytes, requestSchema, sealsPerAnswer } from './messages.ts';
import type { HandoverReply, HandoverRequest, Offer, Refusal } from './messages.ts';

/** What the extension's side needs from its storage. */
export interface HandoverSource {
  isPaired(origin: string): Promise<boolean>;
  /** Compares the code that a person typed with the one shown for this origin, and pairs on success. */
  tryCode(
    origin: string,
    code: string,
  ): Promise<'paired' | Extract<Refusal, { reason: 'wrong-code' | 'no-pairing-open' }>>;
  offers(): Promise<Offer[]>;
  /** Undefined when no accepted clip has this id. */
  record(
    exhibit: string,
  ): Promise<{ record: ExhibitRecord; recordSha256: string; seal?: string } | undefined>;
  /** At most `length` bytes from `offset`; undefined when the exhibit has no such file. */
  readFile(exhibit: string, sha256: string, offset: number, length: number): Promise<Bytes | undefined>;
  /** False when no accepted clip with this record is known. Noting a receipt twice is the same as once. */
  noteReceipt(exhibit: string, recordSha256: string): Promise<boolean>;
  /** This device's introduction and its newest seal; both null before it has sealed anything. */
  device(): Promise<{ introduction: string | null; head: LogHead | null }>;
  /** At most `limit` lines of the device's log that follow this sequence number, in their order. */
  log(after: number, limit: number): Promise<string[]>;
  /** What the authority answers to this request for a timestamp, where the person allowed it for this workspace. */
  stamp(
    origin: string,
    url: string,
    request: Bytes,
  ): Promise<Bytes | Extract<Refusal, { reason: `authority-${string}` }>>;
}

type Answer = HandoverReply extends infer Reply
  ? Reply extends { id: number }
    ? Omit<Reply, 'id'>
    : never
  : never;

const refused = (refusal: Refusal): Answer => ({ kind: 'refused', refusal });

async function answerPaired(
  request: Exclude<HandoverRequest, { kind: 'hello' | 'pair' }>,
  source: HandoverSource,
  origin: string,
): Promise<Answer> {
  switch (request.kind) {
    case 'list':
      return { kind: 'offers', offers: await source.offers() };
    case 'manifest': {
      const found = await source.record(request.exhibit);
      return found ? { kind: 'manifest', ...found } : refused({ reason: 'unknown-exhibit' });
    }
    case 'chunk': {
      const bytes = await source.readFile(request.exhibit, request.sha256, request.offset, chunkSizeBytes);
      if (!bytes) return refused({ reason: 'unknown-file' });
      return {
        kind: 'chunk',
        offset: request.offset,
        content: bytesToBase64(bytes),
        sha256: await sha256Hex(bytes),
      };
    }
    case 'receipt': {
      const noted = await source.noteReceipt(request.exhibit, request.recordSha256);
      return noted ? { kind: 'noted' } : refused({ reason: 'unknown-exhibit' });
    }
    case 'device':
      return { kind: 'device', ...(await source.device()) };
    case 'log':
      return { kind: 'log', lines: await source.log(request.after, sealsPerAnswer) };
    case 'stamp': {
      const der = base64ToBytes(request.request);
      if (!isStampRequest(der)) return refused({ reason: 'malformed', detail: 'no request for a timestamp' });
      const answered = await source.stamp(origin, request.url, der);
      return answered instanceof Uint8Array
        ? { kind: 'stamped', response: bytesToBase64(answered) }
        : refused(answered);
    }
  }
}

async function answer(
  request: HandoverRequest,
  origin: string,
  source: HandoverSource,
  extensionVersion: string,
): Promise<Answer> {
  if (request.kind === 'hello') {
    return { kind: 'welcome', paired: await source.isPaired(origin), extensionVersion };
  }
  if (request.kind === 'pair') {
    const outcome = await source.tryCode(origin, request.code);
    return outcome === 'paired' ? { kind: 'paired' } : refused(outcome);
  }
  if (!(await source.isPaired(origin))) return refused({ reason: 'not-paired' });
  return answerPaired(request, source, origin);
}

function requestIdOf(message: unknown): number {
  const parsed = v.safeParse(v.object({ id: v.pipe(v.number(), v.integer(), v.minValue(0)) }), message);
  return parsed.success ? parsed.output.id : 0;
}

/**
 * The extension's answer to one message of the page. Always settles with a reply, whatever came: what cannot be parsed is refused
 * as `malformed`, what fails in storage as `failed`.
 * `origin` is what the browser says about the sender ([HANDOVER-1]).
 */
export async function answerHandover(
  message: unknown,
  origin: string,
  source: HandoverSource,
  extensionVersion: string,
): Promise<HandoverReply> {
  const parsed = v.safeParse(requestSchema, message);
  if (!parsed.success) {
    return {
      id: requestIdOf(message),
      kind: 'refused',
      refusal: { reason: 'malformed', detail: v.summarize(parsed.issues).slice(0, 1_000) },
    };
  }
  const { id } = parsed.output;
  try {
    return { id, ...(await answer(parsed.output, origin, source, extensionVersion)) };
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { id, kind: 'refused', refusal: { reason: 'failed', detail: detail.slice(0, 1_000) } };
  }
}
