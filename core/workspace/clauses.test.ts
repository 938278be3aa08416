import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blankClause, clauseIds } from '../soa/clause-entry.ts';
import {
  readClauseHistory,
  recordClauseHistory,
  restorableInClause,
  restoreInClause,
} from './clause-history.ts';
import {
  clauseText,
  linkClauseExhibit,
  readClause,
  readClauses,
  removeClauseDocument,
  setClauseDocument,
  setClauseOwner,
  setClauseStatus,
  unlinkClauseExhibit,
} from './clauses.ts';
import { readIsms, scopeText, setIsmsName } from './isms.ts';

const at = '2026-03-01T10:00:00.000Z';
const [alice, bob] = [
  { by: 'Alice', at },
  { by: 'Bob', at },
];
const id = (last: number) => `0199a000-0000-7000-8000-00000000000${last}`;

let here: Y.Doc;
let there: Y.Doc;
beforeEach(() => {
  here = new Y.Doc();
  there = new Y.Doc();
});
function meet(): void {
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
}

describe('a clause', () => {
  it('is blank until somebody says something, and makes no root type by being read', () => {
    expect(readClauses(here)).toEqual(clauseIds.map(blankClause));
    expect(here.share.has('clause/4.1/how')).toBe(false);
  });

  it('keeps what was said of it', () => {
    setClauseStatus(here, '6.1.2', 'partly', alice);
    setClauseOwner(here, '6.1.2', 'Ann');
    clauseText(here, '6.1.2').insert(0, 'By the register.');
    setClauseDocument(here, '6.1.2', { id: id(1), title: ' Method ', place: '' });
    linkClauseExhibit(here, '6.1.2', id(2), alice);
    expect(readClause(here, '6.1.2')).toEqual({
      clause: '6.1.2',
      status: 'partly',
      how: 'By the register.',
      owner: 'Ann',
      documents: [{ id: id(1), title: 'Method', place: '' }],
      exhibits: [id(2)],
      contested: { status: [] },
    });
    removeClauseDocument(here, '6.1.2', id(1));
    unlinkClauseExhibit(here, '6.1.2', id(2));
    expect(readClause(here, '6.1.2')).toMatchObject({ documents: [], exhibits: [] });
  });

  it('is contested where two decided differently, until one decides; texts and links of both stay', () => {
    setClauseStatus(here, '5.1', 'met', alice);
    setClauseStatus(there, '5.1', 'not-met', bob);
    clauseText(here, '5.1').insert(0, 'By her. ');
    clauseText(there, '5.1').insert(0, 'By him. ');
    setClauseDocument(here, '5.1', { id: id(1), title: 'Hers', place: '' });
    setClauseDocument(there, '5.1', { id: id(2), title: 'His', place: '' });
    meet();
    for (const doc of [here, there]) {
      const entry = readClause(doc, '5.1');
      expect(entry.status).toBe('unverified');
      expect(entry.contested.status.map(({ by, value }) => [by, value])).toEqual([
        ['Alice', 'met'],
        ['Bob', 'not-met'],
      ]);
      expect(entry.how).toContain('By her. ');
      expect(entry.how).toContain('By him. ');
      expect(entry.documents.map(({ title }) => title)).toEqual(['Hers', 'His']);
    }
    setClauseStatus(there, '5.1', 'partly', bob);
    meet();
    expect(readClause(here, '5.1')).toMatchObject({ status: 'partly', contested: { status: [] } });
  });

  it('refuses what there is nothing to be said about', () => {
    expect(() => setClauseOwner(here, '6.1', 'Ann')).toThrow('no clause without parts');
    expect(() => setClauseDocument(here, '6.1.2', { id: id(1), title: ' ', place: '' })).toThrow();
    expect(() => setClauseDocument(here, '6.1.2', { id: 'one', title: 'Method', place: '' })).toThrow();
  });

  it('reads what does not fit as not there', () => {
    const map = here.getMap<unknown>('clause/4.1');
    for (const [key, value] of [
      ['status', 'fine'],
      ['owner', 7],
      [`document:${id(1)}`, { title: '', place: '' }],
      ['document:x', { title: 'X', place: '' }],
      [`exhibit:${id(1)}`, true],
    ] as const)
      map.set(key, value);
    expect(readClause(here, '4.1')).toEqual(blankClause('4.1'));
  });
});

describe('the history of a clause', () => {
  it('tells who changed what, and older values can be put back', () => {
    recordClauseHistory(here, () => alice);
    setClauseStatus(here, '10.2', 'met', alice);
    setClauseStatus(here, '10.2', 'partly', alice);
    setClauseDocument(here, '10.2', { id: id(1), title: 'Findings', place: '' });
    const changes = readClauseHistory(here, '10.2');
    expect(changes.map(({ field }) => field).toSorted()).toEqual(['documents', 'status', 'status']);
    const last = changes.find(({ value }) => value === 'partly');
    if (!last) throw new Error('the change of the status is recorded');
    expect(restorableInClause(last, changes, readClause(here, '10.2'))).toEqual(['met']);
    restoreInClause(here, '10.2', 'status', 'met', alice);
    expect(readClause(here, '10.2').status).toBe('met');
  });

  it('keeps the text that stood before somebody began to write', () => {
    clauseText(here, '4.2').insert(0, 'Before.');
    recordClauseHistory(here, () => alice);
    clauseText(here, '4.2').insert(7, ' After.');
    expect(readClauseHistory(here, '4.2')).toEqual([{ ...alice, field: 'how', was: 'Before.' }]);
  });
});

it('the management system has a name, an approver and a scope that two write at once', () => {
  setIsmsName(here, 'organization', ' Harbourlight ');
  setIsmsName(there, 'approver', 'Karla Brandt');
  scopeText(here).insert(0, 'Hamburg. ');
  scopeText(there).insert(0, 'Remote work. ');
  meet();
  for (const doc of [here, there]) {
    expect(readIsms(doc)).toMatchObject({ organization: 'Harbourlight', approver: 'Karla Brandt' });
    expect(readIsms(doc).scope).toContain('Hamburg. ');
    expect(readIsms(doc).scope).toContain('Remote work. ');
  }
});
