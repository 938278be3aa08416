import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { longestKept, mostChanges, mostHistoryCharacters, sittingMs } from './change-history.ts';
import { setRowValue } from './row-values.ts';
import { readSoaHistory, recordSoaHistory, restorable } from './soa-history.ts';
import { readRowValues, setOwner, setReason, setStatus, soaText } from './workspace.ts';

const start = Date.parse('2026-03-01T10:00:00.000Z');
let doc: Y.Doc;
let now: number;

const history = () => readSoaHistory(doc, 'A.8.5');
const instant = (ms: number) => new Date(ms).toISOString();
const take = (to: Y.Doc, from: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
const text = () => soaText(doc, 'A.8.5', 'justification');

beforeEach(() => {
  doc = new Y.Doc();
  now = start;
  recordSoaHistory(doc, () => ({ by: 'Alice', at: instant(now) }));
});

describe('the history of a row', () => {
  it('has who changed what, from what to what, and when, newest first', () => {
    setOwner(doc, 'A.8.5', 'Bob');
    now += 1000;
    setStatus(doc, 'A.8.5', 'partly', { by: 'Alice', at: instant(now) });
    setReason(doc, 'A.8.5', 'legal', true);
    setOwner(doc, 'A.5.1', 'Cem');
    const later = { by: 'Alice', at: instant(start + 1000) };
    expect(history()).toEqual([
      { ...later, field: 'reasons', was: [], value: ['legal'] },
      { ...later, field: 'status', was: 'unverified', value: 'partly' },
      { by: 'Alice', at: instant(start), field: 'owner', was: '', value: 'Bob' },
    ]);
  });

  it('has one entry for a text however long somebody types, and another after a pause', () => {
    for (const letter of 'Because of the law') {
      now += 1000;
      text().insert(text().length, letter);
    }
    expect(history()).toMatchObject([{ field: 'justification', was: '', at: instant(start + 1000) }]);
    now += sittingMs + 1;
    text().insert(0, 'x');
    expect(history()).toMatchObject([{ was: 'Because of the law' }, { was: '' }]);
  });

  it('keeps what was typed when it is cut out, or replaced whole, a moment later', () => {
    text().insert(0, 'Because of the law.');
    setRowValue(doc, 'A.8.5', { field: 'justification', value: 'By law.' }, { by: '', at: '' });
    text().insert(0, 'Long enough to be missed. ');
    text().delete(0, text().length);
    expect(history().map(({ was }) => was)).toEqual([
      'Long enough to be missed. By law.',
      'Because of the law.',
      '',
    ]);
  });

  it('has one entry for a date that is typed digit by digit', () => {
    for (const value of ['0002-01-01', '0202-01-01', '2026-01-01']) {
      setRowValue(doc, 'A.8.5', { field: 'lastReview', value }, { by: '', at: '' });
    }
    expect(history()).toMatchObject([{ field: 'lastReview', was: '', value: '2026-01-01' }]);
  });

  it('does not record what others did, who have their own record', () => {
    const other = new Y.Doc();
    setOwner(other, 'A.8.5', 'Bob');
    take(doc, other);
    expect(history()).toEqual([]);
    setOwner(doc, 'A.8.5', 'Cem');
    expect(history()).toMatchObject([{ was: 'Bob', value: 'Cem' }]);
  });

  it('keeps what two wrote at once, and offers the one that was overwritten', () => {
    const other = new Y.Doc();
    recordSoaHistory(other, () => ({ by: 'Bob', at: instant(now) }));
    setOwner(doc, 'A.8.5', 'Anna');
    setOwner(other, 'A.8.5', 'Olaf');
    take(doc, other);
    take(other, doc);
    const values = readRowValues(doc, 'A.8.5');
    expect(history()).toEqual(readSoaHistory(other, 'A.8.5'));
    const offered = history().flatMap((change) => restorable(change, history(), values));
    expect(new Set(offered)).toEqual(new Set(['', values.owner === 'Anna' ? 'Olaf' : 'Anna']));
  });

  it('stays within its bounds, the oldest first to go', () => {
    for (let at = 0; at < mostChanges + 10; at += 1) setOwner(doc, 'A.8.5', `owner ${at}`);
    expect(history()).toHaveLength(mostChanges);
    expect(history()[0]).toMatchObject({ value: `owner ${mostChanges + 9}` });
    for (let at = 0; at < 15; at += 1) {
      now += sittingMs + 1;
      text().insert(0, 'x'.repeat(longestKept - text().length - 1 + at));
      now += sittingMs + 1;
      text().delete(0, text().length - 1);
    }
    const characters = JSON.stringify(doc.getArray('soa/A.8.5/history')).length;
    expect(characters).toBeLessThanOrEqual(mostHistoryCharacters + mostChanges);
  });

  it('says that a longer text stood there without keeping it', () => {
    text().insert(0, 'x'.repeat(longestKept + 1));
    now += sittingMs + 1;
    text().delete(0, 1);
    expect(history()[0]).toEqual({ by: 'Alice', at: instant(now), field: 'justification' });
  });

  it('leaves out what does not fit', () => {
    const array = doc.getArray('soa/A.8.5/history');
    const at = instant(start);
    array.push([null, 'x', { field: 'constructor' }, { field: 'owner', by: 'Bob', at, was: 7 }]);
    array.push([{ field: 'status', by: 'Bob', at, was: 'planned', value: 'done' }]);
    expect(history()).toEqual([]);
  });
});

describe('restorable', () => {
  it('is the value before, unless it is there now', () => {
    setOwner(doc, 'A.8.5', 'Anna');
    setOwner(doc, 'A.8.5', 'Bob');
    setOwner(doc, 'A.8.5', 'Anna');
    const offers = history().map((change) => restorable(change, history(), readRowValues(doc, 'A.8.5')));
    expect(offers).toEqual([['Bob'], [], ['']]);
  });
});
