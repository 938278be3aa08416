import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCalm } from './calm.ts';
import { createWatchable } from './watchable.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched(isWriting: () => boolean) {
  const source = createWatchable(0);
  const calm = createCalm(source, isWriting);
  const told: number[] = [];
  const stop = calm.subscribe(() => told.push(calm.getState()));
  return { source, calm, told, stop };
}

describe('a value told calmly', () => {
  it('is told at once while nobody writes', () => {
    const { source, told } = watched(() => false);
    source.set(1);
    expect(told).toEqual([1]);
  });

  it('is told once, as it stands then, when whoever writes pauses', () => {
    const { source, calm, told } = watched(() => true);
    for (let letter = 1; letter <= 5; letter += 1) {
      source.set(letter);
      vi.advanceTimersByTime(100);
    }
    expect([told, calm.getState()]).toEqual([[], 0]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual([5]);
  });

  it('is told after two seconds to who never pauses, and then again', () => {
    const { source, told } = watched(() => true);
    for (let letter = 1; letter <= 45; letter += 1) {
      source.set(letter);
      vi.advanceTimersByTime(100);
    }
    expect(told).toHaveLength(2);
  });

  it('is told with what waited when something changes after the writing', () => {
    let writing = true;
    const { source, told } = watched(() => writing);
    source.set(1);
    writing = false;
    source.set(2);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([2]);
  });

  it('is never behind for a listener that comes later', () => {
    const source = createWatchable(0);
    const calm = createCalm(source, () => true);
    source.set(1);
    calm.subscribe(() => undefined);
    expect(calm.getState()).toBe(1);
  });

  it('is told no more to who stopped listening', () => {
    const { source, told, stop } = watched(() => true);
    source.set(1);
    stop();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
  });
});
