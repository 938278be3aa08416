import * as v from 'valibot';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import { exhibitRecordSchema } from '../evidence/exhibit.ts';
import type { ExhibitFile, ExhibitRecord } from '../evidence/exhibit.ts';
import type { Bytes } from '../shared/bytes.ts';
import { base64ToBytes, sha256Hex } from '../shared/bytes.ts';
import { failure, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { HandoverGarbled, HandoverInterrupted, HandoverRefused } from './client.ts';
import type { HandoverClient } from './client.ts';
import type { Offer, Refusal } from './messages.ts';
import type { LogStore, ReceivedSeal } from './pull-log.ts';
import type { StorageFailure } from './storage-failure.ts';
import type { Device } from '../seal/device-roster.ts';
import { parseSeal, verifySeal, type CheckedSeal } from '../seal/seal.ts';

/** Why an exhibit could not be taken over. It stays with the extension in every case. */
export type PullError =
  | { kind: 'bad-manifest'; exhibit: string; detail: string }
  /** `title`, here and below, is what the record says, whether it can be believed or not. */
  | { kind: 'manifest-hash'; exhibit: string; title: string }
  | {
      kind: 'file-cut';
      exhibit: string;
      title: string;
      role: string;
      expectedBytes: number;
      receivedBytes: number;
    }
  | { kind: 'file-damaged'; exhibit: string; title: string; role: string }
  | { kind: 'conflict'; exhibit: string }
  /** Its seal is not one of the extension's device over this record. */
  | { kind: 'bad-seal'; exhibit: string; title: string }
  /** It was accepted when the device had its key already, and comes without a seal: the seal was removed. */
  | { kind: 'no-seal'; exhibit: string; title: string }
  /** The extension could not give this clip or a part of it, or answered nonsense. */
  | { kind: 'not-given'; exhibit: string; reason: Exclude<Refusal['reason'], 'not-paired'> | 'garbled' }
  /** The app could not store it, or not read what it had stored of it; `sentence` says why to a person. */
  | { kind: 'not-stored'; exhibit: string; sentence: string };

/**
 * The app's storage as the pull needs it. Each write resolves only when the transaction is durable. A read that fails rejects with an
 * Error whose message is a sentence for a person.
 */
export interface HandoverStore extends LogStore {
  /** The stored record's hash, or undefined when the exhibit is not here. */
  recordSha256Of(exhibit: string): Promise<string | undefined>;
  /** Bytes that have arrived without a gap from the file's start. */
  bytesReceived(exhibit: string, sha256: string): Promise<number>;
  putPart(
    exhibit: string,
    sha256: string,
    offset: number,
    bytes: Bytes,
  ): Promise<Result<void, StorageFailure>>;
  /** The bytes that arrived so far, in order. */
  readParts(exhibit: string, sha256: string): Promise<Bytes>;
  dropParts(exhibit: string): Promise<void>;
  /** Record, files, seal and the removal of the parts in one transaction. */
  putExhibit(exhibit: ReceivedExhibit): Promise<Result<void, StorageFailure>>;
}
export type ReceivedExhibit = {
  record: ExhibitRecord;
  recordSha256: string;
  files: { file: ExhibitFile; bytes: Bytes }[];
  /** Absent for a clip that was accepted before there were seals. */
  seal?: ReceivedSeal;
};

export type PullOptions = {
  /** Bytes of this exhibit that are here, and of how many. */
  onProgress?: (receivedBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
  /** The device that seals in this extension, where it is known: what it accepted must be sealed ([HANDOVER-9]). */
  device?: Pick<Device, 'introducedAt'> | undefined;
};

/** What ends not only this exhibit's pull: the line broke, or the extension tells this origin nothing (any more). */
export const endsTheRound = (error: unknown): error is HandoverInterrupted | HandoverRefused =>
  error instanceof HandoverInterrupted ||
  (error instanceof HandoverRefused && error.refusal.reason === 'not-paired');

/** What kept one exhibit from being pulled, out of whatever was thrown on the way. */
function pullErrorOf(error: unknown, exhibit: string): PullError {
  if (error instanceof HandoverGarbled) return { kind: 'not-given', exhibit, reason: 'garbled' };
  if (error instanceof HandoverRefused && error.refusal.reason !== 'not-paired')
    return { kind: 'not-given', exhibit, reason: error.refusal.reason };
  return { kind: 'not-stored', exhibit, sentence: error instanceof Error ? error.message : String(error) };
}

/** A chunk's bytes; undefined when they are not base64. */
function bytesOfChunk(content: string): Bytes | undefined {
  try {
    return base64ToBytes(content);
  } catch {
    return undefined;
  }
}

/** Asks for the manifest and checks it ([HANDOVER-3], [HANDOVER-9]). */
async function pullManifest(
  client: HandoverClient,
  store: LogStore,
  offer: Offer,
  device: PullOptions['device'],
): Promise<Result<Pick<ReceivedExhibit, 'record' | 'seal'>, PullError>> {
  const { exhibit } = offer;
  const reply = await client.ask({ kind: 'manifest', exhibit }, 'manifest');
  const parsed = v.safeParse(exhibitRecordSchema, reply.record);
  if (!parsed.success)
    return failure({ kind: 'bad-manifest', exhibit, detail: v.summarize(parsed.issues).slice(0, 500) });
  if (parsed.output.id !== exhibit)
    return failure({ kind: 'bad-manifest', exhibit, detail: 'the record carries another id' });
  const { title } = parsed.output.provenance;
  const sha256 = await canonicalRecordSha256(parsed.output);
  if (sha256 !== offer.recordSha256 || sha256 !== reply.recordSha256)
    return failure({ kind: 'manifest-hash', exhibit, title });
  if (reply.seal === undefined)
    return device && isOlder(device, parsed.output)
      ? failure({ kind: 'no-seal', exhibit, title })
      : ok({ record: parsed.output });
  const seal = await sealOver(reply.seal, store, offer);
  return seal
    ? ok({ record: parsed.output, seal: { seal, line: reply.seal } })
    : failure({ kind: 'bad-seal', exhibit, title });
}

/** The first record is made just before the key that seals it. */
const keyMs = 10_000;

const isOlder = ({ introducedAt }: Pick<Device, 'introducedAt'>, { reviewedAt }: ExhibitRecord): boolean =>
  Date.parse(introducedAt) - keyMs <= Date.parse(reviewedAt);

/** The seal, when a device that introduced itself here put it on this exhibit's record. */
async function sealOver(
  line: string,
  store: LogStore,
  { exhibit, recordSha256 }: Offer,
): Promise<CheckedSeal | undefined> {
  const claimed = await parseSeal(line);
  const device = claimed && (await store.sealingDevice(claimed.device));
  const seal = device && (await verifySeal(line, device));
  return seal?.exhibit === exhibit && seal.recordSha256 === recordSha256 ? seal : undefined;
}

/** Fetches what is missing of one file, storing each chunk as it comes ([HANDOVER-4], [HANDOVER-5]). */
async function pullFile(
  client: HandoverClient,
  store: HandoverStore,
  { id: exhibit, provenance: { title } }: ExhibitRecord,
  file: ExhibitFile,
  onBytes: (received: number) => void,
  signal: AbortSignal | undefined,
): Promise<Result<Bytes, PullError>> {
  let received = await store.bytesReceived(exhibit, file.sha256);
  while (received < file.sizeBytes) {
    signal?.throwIfAborted();
    const reply = await client.ask(
      { kind: 'chunk', exhibit, sha256: file.sha256, offset: received },
      'chunk',
    );
    const bytes = bytesOfChunk(reply.content);
    if (!bytes) return failure({ kind: 'file-damaged', exhibit, title, role: file.role });
    if (bytes.length === 0) {
      return failure({
        kind: 'file-cut',
        exhibit,
        title,
        role: file.role,
        expectedBytes: file.sizeBytes,
        receivedBytes: received,
      });
    }
    const fits = reply.offset === received && received + bytes.length <= file.sizeBytes;
    if (!fits || (await sha256Hex(bytes)) !== reply.sha256)
      return failure({ kind: 'file-damaged', exhibit, title, role: file.role });
    const stored = await store.putPart(exhibit, file.sha256, received, bytes);
    if (!stored.ok) return failure({ ...stored.error, exhibit });
    received += bytes.length;
    onBytes(received);
  }
  const whole = await store.readParts(exhibit, file.sha256);
  if (whole.length === file.sizeBytes && (await sha256Hex(whole)) === file.sha256) return ok(whole);
  // Bytes that are wrong once stay wrong: the next try must fetch them anew.
  await store.dropParts(exhibit);
  return failure({ kind: 'file-damaged', exhibit, title, role: file.role });
}

/**
 * Takes over one offered exhibit: manifest, files, durable storage, receipt - in this order. May be called again after any
 * interruption and goes on where it stopped; an exhibit that is already here is only receipted ([HANDOVER-6], [HANDOVER-7]).
 * `arrived` is false in that case. What concerns this exhibit alone is a value. Rejects when nothing more can be pulled
 * (`endsTheRound`), and with an `AbortError` when `signal` fires.
 */
export async function pullExhibit(
  client: HandoverClient,
  store: HandoverStore,
  offer: Offer,
  options: PullOptions = {},
): Promise<Result<{ arrived: boolean }, PullError>> {
  try {
    return await pullAndReceipt(client, store, offer, options);
  } catch (error) {
    if (endsTheRound(error) || options.signal?.aborted) throw error;
    return failure(pullErrorOf(error, offer.exhibit));
  }
}

async function pullAndReceipt(
  client: HandoverClient,
  store: HandoverStore,
  offer: Offer,
  options: PullOptions,
): Promise<Result<{ arrived: boolean }, PullError>> {
  const { exhibit, recordSha256 } = offer;
  const held = await store.recordSha256Of(exhibit);
  if (held !== undefined && held !== recordSha256) return failure({ kind: 'conflict', exhibit });
  if (held === undefined) {
    const pulled = await pullWhole(client, store, offer, options);
    if (!pulled.ok) return pulled;
    const stored = await store.putExhibit(pulled.value);
    if (!stored.ok) return failure({ ...stored.error, exhibit });
  }
  await client.ask({ kind: 'receipt', exhibit, recordSha256 }, 'noted');
  return ok({ arrived: held === undefined });
}

/** Record and files, checked but not stored as an exhibit yet. */
async function pullWhole(
  client: HandoverClient,
  store: HandoverStore,
  offer: Offer,
  { onProgress, signal, device }: PullOptions,
): Promise<Result<ReceivedExhibit, PullError>> {
  const manifest = await pullManifest(client, store, offer, device);
  if (!manifest.ok) return manifest;
  const { record } = manifest.value;
  const totalBytes = record.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const files: ReceivedExhibit['files'] = [];
  let before = 0;
  for (const file of record.files) {
    const onBytes = (bytes: number) => onProgress?.(before + bytes, totalBytes);
    const pulled = await pullFile(client, store, record, file, onBytes, signal);
    if (!pulled.ok) return pulled;
    files.push({ file, bytes: pulled.value });
    before += file.sizeBytes;
  }
  return ok({ ...manifest.value, recordSha256: offer.recordSha256, files });
}
