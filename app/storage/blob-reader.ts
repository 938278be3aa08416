import type { Bytes } from '#core/shared/bytes.ts';

/**
 * Reads one blob after the other into the same memory: what it gave holds good until it reads the next. `Blob.arrayBuffer` takes new
 * memory each time, which Chromium frees only when its collector comes by: of 300 megabytes 73 waited for it, and all 300 where the
 * buffers had been detached. Rejects when the blob cannot be read.
 */
export function createBlobReader(): (blob: Blob) => Promise<Bytes> {
  let memory = new ArrayBuffer(0);
  return async (blob) => {
    const reader = readerOf(blob);
    if (!reader) return new Uint8Array(await blob.arrayBuffer());
    // It also has no bytes any more where the reading before failed.
    if (memory.byteLength < Math.max(1, blob.size)) memory = new ArrayBuffer(Math.max(1, blob.size));
    let sizeBytes = 0;
    while (sizeBytes < blob.size) {
      const { value, done } = await reader.read(new Uint8Array(memory, sizeBytes, blob.size - sizeBytes));
      if (value) memory = value.buffer;
      if (done) break;
      sizeBytes += value.length;
    }
    await reader.cancel();
    return new Uint8Array(memory, 0, sizeBytes);
  };
}

/** Undefined in browsers whose blobs are not read into memory of the reader's. */
function readerOf(blob: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
