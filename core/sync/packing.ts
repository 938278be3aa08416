/** How a body becomes an envelope's plaintext: one byte that says whether it is compressed (gzip, RFC 1952), then the body. */
import { joinBytes } from '../shared/bytes.ts';
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';

const plain = 0;
const gzip = 1;
/** The envelope ends a body whose beginning stands in the parts before it. */
const continued = 2;
const continuedHead = 5;
/** Smaller bodies are not worth gzip's own 18 bytes. */
const worthCompressing = 200;
export const largestBody = 64 * 1024 * 1024;

const streamOf = (bytes: Bytes): ReadableStream<Bytes> => new Blob([bytes]).stream();

/** Packs a body; compressed where that makes it smaller. */
export async function packBody(body: Bytes): Promise<Bytes> {
  if (body.length >= worthCompressing) {
    const compressed = await readAll(streamOf(body).pipeThrough(new CompressionStream('gzip')), Infinity);
    if (compressed && compressed.length < body.length) return joinBytes(new Uint8Array([gzip]), compressed);
  }
  return joinBytes(new Uint8Array([plain]), body);
}

/** The body again. Stops unpacking at 64 MiB, so that a few bytes cannot fill the memory. */
export async function unpackBody(
  plaintext: Bytes,
): Promise<Result<Bytes, { kind: 'malformed-body' | 'too-large' }>> {
  const body = plaintext.slice(1);
  if (plaintext[0] === plain) return ok(body);
  if (plaintext[0] !== gzip) return failure({ kind: 'malformed-body' });
  try {
    const unpacked = await readAll(streamOf(body).pipeThrough(new DecompressionStream('gzip')), largestBody);
    return unpacked ? ok(unpacked) : failure({ kind: 'too-large' });
  } catch {
    return failure({ kind: 'malformed-body' });
  }
}

/** The plaintext that ends a packed body of which `parts` envelopes hold the beginning. */
export function packEnd(parts: number, slice: Bytes): Bytes {
  const head = new Uint8Array(continuedHead);
  head[0] = continued;
  new DataView(head.buffer).setUint32(1, parts);
  return joinBytes(head, slice);
}

/** How many parts stand before this plaintext, and its own slice; undefined when it is a body of its own. */
export function parseEnd(plaintext: Bytes): { parts: number; slice: Bytes } | undefined {
  if (plaintext[0] !== continued || plaintext.length <= continuedHead) return undefined;
  const parts = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.length).getUint32(1);
  return { parts, slice: plaintext.slice(continuedHead) };
}

/** Everything the stream gives; undefined as soon as it is more than `most` bytes. */
async function readAll(stream: ReadableStream<Uint8Array>, most: number): Promise<Bytes | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(read.value);
  }
  return joinBytes(...parts);
}
