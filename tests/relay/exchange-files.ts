/** Sends files to a relay and gets them back on another device, while the relay is killed at random. */
import { randomBytes } from '#core/crypto/secret-key.ts';
import { bytesToHex, joinBytes, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import {
  fetchFile,
  pieceBytes,
  sendFile,
  type FileParts,
  type FileReference,
} from '#core/sync/file-exchange.ts';
import { createKeyring } from '#core/sync/keyring.ts';
import type { TestAccount, TestRelay } from './test-relay.ts';

export type FileRun = { count: number; bytes: number; cuts: number };

/** As random as a compressed picture; the browser gives 64 KiB of it at a time. */
const pictureOf = (bytes: number): Bytes =>
  joinBytes(
    ...Array.from({ length: Math.ceil(bytes / 65_536) }, (_, at) =>
      randomBytes(Math.min(65_536, bytes - at * 65_536)),
    ),
  );

export async function exchangeFiles(
  relay: TestRelay,
  account: TestAccount,
  { count, bytes, cuts }: FileRun,
): Promise<{
  pieces: number;
  stored: number;
  wrong: string[];
  cuts: number;
  uploadMs: number;
  downloadMs: number;
  heapGrowth: number;
}> {
  const workspace = bytesToHex(randomBytes(32));
  const keyring = createKeyring(workspace, randomBytes(32));
  keyring.add(1, randomBytes(32));
  const pictures = await Promise.all(
    Array.from({ length: count }, async () => {
      const content = pictureOf(bytes);
      return { content: new Blob([content]), sha256: await sha256Hex(content) };
    }),
  );
  const references = pictures.map(({ sha256 }): FileReference => ({
    sha256,
    sizeBytes: bytes,
    generation: 1,
  }));
  const pieces = count * Math.ceil(bytes / pieceBytes);
  /** Numbers of pieces, of all that go up and down, after which the relay is killed. */
  const places = new Set<number>();
  while (places.size < cuts) places.add(1 + Math.floor(Math.random() * (2 * pieces - 1)));
  let passed = 0;
  let cut = 0;
  let cutting: Promise<void> = Promise.resolve();

  async function killAndStart(): Promise<void> {
    await relay.stop('SIGKILL');
    await relay.start();
  }

  function passPiece(): void {
    if (!places.has((passed += 1))) return;
    cut += 1;
    cutting = cutting.then(killAndStart);
  }

  const transport = await account.connect();
  const other = await account.connect();
  const sender: FileParts = { workspace, keyring, transport };
  const receiver: FileParts = { workspace, keyring, transport: other };
  let most = 0;
  const heapNow = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const heapBefore = heapNow();
  const watchHeap = () => {
    most = Math.max(most, heapNow() - heapBefore);
  };

  const began = performance.now();
  for (const [at, reference] of references.entries()) {
    const content = pictures[at]?.content ?? new Blob();
    for (;;) {
      const sent = await sendFile(sender, reference, content, passPiece);
      watchHeap();
      await cutting;
      if (sent.ok) break;
      if (sent.error.kind !== 'offline') throw new Error(JSON.stringify(sent.error));
    }
  }
  const sentAt = performance.now();
  const wrong: string[] = [];
  for (const reference of references) {
    let received: Bytes = new Uint8Array();
    for (;;) {
      const fetched = await fetchFile(receiver, reference, received.length, async (offset, piece) => {
        received = joinBytes(received.slice(0, offset), piece);
        passPiece();
      });
      watchHeap();
      await cutting;
      if (fetched.ok) break;
      if (fetched.error.kind !== 'offline') throw new Error(JSON.stringify(fetched.error));
    }
    if ((await sha256Hex(received)) !== reference.sha256) wrong.push(reference.sha256);
  }
  const doneAt = performance.now();
  let stored = 0;
  for (const reference of references) {
    const found = await keyring.fileKey(1, reference.sha256);
    const there = await transport.chunksOf(found?.address ?? '');
    stored += there.ok ? there.value.size : 0;
  }
  await transport.close();
  await other.close();
  return {
    pieces,
    stored,
    wrong,
    cuts: cut,
    uploadMs: sentAt - began,
    downloadMs: doneAt - sentAt,
    heapGrowth: most,
  };
}
