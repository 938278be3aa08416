/** Files through a transport: in pieces, each encrypted by a key that follows from the file's content. PROTOCOL.md, Files. */
import { decrypt, encrypt, nonceBytes } from '../crypto/secret-key.ts';
import { sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import type { Keyring } from './keyring.ts';
import type { Transport, TransportError } from './transport.ts';

/** A file by its content: what is needed to find, open and check it. */
export type FileReference = { sha256: string; sizeBytes: number; generation: number };

/**
 * `not-there`: the transport lacks a piece. `damaged`: a piece, or the whole, is not what the reference says. `no-key`: its generation was
 * not given to this device.
 */
export type FileError = TransportError | { kind: 'not-there' | 'damaged' | 'no-key' };

export type FileParts = { workspace: string; keyring: Keyring; transport: Transport };

export const pieceBytes = 256 * 1024;
/** Pieces on their way at once: hides the time to the relay and back, and holds little. */
const atOnce = 4;

const countPieces = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / pieceBytes));

/** The piece's place, bound into it: the same bytes elsewhere open for nobody. */
const contextOf = (workspace: string, address: string, index: number, count: number): Bytes =>
  textToBytes(`exhibit-file/1\0${workspace}/${address}\0${index}/${count}`);

/** The key belongs to one content, so the same nonce always meets the same plaintext. */
function nonceOf(index: number): Bytes {
  const nonce = new Uint8Array(nonceBytes);
  new DataView(nonce.buffer).setUint32(nonceBytes - 4, index);
  return nonce;
}

/**
 * Stores those pieces of the file that the transport lacks. The content is hashed before: nothing else than what the reference names is ever
 * encrypted by its key. `onPiece` hears how many bytes are stored.
 */
export async function sendFile(
  { workspace, keyring, transport }: FileParts,
  { sha256, sizeBytes, generation }: FileReference,
  content: Blob,
  onPiece: (bytes: number) => void = () => undefined,
): Promise<Result<void, FileError>> {
  const found = await keyring.fileKey(generation, sha256);
  if (!found) return failure({ kind: 'no-key' });
  const { address, key } = found;
  const there = await transport.chunksOf(address);
  if (!there.ok) return there;
  const count = countPieces(sizeBytes);
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !there.value.has(index),
  );
  if (missing.length === 0) return ok(undefined);
  if (content.size !== sizeBytes || (await sha256Hex(new Uint8Array(await content.arrayBuffer()))) !== sha256)
    return failure({ kind: 'damaged' });
  onPiece(sizeBytes - missing.reduce((sum, index) => sum + sizeOf(sizeBytes, index), 0));
  return inTurns(missing, async (index) => {
    const plaintext = new Uint8Array(
      await content.slice(index * pieceBytes, (index + 1) * pieceBytes).arrayBuffer(),
    );
    const context = contextOf(workspace, address, index, count);
    const piece = await encrypt(key, nonceOf(index), plaintext, context);
    const put = await transport.putChunk(address, index, piece);
    if (put.ok) onPiece(plaintext.length);
    return put;
  });
}

const sizeOf = (sizeBytes: number, index: number) => Math.min(pieceBytes, sizeBytes - index * pieceBytes);

/** Works on a few at once; ends at the first that fails. */
async function inTurns(
  indexes: readonly number[],
  work: (index: number) => Promise<Result<void, FileError>>,
): Promise<Result<void, FileError>> {
  const waiting = [...indexes];
  let failed: FileError | undefined;
  async function run(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !failed; next = waiting.shift()) {
      const done = await work(next);
      if (!done.ok) failed ??= done.error;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, run));
  return failed ? failure(failed) : ok(undefined);
}

/**
 * Gets the file from byte `from` on, in order, piece by piece; `take` stores each before the next few are asked for. Each piece was made for
 * this place of this file by somebody with the key; that the whole is the reference's is for the caller to check.
 */
export async function fetchFile(
  { workspace, keyring, transport }: FileParts,
  { sha256, sizeBytes, generation }: FileReference,
  from: number,
  take: (offset: number, bytes: Bytes) => Promise<void>,
): Promise<Result<void, FileError>> {
  const found = await keyring.fileKey(generation, sha256);
  if (!found) return failure({ kind: 'no-key' });
  // All of it arrived before.
  if (from >= sizeBytes) return ok(undefined);
  const { address, key } = found;
  const count = countPieces(sizeBytes);

  async function fetchPiece(index: number): Promise<Result<Bytes, FileError>> {
    const chunk = await transport.getChunk(address, index);
    if (!chunk.ok) return chunk;
    if (!chunk.value) return failure({ kind: 'not-there' });
    const piece = await decrypt(
      key,
      nonceOf(index),
      chunk.value,
      contextOf(workspace, address, index, count),
    );
    return piece?.length === sizeOf(sizeBytes, index) ? ok(piece) : failure({ kind: 'damaged' });
  }

  for (let at = Math.floor(from / pieceBytes); at < count; at += atOnce) {
    const indexes = Array.from({ length: Math.min(atOnce, count - at) }, (_, step) => at + step);
    const pieces = await Promise.all(indexes.map(fetchPiece));
    for (const [step, piece] of pieces.entries()) {
      if (!piece.ok) return piece;
      await take((at + step) * pieceBytes, piece.value);
    }
  }
  return ok(undefined);
}
