import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('work in parallel', () => {
  it('has so many under way at a time, and gives the results in the order of the items', async () => {
    const open: (() => void)[] = [];
    const work = (item: number) => new Promise<number>((resolve) => open.push(() => resolve(item * 10)));
    const all = inParallel([1, 2, 3], 2, work);
    expect(open).toHaveLength(2);
    open[1]!();
    await settled();
    expect(open).toHaveLength(3);
    open[2]!();
    open[0]!();
    expect(await all).toEqual([10, 20, 30]);
  });

  it('begins nothing more after a failure', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await settled();
      if (item === 1) throw new Error('no more');
    };
    await expect(inParallel([1, 2, 3, 4], 2, work)).rejects.toThrow('no more');
    await settled();
    await settled();
    expect(begun).not.toContain(4);
  });

  it('has nothing to do for no items', async () => {
    expect(await inParallel([], 2, () => Promise.reject(new Error('unused')))).toEqual([]);
  });
});
