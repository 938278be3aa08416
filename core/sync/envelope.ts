/** The bytes of an envelope: PROTOCOL.md, Envelope. Sealing and opening stand in seal-envelope.ts. */
import { nonceBytes, tagBytes } from '../crypto/secret-key.ts';
import { bytesToHex, hexToBytes, joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import type { RefusalKind } from './refusal.ts';
import { subjectKind, type SubjectKind } from './subject.ts';

export type EnvelopeKind = 'update' | 'snapshot' | 'presence' | 'control' | 'part';

export type EnvelopeHeader = {
  kind: EnvelopeKind;
  /** Number of the workspace key; 0 for the control secret. */
  generation: number;
  /** First 8 bytes of the device's fingerprint, 16 hexadecimal characters. */
  author: string;
  /** 1 and up, per author and subject. */
  counter: number;
  nonce: Bytes;
};

/** Where an envelope was found; it opens nowhere else. */
export type EnvelopeContext = { workspace: string; subject: string };

export type Envelope = {
  header: EnvelopeHeader;
  ciphertext: Bytes;
  signature: Bytes;
  /** What the cipher authenticates beside the plaintext. */
  context: Bytes;
  /** Context and ciphertext: what was signed. */
  signed: Bytes;
};

const version = 1;
const authorBytes = 8;
const headerBytes = 22 + nonceBytes;
const signatureBytes = 64;
const smallestEnvelope = headerBytes + 1 + tagBytes + signatureBytes;
/** NATS forwards 1 MiB with its own headers. */
export const largestEnvelope = 960 * 1024;
/** Leaves room for any device to count on, and is exact as a number. */
export const highestCounter = 2 ** 48;

const kinds: readonly EnvelopeKind[] = ['update', 'snapshot', 'presence', 'control', 'part'];
const carried: Record<SubjectKind, readonly EnvelopeKind[]> = {
  control: ['control'],
  document: ['update', 'snapshot', 'part'],
  notes: ['update', 'snapshot', 'part'],
  presence: ['presence'],
};

/** The author's short name in envelopes: the first 8 bytes of the fingerprint, in hexadecimal. */
export const authorOf = (fingerprint: string): string => fingerprint.slice(0, authorBytes * 2);

export function encodeHeader({ kind, generation, author, counter, nonce }: EnvelopeHeader): Bytes {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, kinds.indexOf(kind) + 1);
  view.setUint32(2, generation);
  bytes.set(hexToBytes(author), 6);
  view.setBigUint64(14, BigInt(counter));
  bytes.set(nonce, 22);
  return bytes;
}

/** What is bound to an envelope: workspace, subject and header. The zero bytes stand in none of the texts, so no two read alike. */
export const encodeContext = ({ workspace, subject }: EnvelopeContext, header: Bytes): Bytes =>
  joinBytes(textToBytes(`exhibit-envelope/1\0${workspace}/${subject}\0`), header);

/** Reads an envelope found under the subject. Nothing of it is checked against a key yet. */
export function parseEnvelope(bytes: Bytes, where: EnvelopeContext): Result<Envelope, { kind: RefusalKind }> {
  if (bytes.length > largestEnvelope) return failure({ kind: 'too-large' });
  if (bytes.length < smallestEnvelope) return failure({ kind: 'malformed-envelope' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = kinds[view.getUint8(1) - 1];
  const counter = Number(view.getBigUint64(14));
  if (view.getUint8(0) !== version || !kind || counter < 1 || counter > highestCounter)
    return failure({ kind: 'malformed-envelope' });
  const place = subjectKind(where.subject);
  if (!place || !carried[place].includes(kind)) return failure({ kind: 'wrong-place' });
  const header: EnvelopeHeader = {
    kind,
    generation: view.getUint32(2),
    author: bytesToHex(bytes.subarray(6, 6 + authorBytes)),
    counter,
    nonce: bytes.slice(22, headerBytes),
  };
  const ciphertext = bytes.slice(headerBytes, -signatureBytes);
  const context = encodeContext(where, bytes.subarray(0, headerBytes));
  return ok({
    header,
    ciphertext,
    signature: bytes.slice(-signatureBytes),
    context,
    signed: joinBytes(context, ciphertext),
  });
}
