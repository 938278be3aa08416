/** The body of a snapshot: what it covers, then the document. PROTOCOL.md, Envelope. */
import { bytesToHex, hexToBytes, joinBytes, type Bytes } from '../shared/bytes.ts';
import { highestCounter } from './envelope.ts';

/** By author: the last counter whose content is in it. */
export type Heads = ReadonlyMap<string, number>;

export type Snapshot = {
  heads: Heads;
  /** Yjs update, version 1. */
  update: Bytes;
};

const entryBytes = 16;
/** More devices than a workspace can have. */
const mostAuthors = 10_000;

export function encodeSnapshot({ heads, update }: Snapshot): Bytes {
  const table = new Uint8Array(4 + heads.size * entryBytes);
  const view = new DataView(table.buffer);
  view.setUint32(0, heads.size);
  let at = 4;
  for (const [author, counter] of heads) {
    table.set(hexToBytes(author), at);
    view.setBigUint64(at + 8, BigInt(counter));
    at += entryBytes;
  }
  return joinBytes(table, update);
}

/** Undefined when the table does not fit, names an author twice or a counter outside the range. */
export function parseSnapshot(body: Bytes): Snapshot | undefined {
  if (body.length < 4) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const count = view.getUint32(0);
  const end = 4 + count * entryBytes;
  if (count > mostAuthors || end > body.length) return undefined;
  const heads = new Map<string, number>();
  for (let at = 4; at < end; at += entryBytes) {
    const counter = Number(view.getBigUint64(at + 8));
    if (counter < 1 || counter > highestCounter) return undefined;
    heads.set(bytesToHex(body.subarray(at, at + 8)), counter);
  }
  return heads.size === count ? { heads, update: body.slice(end) } : undefined;
}
