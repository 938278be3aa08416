import { expect, it } from 'vitest';
import { createPatience, type Patience } from './patience.ts';

it('asks again soon where answers come soon', () => {
  const patience = createPatience();
  patience.answered(3, 0);
  expect(patience.for(0)).toBe(1_500);
});

const timeOut = (patience: Patience) => patience.timedOut(patience.for(0), 0);

it('waits a little longer after each request that was not answered, and not for ever', () => {
  const patience = createPatience();
  const waits = Array.from({ length: 15 }, () => {
    timeOut(patience);
    return Math.round(patience.for(0));
  });
  expect(waits.slice(0, 4)).toEqual([1_875, 2_344, 2_930, 3_662]);
  expect(waits.slice(-2)).toEqual([20_000, 20_000]);
});

it('takes several requests that were made at once for one', () => {
  const patience = createPatience();
  const waited = patience.for(0);
  for (let request = 0; request < 5; request += 1) patience.timedOut(waited, 0);
  expect(patience.for(0)).toBe(1_875);
});

it('stays as patient as a slow line needs', () => {
  const patience = createPatience();
  timeOut(patience);
  patience.answered(2_000, 0);
  expect(patience.for(0)).toBe(8_000);
  patience.answered(10, 0);
  expect(patience.for(0)).toBe(1_500);
});

it('gives many bytes the time that they take, and does not take it for slowness', () => {
  const patience = createPatience();
  expect(patience.for(960 * 1024)).toBe(1_500 + 30_720);
  patience.answered(25_000, 960 * 1024);
  expect(patience.for(0)).toBe(1_500);
});
