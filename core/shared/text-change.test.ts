import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { movedPosition, textChange } from './text-change.ts';

const apply = (text: string, change: ReturnType<typeof textChange>) =>
  change ? text.slice(0, change.at) + change.inserted + text.slice(change.at + change.removed) : text;

describe('textChange', () => {
  it('says nothing when nothing changed', () => expect(textChange('same', 'same')).toBeUndefined());

  it('is one letter for one letter typed', () =>
    expect(textChange('ab', 'axb', 2)).toEqual({ at: 1, removed: 0, inserted: 'x' }));

  it('puts a doubled letter where the caret is', () => {
    expect(textChange('aaa', 'aaaa', 1)).toEqual({ at: 0, removed: 0, inserted: 'a' });
    expect(textChange('aaa', 'aaaa', 4)).toEqual({ at: 3, removed: 0, inserted: 'a' });
  });

  it('replaces a whole emoji, not half of it', () =>
    // Both begin with the same high surrogate.
    expect(textChange('a😀b', 'a😁b')).toEqual({ at: 1, removed: 2, inserted: '😁' }));

  it('makes the new text from the old, whatever they are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁', 'é') });
    fc.assert(
      fc.property(text, text, fc.nat(30), (before, after, caret) => {
        const change = textChange(before, after, Math.min(caret, after.length));
        expect(apply(before, change)).toBe(after);
        const shared = new Y.Doc().getText('t');
        shared.insert(0, before);
        if (change) {
          shared.delete(change.at, change.removed);
          shared.insert(change.at, change.inserted);
        }
        expect(shared.toString()).toBe(after);
      }),
    );
  });
});

describe('movedPosition', () => {
  it('moves by what is inserted and deleted before it', () => {
    expect(movedPosition(5, [{ insert: 'abc' }])).toBe(8);
    expect(movedPosition(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
    expect(movedPosition(5, [{ retain: 7 }, { insert: 'later' }])).toBe(5);
  });

  it('stays before text inserted exactly there', () =>
    expect(movedPosition(5, [{ retain: 5 }, { insert: 'x' }])).toBe(5));

  it('goes to the start of a deletion that swallows it', () =>
    expect(movedPosition(5, [{ retain: 3 }, { delete: 9 }])).toBe(3));

  it('keeps the letters before the position, as a marker in the text shows', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 });
    fc.assert(
      fc.property(letters, letters, fc.nat(20), fc.nat(20), fc.nat(20), (base, added, at, cut, position) => {
        const start = Math.min(at, base.length);
        const where = Math.min(position, base.length);
        // The marker cannot be deleted here, so positions inside a deletion are left to the test above.
        const removed = Math.min(cut, base.length - start);
        fc.pre(where < start || where >= start + removed);
        fc.pre(where !== start || added === '');
        const after = base.slice(0, start) + added + base.slice(start + removed);
        const marked = `${base.slice(0, where)}|${base.slice(where)}`;
        const shift = where < start ? 0 : 1;
        const from = start + (where < start ? 1 : 0);
        const markedAfter = marked.slice(0, from) + (shift ? added : added) + marked.slice(from + removed);
        const delta = [{ retain: start }, { insert: added }, { delete: removed }].filter(
          (step) => step.retain || step.insert || step.delete,
        );
        expect(after.length + 1).toBe(markedAfter.length);
        expect(movedPosition(where, delta)).toBe(markedAfter.indexOf('|'));
      }),
    );
  });
});
