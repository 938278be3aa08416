import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readSoa, setOwner } from '#core/workspace/workspace.ts';
import { createRegisterProjection } from './register-projection.ts';
import { createSoaProjection } from './soa-projection.ts';

it('reads many changes once and keeps the objects of the rows that did not change', async () => {
  const doc = new Y.Doc();
  const projection = createSoaProjection(doc, createRegisterProjection(doc));
  const before = projection.getState();
  let calls = 0;
  projection.subscribe(() => (calls += 1));
  setOwner(doc, 'A.8.5', 'alice');
  setOwner(doc, 'A.8.5', 'bob');
  await Promise.resolve();
  const after = projection.getState();
  expect(calls).toBe(1);
  expect(after.entries).toEqual(readSoa(doc));
  expect(
    after.entries.filter((entry, at) => entry !== before.entries[at]).map(({ control }) => control),
  ).toEqual(['A.8.5']);
});
