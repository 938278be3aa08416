import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createUpdateQueue } from './update-queue.ts';

const from = (tab: string, number: number) => ({ kind: 'from-tab' as const, tab, number });
const bytes = new Uint8Array([0, 0]);

it("drops what its tab has stored, and nothing newer and nobody else's", () => {
  const queue = createUpdateQueue();
  queue.accept(bytes, from('x', 1));
  queue.accept(bytes, from('y', 1));
  queue.accept(bytes, from('x', 2));
  queue.removeStoredBy('x', 1);
  expect(queue.storedUpTo()).toBe(1);
  expect(queue.bytesHeld()).toBe(4);
  queue.removeStoredBy('y', 9);
  expect(queue.storedUpTo()).toBe(2);
  queue.removeStoredBy('x', 2);
  expect(queue.storedUpTo()).toBe(3);
  expect(queue.isEmpty()).toBe(true);
  expect(queue.bytesHeld()).toBe(0);
});

it('answers for a merged row itself: another tab stored only a part of it', () => {
  const queue = createUpdateQueue();
  queue.accept(bytes, from('x', 1));
  queue.accept(bytes, undefined);
  const row = queue.nextRow({ updates: 10, bytes: 100 });
  expect(row).toMatchObject({ first: 1, last: 2 });
  queue.removeStoredBy('x', 1);
  expect(queue.storedUpTo()).toBe(0);
  if (row) queue.remove(row);
  expect(queue.storedUpTo()).toBe(2);
});

it('fills a row up to its limits and never leaves a large update behind', () => {
  const queue = createUpdateQueue();
  const doc = new Y.Doc();
  doc.on('update', (update) => queue.accept(update, undefined));
  for (const size of [10, 10, 500, 10]) doc.getText().insert(0, 'x'.repeat(size));
  const rows: [number, number][] = [];
  for (let row = queue.nextRow({ updates: 3, bytes: 200 }); row;) {
    rows.push([row.first, row.last]);
    queue.remove(row);
    row = queue.nextRow({ updates: 3, bytes: 200 });
  }
  expect(rows).toEqual([
    [1, 2],
    [3, 3],
    [4, 4],
  ]);
});
