/**
 * A workspace's envelopes as files of a folder: a shared or synced drive, or a stick. One file for each, never changed after it was written, so
 * that a program that synchronises folders has no conflict to resolve. Files may arrive late, in any order, and cut off meanwhile.
 *
 *   envelopes/<number, 8 digits>.<subject>.<first 32 characters of SHA-256>
 *   files/<address>.<index>
 *
 * The number is one above the highest in the folder when the file was written: an order for reading, not a name. The cursor is the
 * list of names that were read and are still there.
 */
import * as v from 'valibot';
import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { attempt, fileNames, readFile, writeFile, type Directory } from './directory.ts';
import { largestEnvelope } from './envelope.ts';
import type { Delivery, Transport, TransportError } from './transport.ts';

const cursorSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const namePattern = /^(\d{8})\.([a-z0-9.]{3,69})\.([0-9a-f]{32})$/;

/** Transport.putChunk. */
const largestPiece = 512 * 1024;

export type FolderOptions = {
  name: string;
  directory: Directory;
  /** How often the folder is looked at, in milliseconds. */
  pollMs?: number;
};

/** Opens a folder as a transport. `refused` when it cannot be read or written. */
export async function openFolder({
  name,
  directory,
  pollMs = 2_000,
}: FolderOptions): Promise<Result<Transport, TransportError>> {
  return attempt(async () => {
    const envelopes = await directory.getDirectoryHandle('envelopes', { create: true });
    const files = await directory.getDirectoryHandle('files', { create: true });
    return folderTransport(name, envelopes, files, pollMs);
  });
}

const readCursor = (cursor: string): Set<string> =>
  new Set(cursor === '' ? [] : v.parse(cursorSchema, cursor));

function folderTransport(name: string, envelopes: Directory, files: Directory, pollMs: number): Transport {
  /** One after the other, so that two envelopes of one device never get one number. */
  let appending: Promise<unknown> = Promise.resolve();
  const following = new Set<() => void>();

  async function appendFile(subject: string, envelope: Bytes): Promise<void> {
    const hash = (await sha256Hex(envelope)).slice(0, 32);
    const names = await fileNames(envelopes);
    if (names.some((there) => there.endsWith(`.${hash}`))) return;
    const highest = Math.max(0, ...names.map((file) => Number(namePattern.exec(file)?.[1] ?? 0)));
    await writeFile(envelopes, `${String(highest + 1).padStart(8, '0')}.${subject}.${hash}`, envelope);
  }

  /** The envelope of a file; undefined while it is not there whole. */
  async function readEnvelope(file: string): Promise<Delivery | undefined> {
    const [, , subject = '', hash] = namePattern.exec(file) ?? [];
    const bytes = await readFile(envelopes, file, largestEnvelope);
    if (!bytes || (await sha256Hex(bytes)).slice(0, 32) !== hash) return undefined;
    return { subject, envelope: bytes };
  }

  /** What is in the folder and was not read yet. */
  async function readNew(seen: ReadonlySet<string>): Promise<{ deliveries: Delivery[]; now: Set<string> }> {
    const deliveries: Delivery[] = [];
    const now = new Set<string>();
    for (const file of await fileNames(envelopes)) {
      if (!namePattern.test(file)) continue;
      // A file that goes while it is looked at was compacted; what covers it has a higher number.
      const delivery = seen.has(file) ? undefined : await readEnvelope(file).catch(() => undefined);
      if (delivery) deliveries.push(delivery);
      if (delivery || seen.has(file)) now.add(file);
    }
    return { deliveries, now };
  }

  return {
    name,
    append(subject, envelope) {
      const mine = appending.then(() => attempt(() => appendFile(subject, envelope)));
      appending = mine;
      return mine;
    },

    async follow(from, receive) {
      let seen = readCursor(from);
      const first = await attempt(() => fileNames(envelopes));
      if (!first.ok) return first;
      if (seen.size > 0 && first.value.length === 0)
        return failure({ kind: 'went-back', reason: `${name} is empty` });
      let stopped = false;
      let wake: () => void = () => undefined;

      async function run(): Promise<TransportError | undefined> {
        for (let round = 0; !stopped; round += 1) {
          const read = await attempt(() => readNew(seen));
          if (!read.ok) return read.error;
          const { deliveries, now } = read.value;
          if (round === 0 || deliveries.length > 0)
            await receive({ deliveries, cursor: JSON.stringify([...now]), caughtUp: true });
          seen = now;
          if (stopped) return undefined;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, pollMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        return undefined;
      }

      const ended = run().catch((error: unknown): TransportError => ({
        kind: 'offline',
        reason: String(error),
      }));
      const stop = () => {
        stopped = true;
        wake();
      };
      following.add(stop);
      return ok({ ended, stop });
    },

    compact: (subject, upTo) =>
      attempt(async () => {
        for (const file of readCursor(upTo))
          if (namePattern.exec(file)?.[2] === subject)
            await envelopes.removeEntry(file).catch(() => undefined);
      }),

    count: (subject) =>
      attempt(async () => {
        const names = await fileNames(envelopes);
        return names.filter((file) => namePattern.exec(file)?.[2] === subject).length;
      }),

    // A folder is too slow to say who is here.
    announce: () => undefined,
    listen: () => () => undefined,

    putChunk: (address, index, bytes) =>
      attempt(async () => {
        const there = await readFile(files, `${address}.${index}`, largestPiece).catch(() => undefined);
        if (there?.length !== bytes.length) await writeFile(files, `${address}.${index}`, bytes);
      }),
    chunksOf: (address) =>
      attempt(async () => {
        const own = (await fileNames(files)).filter((file) => file.startsWith(`${address}.`));
        const indexes = own.map((file) => file.slice(address.length + 1));
        // A file that is being written has another ending for that long.
        return new Set(indexes.filter((index) => /^\d+$/.test(index)).map(Number));
      }),
    getChunk: (address, index) =>
      attempt(() => readFile(files, `${address}.${index}`, largestPiece).catch(() => undefined)),

    async close() {
      for (const stop of following) stop();
      await appending;
    },
  };
}
