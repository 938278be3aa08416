/** Files in pieces through a transport that fails: PROTOCOL.md, Files. */
import { beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { joinBytes, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import {
  fetchFile,
  pieceBytes,
  sendFile,
  type FileParts,
  type FileReference,
} from '#core/sync/file-exchange.ts';
import { createKeyring } from '#core/sync/keyring.ts';
import { hostileTransport } from './hostile-world.ts';

const offline = { ok: false, error: { kind: 'offline', reason: 'test' } } as const;
const keyring = createKeyring('w'.repeat(64), randomBytes(32));
keyring.add(1, randomBytes(32));

/** What the store holds, how often each piece was given to it, and after how many pieces the line is cut. */
let stored: Map<string, Bytes>;
let puts: string[];
let left: number;
let parts: FileParts;
beforeEach(() => {
  stored = new Map();
  puts = [];
  left = Infinity;
  const transport: FileParts['transport'] = {
    ...hostileTransport(),
    async putChunk(address, index, bytes) {
      if ((left -= 1) < 0) return offline;
      const name = `${address}.${index}`;
      puts.push(name);
      if (!stored.has(name)) stored.set(name, bytes);
      return { ok: true, value: undefined };
    },
    getChunk: async (address, index) =>
      (left -= 1) < 0 ? offline : { ok: true, value: stored.get(`${address}.${index}`) },
    chunksOf: async (address) => ({
      ok: true,
      value: new Set(
        [...stored.keys()]
          .filter((name) => name.startsWith(address))
          .map((name) => Number(name.split('.')[1])),
      ),
    }),
  };
  parts = { workspace: 'w'.repeat(64), keyring, transport };
});

async function fileOf(bytes: Bytes): Promise<{ reference: FileReference; content: Blob }> {
  const reference = { sha256: await sha256Hex(bytes), sizeBytes: bytes.length, generation: 1 };
  return { reference, content: new Blob([bytes]) };
}

/** Fetches into memory as the app does into its store: what came stays when it is cut. */
async function fetchCut(reference: FileReference, cutAfter: number): Promise<Bytes> {
  let received: Bytes = new Uint8Array();
  for (;;) {
    left = cutAfter;
    const fetched = await fetchFile(parts, reference, received.length, async (offset, bytes) => {
      received = joinBytes(received.slice(0, offset), bytes);
    });
    if (fetched.ok) return received;
    expect(fetched).toEqual(offline);
  }
}

describe.each([0, 1, pieceBytes, pieceBytes + 1, 7 * pieceBytes - 3])('a file of %i bytes', (size) => {
  it('[FILE-2] that is cut on its way up and down arrives whole, each piece given once', async () => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 255);
    const { reference, content } = await fileOf(bytes);
    for (;;) {
      left = 2;
      if ((await sendFile(parts, reference, content)).ok) break;
    }
    expect(puts.length).toBe(new Set(puts).size);
    expect(stored.size).toBe(Math.max(1, Math.ceil(size / pieceBytes)));
    expect(await sha256Hex(await fetchCut(reference, 5))).toBe(reference.sha256);
    // Another device that has the file stores it nowhere else.
    left = Infinity;
    expect(await sendFile(parts, reference, content)).toMatchObject({ ok: true });
    expect(puts.length).toBe(stored.size);
  });
});

it('[FILE-1] what is stored tells neither content nor its hash, and opens at its own place alone', async () => {
  const word = new TextEncoder().encode('zebra-quartz'.repeat(50_000));
  const { reference, content } = await fileOf(word);
  await sendFile(parts, reference, content);
  const names = [...stored.keys()];
  expect(names.some((name) => name.includes(reference.sha256))).toBe(false);
  for (const bytes of stored.values()) expect(new TextDecoder().decode(bytes)).not.toContain('zebra');
  const [first = '', second = ''] = names;
  const [one, two] = [stored.get(first), stored.get(second)];
  if (!one || !two) throw new Error('expected two pieces');
  stored.set(first, two).set(second, one);
  const take = () => Promise.resolve();
  expect(await fetchFile(parts, reference, 0, take)).toEqual({ ok: false, error: { kind: 'damaged' } });
  stored.set(first, one).set(
    second,
    two.map((byte, at) => (at === 9 ? byte ^ 4 : byte)),
  );
  expect(await fetchFile(parts, reference, 0, take)).toEqual({ ok: false, error: { kind: 'damaged' } });
  stored.delete(second);
  expect(await fetchFile(parts, reference, 0, take)).toEqual({ ok: false, error: { kind: 'not-there' } });
  const later = { ...reference, generation: 2 };
  expect(await fetchFile(parts, later, 0, take)).toEqual({ ok: false, error: { kind: 'no-key' } });
});

it('[FILE-1] content that is not what the reference names is never encrypted by its key', async () => {
  const { reference } = await fileOf(new Uint8Array(600_000));
  const other = new Blob([new Uint8Array(600_000).fill(1)]);
  expect(await sendFile(parts, reference, other)).toEqual({ ok: false, error: { kind: 'damaged' } });
  expect(stored.size).toBe(0);
});
