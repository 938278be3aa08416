/**
 * A workspace's envelopes in one file, carried by hand. Every envelope in it is encrypted and signed, so the file needs no lock of its own.
 *
 *   bundle := "exhibit-bundle/1\n" birth(16 bytes) entry*
 *   entry  := number(4) nameLength(2) length(4) name bytes         a piece of a file has the number 0
 */
import { randomBytes } from '../crypto/secret-key.ts';
import { bytesToHex, bytesToText, joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { largestEnvelope } from './envelope.ts';
import type { Delivery, DeliveryBatch, Transport, TransportError } from './transport.ts';

/**
 * A file as a whole, `undefined` while there is none. The parts are written one after the other; a writer may go through them later, once,
 * and then finds what was added meanwhile as well. They name what a browser keeps on its disk where they can, so a file may be larger than
 * the memory.
 */
export type BundleFile = {
  read: () => Promise<Blob | undefined>;
  write: (parts: Iterable<Bytes | Blob>) => Promise<void>;
};

const magic = textToBytes('exhibit-bundle/1\n');
const birthBytes = 16;
const startBytes = magic.length + birthBytes;
const entryHead = 10;
/** 256 GB of pieces; what a reader keeps of an entry is its head. */
const mostEntries = 1_000_000;
/** A file is looked through in steps of so much. */
const windowBytes = 1024 * 1024;
/** Envelopes that are delivered together have at most so many bytes, or are one. */
const mostInBatch = 8 * 1024 * 1024;

type Entry = { number: number; name: string; head: Bytes; sizeBytes: number; content: () => Bytes | Blob };
type Bundle = { start: Bytes; entries: Entry[] };

/** Reads short pieces of the file, mostly one after the other; a piece is shorter where the file ends. */
function readerOf(file: Blob) {
  let from = 0;
  let held: Bytes = new Uint8Array();
  return async (at: number, length: number): Promise<Bytes> => {
    if (at < from || at + length > from + held.length) {
      from = at;
      held = new Uint8Array(await file.slice(at, at + Math.max(length, windowBytes)).arrayBuffer());
    }
    return held.slice(at - from, at - from + length);
  };
}

async function parseBundle(file: Blob): Promise<Bundle | undefined> {
  const read = readerOf(file);
  const start = await read(0, startBytes);
  if (start.length < startBytes || !isBundle(start)) return undefined;
  const entries: Entry[] = [];
  for (let at = startBytes; at < file.size;) {
    const fixed = await read(at, entryHead);
    if (fixed.length < entryHead || entries.length >= mostEntries) return undefined;
    const view = new DataView(fixed.buffer);
    const [headBytes, sizeBytes] = [entryHead + view.getUint16(4), view.getUint32(6)];
    const [begin, end] = [at + headBytes, at + headBytes + sizeBytes];
    if (sizeBytes > largestEnvelope || end > file.size) return undefined;
    const head = await read(at, headBytes);
    const name = bytesToText(head.subarray(entryHead));
    const content = () => file.slice(begin, end);
    entries.push({ number: view.getUint32(0), name, head, sizeBytes, content });
    at = end;
  }
  return { start, entries };
}

function makeEntry(number: number, name: string, content: Bytes | Blob): Entry {
  const nameBytes = textToBytes(name);
  const head = new Uint8Array(entryHead);
  const sizeBytes = content instanceof Blob ? content.size : content.length;
  const view = new DataView(head.buffer);
  view.setUint32(0, number);
  view.setUint16(4, nameBytes.length);
  view.setUint32(6, sizeBytes);
  return { number, name, head: joinBytes(head, nameBytes), sizeBytes, content: () => content };
}

async function bytesOf({ content }: Entry): Promise<Bytes> {
  const held = content();
  return held instanceof Blob ? new Uint8Array(await held.arrayBuffer()) : held;
}

/** Whether a file begins as a bundle does. */
export const isBundle = (bytes: Bytes): boolean => magic.every((byte, at) => bytes[at] === byte);

/** Opens a bundle, or begins one when there is no file. `refused` when the file is no bundle or is cut off. */
export async function openBundle(name: string, file: BundleFile): Promise<Result<Transport, TransportError>> {
  const given = await file.read();
  const bundle = given
    ? await parseBundle(given)
    : { start: joinBytes(magic, randomBytes(birthBytes)), entries: [] };
  if (!bundle) return failure({ kind: 'refused', reason: `${name} is no bundle, or is cut off` });
  return ok(bundleTransport(name, file, bundle));
}

function bundleTransport(name: string, file: BundleFile, { start, entries }: Bundle): Transport {
  const birth = bytesToHex(start.subarray(magic.length));
  const chunkName = (address: string, index: number) => `${address}.${index}`;
  /** Pieces by name; of two the first. */
  const pieces = new Map<string, Entry>();
  const indexes = new Map<string, Set<number>>();
  for (const entry of entries) if (entry.number === 0) notePiece(entry);
  /** One write after the other: each holds everything before it. */
  let writing: Promise<Result<void, TransportError>> = Promise.resolve(ok(undefined));
  const highest = () => entries.reduce((most, { number }) => Math.max(most, number), 0);
  let last = highest();
  const positionOf = (number: number) => `${birth}#${number}`;

  function notePiece(entry: Entry): void {
    if (pieces.has(entry.name)) return;
    pieces.set(entry.name, entry);
    const [address = '', index] = entry.name.split('.');
    indexes.set(address, (indexes.get(address) ?? new Set<number>()).add(Number(index)));
  }

  function* parts(): Generator<Bytes | Blob, void, undefined> {
    yield start;
    for (const { head, content } of entries) {
      yield head;
      yield content();
    }
  }

  function write(): Promise<Result<void, TransportError>> {
    writing = writing.then(async () => {
      try {
        await file.write(parts());
        return ok(undefined);
      } catch (error) {
        return failure<TransportError>({ kind: 'full', reason: String(error) });
      }
    });
    return writing;
  }

  async function add(entry: Entry): Promise<Result<void, TransportError>> {
    if (entries.length >= mostEntries)
      return failure({ kind: 'full', reason: `${name} holds ${mostEntries} entries, and no more fit` });
    entries.push(entry);
    const written = await write();
    if (!written.ok) forget((other) => other === entry);
    return written;
  }

  function forget(isGone: (entry: Entry) => boolean): void {
    entries = entries.filter((entry) => !isGone(entry));
    last = highest();
  }

  /** Everything after the number, as many at once as fit into a batch. */
  async function* batchesAfter(number: number): AsyncGenerator<DeliveryBatch, void, undefined> {
    let deliveries: Delivery[] = [];
    let size = 0;
    for (const entry of entries.filter((each) => each.number > number)) {
      if (size > 0 && size + entry.sizeBytes > mostInBatch) {
        yield { deliveries, cursor: positionOf(number), caughtUp: false };
        [deliveries, size] = [[], 0];
      }
      deliveries.push({ subject: entry.name, envelope: await bytesOf(entry) });
      size += entry.sizeBytes;
    }
    yield { deliveries, cursor: positionOf(last), caughtUp: true };
  }

  return {
    name,
    append(subject, envelope) {
      last += 1;
      return add(makeEntry(last, subject, envelope));
    },

    async follow(from, receive) {
      const [born, number] = from.split('#');
      const after = Number(number ?? 0);
      if (from !== '' && (born !== birth || after > last))
        return failure({ kind: 'went-back', reason: `${name} is another bundle` });
      async function deliver(): Promise<undefined> {
        for await (const batch of batchesAfter(after)) await receive(batch);
      }
      const ended = deliver().catch((error: unknown): TransportError => ({
        kind: 'offline',
        reason: String(error),
      }));
      return ok({ ended, stop: () => undefined });
    },

    compact(subject, upTo) {
      const [born, number] = upTo.split('#');
      if (born !== birth) return Promise.resolve(ok(undefined));
      forget((entry) => entry.number > 0 && entry.name === subject && entry.number <= Number(number));
      return write();
    },

    count: (subject) =>
      Promise.resolve(ok(entries.filter(({ number, name: of }) => number > 0 && of === subject).length)),

    // Nobody is there at the same time.
    announce: () => undefined,
    listen: () => () => undefined,

    async putChunk(address, index, bytes) {
      if (pieces.has(chunkName(address, index))) return ok(undefined);
      // A browser may move it out of the memory.
      const entry = makeEntry(0, chunkName(address, index), new Blob([bytes]));
      const added = await add(entry);
      if (added.ok) notePiece(entry);
      return added;
    },
    chunksOf: (address) => Promise.resolve(ok(new Set(indexes.get(address)))),
    async getChunk(address, index) {
      const piece = pieces.get(chunkName(address, index));
      return ok(piece && (await bytesOf(piece)));
    },
    close: async () => void (await writing),
  };
}

/** Reads a given bundle and leaves what it lacks in another: the answer for whoever made the given one. */
export function answerTo(given: Transport, answer: Transport): Transport {
  return {
    ...given,
    append: answer.append,
    putChunk: answer.putChunk,
    compact: () => Promise.resolve(ok(undefined)),
    async chunksOf(address) {
      const [theirs, ours] = [await given.chunksOf(address), await answer.chunksOf(address)];
      if (!theirs.ok) return theirs;
      return ours.ok ? ok(new Set([...theirs.value, ...ours.value])) : ours;
    },
    async close() {
      await given.close();
      await answer.close();
    },
  };
}
