import { expect, it } from 'vitest';
import { createBlobReader } from './blob-reader.ts';

const bytesOf = (length: number, first: number) =>
  Uint8Array.from({ length }, (_, at) => (first + at * 7) % 256);

it('reads larger, smaller and empty blobs one after the other, each whole', async () => {
  const read = createBlobReader();
  for (const [at, length] of [0, 10, 300_000, 70_000, 0, 1, 300_001].entries()) {
    const bytes = bytesOf(length, at);
    expect((await read(new Blob([bytes]))).every((byte, place) => byte === bytes[place])).toBe(true);
    expect((await read(new Blob([bytes]))).length).toBe(length);
  }
});

it('reads the next one after one that could not be read', async () => {
  const read = createBlobReader();
  const broken = new Blob([bytesOf(100, 1)]);
  broken.stream = () =>
    new ReadableStream({
      type: 'bytes',
      pull: (controller) => controller.error(new Error('gone')),
    });
  await expect(read(broken)).rejects.toThrow('gone');
  const bytes = bytesOf(100, 2);
  expect(await read(new Blob([bytes]))).toEqual(bytes);
});
