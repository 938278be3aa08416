import { describe, expect, it } from 'vitest';
import { readOnce } from './read-once.ts';

const line = (width: number, ...data: number[]) => ({
  width,
  height: data.length / width,
  data: Uint8Array.from(data),
});

describe('lines that repeat', () => {
  it('are read once, also while the first reading is under way', async () => {
    const read: number[] = [];
    const readLine = readOnce(async ({ data }) => {
      read.push(data[0]!);
      return [{ text: String(data[0]), box: { left: 0, top: 0, right: 1, bottom: 1 }, confidence: 90 }];
    });
    const texts = await Promise.all(
      [line(2, 7, 0), line(2, 7, 0), line(2, 8, 0)].map((one) => readLine(one)),
    );
    expect(texts.map(([word]) => word?.text)).toEqual(['7', '7', '8']);
    expect(read).toEqual([7, 8]);
  });

  it('are not the same when the same bytes are another shape', async () => {
    let count = 0;
    const readLine = readOnce(async () => ((count += 1), []));
    await readLine(line(2, 1, 2, 3, 4));
    await readLine(line(4, 1, 2, 3, 4));
    expect(count).toBe(2);
  });
});
