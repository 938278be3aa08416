import type { Bytes } from '../shared/bytes.ts';

/** Bytes that can be read from anywhere: a file on disk, a Blob, an array. `read` gives fewer bytes only past the end. */
export type ByteSource = { sizeBytes: number; read: (offset: number, length: number) => Promise<Bytes> };

export const blobSource = (blob: Blob): ByteSource => ({
  sizeBytes: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
});

export const bytesSource = (bytes: Bytes): ByteSource => ({
  sizeBytes: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});
