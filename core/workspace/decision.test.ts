import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decide, decided, readClaims } from './decision.ts';

const schema = v.picklist(['yes', 'no', 'later']);
const alice = { by: 'Alice', at: '2026-03-01T10:00:00.000Z' };
const bob = { by: 'Bob', at: '2026-03-01T10:05:00.000Z' };

function replica(clientID: number) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  return doc;
}
const map = (doc: Y.Doc) => doc.getMap<unknown>('row');
const say = (doc: Y.Doc, value: string, by: typeof alice) =>
  doc.transact(() => decide(map(doc), 'field', value, by), 'me');
const meet = (...docs: Y.Doc[]) => {
  for (const to of docs) for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
};
const values = (doc: Y.Doc) => readClaims(map(doc), 'field', schema).map(({ value }) => value);
const undoOf = (doc: Y.Doc) => new Y.UndoManager(doc, { trackedOrigins: new Set(['me']), captureTimeout: 0 });

describe('a decision', () => {
  it('is contested while two members decided without knowing of each other, until somebody decides', () => {
    const [a, b] = [replica(1), replica(2)];
    say(a, 'yes', alice);
    say(b, 'no', bob);
    meet(a, b);
    for (const doc of [a, b]) {
      const now = decided(readClaims(map(doc), 'field', schema), 'later');
      expect(now.value).toBe('later');
      expect(now.contested).toEqual([
        { ...alice, value: 'yes' },
        { ...bob, value: 'no' },
      ]);
    }
    say(b, 'no', bob);
    meet(a, b);
    expect(decided(readClaims(map(a), 'field', schema), 'later')).toEqual({
      value: 'no',
      by: bob,
      contested: [],
    });
  });

  it('is none when the same was decided twice', () => {
    const [a, b] = [replica(1), replica(2)];
    say(a, 'yes', alice);
    say(b, 'yes', bob);
    meet(a, b);
    expect(decided(readClaims(map(a), 'field', schema), 'later')).toMatchObject({
      value: 'yes',
      contested: [],
    });
  });

  it('is none when the second was made having seen the first', () => {
    const [a, b] = [replica(1), replica(2)];
    say(a, 'yes', alice);
    meet(a, b);
    say(b, 'no', bob);
    meet(a, b);
    expect(values(a)).toEqual(['no']);
  });

  it('replaces a plain value of an older version, and keeps one that such a version wrote meanwhile', () => {
    const [a, old] = [replica(1), replica(2)];
    map(old).set('field', 'yes');
    meet(a, old);
    expect(values(a)).toEqual(['yes']);
    say(a, 'no', alice);
    expect(values(a)).toEqual(['no']);
    map(old).set('field', 'later');
    meet(a, old);
    expect(new Set(values(a))).toEqual(new Set(['no', 'later']));
  });

  it('stands when its predecessor is undone by somebody who does not know of it yet', () => {
    const [a, b] = [replica(1), replica(2)];
    say(a, 'later', alice);
    meet(a, b);
    const undo = undoOf(a);
    say(a, 'yes', alice);
    meet(a, b);
    say(b, 'no', bob);
    undo.undo();
    expect(values(a)).toEqual(['later']);
    meet(a, b);
    expect([values(a), values(b)]).toEqual([['no'], ['no']]);
  });

  it('is not hidden by one that saw only what was undone before it was made', () => {
    const [a, b] = [replica(1), replica(2)];
    const undo = undoOf(a);
    say(a, 'later', alice);
    meet(a, b);
    say(b, 'no', bob);
    undo.undo();
    say(a, 'yes', alice);
    meet(a, b);
    expect(new Set(values(a))).toEqual(new Set(['yes', 'no']));
  });

  it('is read past entries that do not fit, and shown where a forged ring would hide it', () => {
    const doc = replica(3);
    map(doc).set('field@1.1', { value: 'yes', by: 'Eve', at: '', seen: { '2': 9 } });
    map(doc).set('field@2.1', { value: 'no', by: 'Eve', at: '', seen: { '1': 9 } });
    map(doc).set('field@constructor.1', { value: 'later', by: '', at: '', seen: {} });
    map(doc).set('field@4.1', { value: 'later', by: 'x'.repeat(501), at: '', seen: {} });
    map(doc).set('field@5.1', { value: 'later', by: '', at: 'yesterday', seen: {} });
    expect(new Set(values(doc))).toEqual(new Set(['yes', 'no']));
    say(doc, 'later', alice);
    expect(values(doc)).toEqual(['later']);
    expect([...map(doc).keys()]).toHaveLength(1);
  });
});
