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
import type { Transport, TransportError } from './transport.ts';

/** A file as a whole, `undefined` while there is none; it is written in parts, one after the other. A browser's Blob and Node's files fit. */
export type BundleFile = {
  read: () => Promise<Bytes | undefined>;
  write: (parts: readonly Bytes[]) => Promise<void>;
};

const magic = textToBytes('exhibit-bundle/1\n');
const birthBytes = 16;
const entryHead = 10;
const mostEntries = 1_000_000;

type Entry = { number: number; name: string; bytes: Bytes; head: Bytes };
type Bundle = { birth: string; entries: Entry[] };

function parseBundle(bytes: Bytes): Bundle | undefined {
  const start = magic.length + birthBytes;
  if (bytes.length < start || !isBundle(bytes)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  for (let at = start; at < bytes.length;) {
    if (at + entryHead > bytes.length || entries.length >= mostEntries) return undefined;
    const nameEnd = at + entryHead + view.getUint16(at + 4);
    const length = view.getUint32(at + 6);
    if (length > largestEnvelope || nameEnd + length > bytes.length) return undefined;
    entries.push({
      number: view.getUint32(at),
      name: bytesToText(bytes.subarray(at + entryHead, nameEnd)),
      bytes: bytes.slice(nameEnd, nameEnd + length),
      head: bytes.slice(at, nameEnd),
    });
    at = nameEnd + length;
  }
  return { birth: bytesToHex(bytes.subarray(magic.length, start)), entries };
}

function makeEntry(number: number, name: string, bytes: Bytes): Entry {
  const nameBytes = textToBytes(name);
  const head = new Uint8Array(entryHead);
  const view = new DataView(head.buffer);
  view.setUint32(0, number);
  view.setUint16(4, nameBytes.length);
  view.setUint32(6, bytes.length);
  return { number, name, bytes, head: joinBytes(head, nameBytes) };
}

/** Whether a file begins as a bundle does. */
export const isBundle = (bytes: Bytes): boolean => magic.every((byte, at) => bytes[at] === byte);

/** Opens a bundle, or begins one when there is no file. `refused` when the file is no bundle or is cut off. */
export async function openBundle(name: string, file: BundleFile): Promise<Result<Transport, TransportError>> {
  const bytes = (await file.read()) ?? joinBytes(magic, randomBytes(birthBytes));
  const bundle = parseBundle(bytes);
  if (!bundle) return failure({ kind: 'refused', reason: `${name} is no bundle, or is cut off` });
  return ok(bundleTransport(name, file, bytes, bundle));
}

function bundleTransport(
  name: string,
  file: BundleFile,
  start: Bytes,
  { birth, entries }: Bundle,
): Transport {
  const head = start.slice(0, magic.length + birthBytes);
  /** One write after the other: each holds everything before it. */
  let writing: Promise<Result<void, TransportError>> = Promise.resolve(ok(undefined));
  const last = () => entries.reduce((most, { number }) => Math.max(most, number), 0);
  const positionOf = (number: number) => `${birth}#${number}`;

  function write(): Promise<Result<void, TransportError>> {
    writing = writing.then(async () => {
      try {
        await file.write([head, ...entries.flatMap((entry) => [entry.head, entry.bytes])]);
        return ok(undefined);
      } catch (error) {
        return failure<TransportError>({ kind: 'full', reason: String(error) });
      }
    });
    return writing;
  }

  async function add(entry: Entry): Promise<Result<void, TransportError>> {
    entries.push(entry);
    const written = await write();
    if (!written.ok) entries = entries.filter((other) => other !== entry);
    return written;
  }

  const chunkName = (address: string, index: number) => `${address}.${index}`;
  const chunkOf = (wanted: string) => entries.find(({ number, name: of }) => number === 0 && of === wanted);

  return {
    name,
    append: (subject, envelope) => add(makeEntry(last() + 1, subject, envelope)),

    async follow(from, receive) {
      const [born, number] = from.split('#');
      const after = Number(number ?? 0);
      if (from !== '' && (born !== birth || after > last()))
        return failure({ kind: 'went-back', reason: `${name} is another bundle` });
      const deliveries = entries
        .filter((entry) => entry.number > after)
        .map((entry) => ({ subject: entry.name, envelope: entry.bytes }));
      const cursor = positionOf(last());
      const ended = receive({ deliveries, cursor, caughtUp: true }).then(
        () => undefined,
        (error: unknown): TransportError => ({ kind: 'offline', reason: String(error) }),
      );
      return ok({ ended, stop: () => undefined });
    },

    compact(subject, upTo) {
      const [born, number] = upTo.split('#');
      if (born !== birth) return Promise.resolve(ok(undefined));
      const isCovered = (entry: Entry) =>
        entry.number > 0 && entry.name === subject && entry.number <= Number(number);
      entries = entries.filter((entry) => !isCovered(entry));
      return write();
    },

    count: (subject) =>
      Promise.resolve(ok(entries.filter(({ number, name: of }) => number > 0 && of === subject).length)),

    // Nobody is there at the same time.
    announce: () => undefined,
    listen: () => () => undefined,

    putChunk: (address, index, bytes) =>
      chunkOf(chunkName(address, index))
        ? Promise.resolve(ok(undefined))
        : add(makeEntry(0, chunkName(address, index), bytes)),
    chunksOf(address) {
      const own = entries.filter((entry) => entry.number === 0 && entry.name.startsWith(`${address}.`));
      return Promise.resolve(ok(new Set(own.map((entry) => Number(entry.name.slice(address.length + 1))))));
    },
    getChunk: (address, index) => Promise.resolve(ok(chunkOf(chunkName(address, index))?.bytes)),
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
