import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SaveState } from '../storage/workspace-store.ts';
import { createSavingMark } from './saving-mark.ts';
import { createWatchable } from './watchable.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('says at once that something is not saved, and that all is when it has been so for a moment', () => {
  const saving = createWatchable<SaveState>({ kind: 'saved' });
  const mark = createSavingMark(saving);
  const told: string[] = [];
  mark.subscribe(() => told.push(mark.getState()));
  for (let letters = 0; letters < 4; letters += 1) {
    saving.set({ kind: 'saving' });
    vi.advanceTimersByTime(250);
    saving.set({ kind: 'saved' });
    vi.advanceTimersByTime(100);
  }
  expect(told).toEqual(['saving']);
  vi.advanceTimersByTime(500);
  expect(told).toEqual(['saving', 'saved']);
  saving.set({ kind: 'failed', reason: 'storage-full', unsavedBytes: 1 });
  expect(told).toEqual(['saving', 'saved', 'failed']);
});
