import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultCriteria } from '../risks/criteria.ts';
import { readClauses, setClauseStatus, setClauseText } from './clauses.ts';
import { readIsms, scopeText, setIsmsName } from './isms.ts';
import { logArray, logBegins, mostLogged, readChangeLog, recordChanges, takeInFile } from './change-log.ts';
import { readPastState } from './past-state.ts';
import { createRecord, linkControl, removeRecord, restoreRecord } from './records.ts';
import { readRegisterState } from './register-state.ts';
import { setRegisterField } from './registers.ts';
import { createRisk, decideTreatment, removeAction, saveCriteria, setAction, setRiskField } from './risks.ts';
import { linkExhibit, readSoa, setOwner, setReason, setStatus, soaText, unlinkExhibit } from './workspace.ts';

const uuid = (at: number) => `0199c001-0000-7000-8000-${String(at).padStart(12, '0')}`;
const hour = 3_600_000;

/** A document at work, whose clock stands on the hour that is asked for. */
function recorded(by = 'Alice') {
  const doc = new Y.Doc();
  const clock = { at: Date.parse('2026-05-01T08:00:00.000Z') };
  const author = () => ({ by, at: new Date(clock.at).toISOString() });
  recordChanges(doc, author);
  return { doc, clock, author };
}
const stateOf = (doc: Y.Doc) => {
  const { contestedCriteria: _contested, ...registers } = readRegisterState(doc);
  return { entries: readSoa(doc), registers, clauses: readClauses(doc), isms: readIsms(doc) };
};
const pastOf = (doc: Y.Doc, at: string) => {
  const past = readPastState(doc, at);
  if (!past) return undefined;
  const { contestedCriteria: _contested, ...registers } = past.registers as ReturnType<
    typeof readRegisterState
  >;
  const { entries, clauses, isms } = past;
  return { entries, registers, clauses, isms };
};

/** One thing that people do, by number. */
function act(doc: Y.Doc, which: number, value: number, author: { by: string; at: string }): void {
  const record = uuid(value % 3);
  const exhibit = uuid(20 + (value % 2));
  const text = soaText(doc, 'A.8.5', 'justification');
  const acts: (() => void)[] = [
    () => setOwner(doc, 'A.5.1', `Owner ${value}`),
    () => setStatus(doc, 'A.5.1', value % 2 ? 'planned' : 'implemented', author),
    () => setReason(doc, 'A.8.5', 'legal', value % 2 === 0),
    () => text.insert(Math.min(value, text.length), `${value} `),
    () => text.delete(0, Math.min(value, text.length)),
    () => linkExhibit(doc, { control: 'A.8.5', exhibit, linkedBy: author.by, linkedAt: author.at }),
    () => unlinkExhibit(doc, 'A.8.5', exhibit),
    () => createRisk(doc, record, { title: `Risk ${value}`, description: 'x' }, author),
    () => setRiskField(doc, record, 'title', `Risk ${value}`),
    () => decideTreatment(doc, record, value % 2 ? 'share' : 'avoid', author),
    () => setAction(doc, record, uuid(30), { title: `Do ${value}`, done: value % 2 === 0 }),
    () => removeAction(doc, record, uuid(30)),
    () => removeRecord(doc, 'risk', record),
    () => restoreRecord(doc, 'risk', record),
    () => createRecord(doc, 'obligation', uuid(11), { name: `Law ${value}` }, author),
    () => linkControl(doc, 'obligation', uuid(11), 'A.8.5', value % 2 === 0),
    () => setRegisterField(doc, 'obligation', uuid(11), 'name', `Law ${value}`),
    () => setClauseStatus(doc, '4.1', value % 2 ? 'partly' : 'met', author),
    () => setClauseText(doc, '4.1', `How ${value}`),
    () => setIsmsName(doc, 'approver', `Approver ${value}`),
    () => scopeText(doc).insert(0, `${value} `),
    () => saveCriteria(doc, { ...defaultCriteria, acceptUpTo: value % 3 }, author),
  ];
  acts[which % acts.length]?.();
}

describe('the state of a day', () => {
  it('is what stood there then, whatever was done before and after', () => {
    const steps = fc.array(fc.tuple(fc.nat(21), fc.nat(6)), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(steps, (done) => {
        const { doc, clock, author } = recorded();
        const kept: { at: string; state: string }[] = [];
        act(doc, 0, 0, author());
        for (const [which, value] of done) {
          clock.at += hour;
          act(doc, which, value, author());
          kept.push({ at: author().at, state: JSON.stringify(stateOf(doc)) });
        }
        // Also on another replica, which has nothing but what was sent.
        const other = new Y.Doc();
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        for (const { at, state } of kept) expect(JSON.stringify(pastOf(other, at))).toBe(state);
      }),
      { numRuns: 12 },
    );
    // Each step reads 93 rows, on a machine that may be busy.
  }, 120_000);

  it('is not told for a time before the log begins, or before a file was taken in', () => {
    const { doc, clock, author } = recorded();
    expect(readPastState(doc, author().at)).toBeUndefined();
    setOwner(doc, 'A.5.1', 'Alice');
    expect(logBegins(doc)).toBe(author().at);
    expect(readPastState(doc, '2026-05-01T07:59:59.000Z')).toBeUndefined();
    const before = author().at;
    clock.at += hour;
    const file = new Y.Doc();
    setOwner(file, 'A.5.2', 'Ben');
    takeInFile(doc, () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(file)), author);
    expect(readPastState(doc, before)).toBeUndefined();
    expect(pastOf(doc, author().at)).toEqual(stateOf(doc));
  });

  it('of a file that was opened in an empty workspace reaches back as far as the file does', () => {
    const { doc, clock, author } = recorded();
    setOwner(doc, 'A.5.1', 'Alice');
    const first = author().at;
    clock.at += hour;
    setOwner(doc, 'A.5.1', 'Ben');
    const opened = recorded();
    opened.clock.at = clock.at + hour;
    takeInFile(opened.doc, () => Y.applyUpdate(opened.doc, Y.encodeStateAsUpdate(doc)), opened.author);
    expect(readPastState(opened.doc, first)?.entries[0]?.owner).toBe('Alice');
  });

  it('takes what one person types within five minutes as one change, and says what was too long to keep', () => {
    const { doc, clock, author } = recorded();
    const text = soaText(doc, 'A.5.1', 'remarks');
    text.insert(0, 'long '.repeat(5_000));
    const entries = () => readChangeLog(doc).length;
    const first = entries();
    for (let at = 0; at < 20; at += 1) {
      clock.at += 10_000;
      text.insert(0, 'x');
    }
    expect(entries()).toBe(first);
    const before = author().at;
    clock.at += hour;
    text.delete(0, text.length);
    expect(readPastState(doc, before)?.unknown).toEqual(['soa/A.5.1/remarks']);
  });

  it('of two members who worked offline is the same for both', () => {
    const [alice, ben] = [recorded('Alice'), recorded('Ben')];
    setOwner(alice.doc, 'A.5.1', 'Alice');
    Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(alice.doc));
    ben.clock.at += hour;
    alice.clock.at += 2 * hour;
    setOwner(ben.doc, 'A.5.2', 'Ben');
    setOwner(alice.doc, 'A.5.3', 'Alice');
    Y.applyUpdate(alice.doc, Y.encodeStateAsUpdate(ben.doc));
    Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(alice.doc));
    const owners = (doc: Y.Doc, at: string) =>
      readPastState(doc, at)
        ?.entries.slice(0, 3)
        .map(({ owner }) => owner);
    for (const { doc } of [alice, ben]) {
      expect(owners(doc, '2026-05-01T08:30:00.000Z')).toEqual(['Alice', '', '']);
      expect(owners(doc, '2026-05-01T09:30:00.000Z')).toEqual(['Alice', 'Ben', '']);
    }
  });

  it('leaves out a record that is younger, and survives a hostile log', () => {
    const { doc, author } = recorded();
    setOwner(doc, 'A.5.1', 'Alice');
    const file = new Y.Doc();
    createRisk(file, uuid(1), { title: 'Later' }, { by: '', at: '2026-06-01T00:00:00.000Z' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(file));
    logArray(doc).push([
      7,
      { kind: 'key', by: 'x', at: '2027-01-01T00:00:00.000Z', type: 'soa-versions', key: 'x', was: 1 },
      {
        kind: 'key',
        by: 'x',
        at: '2027-01-01T00:00:00.000Z',
        type: 'soa/A.5.1',
        key: 'owner',
        was: { a: 1 },
      },
    ]);
    const past = readPastState(doc, author().at);
    expect(past?.registers.risks).toEqual([]);
    expect(past?.entries[0]?.owner).toBe('');
  });

  it('makes room for new changes, and is exact from the oldest that is left', () => {
    const { doc, clock, author } = recorded();
    const filler = { kind: 'key', ...author(), type: 'soa/A.5.1', key: 'owner', was: 'x' };
    logArray(doc).push(Array.from({ length: mostLogged }, () => filler));
    clock.at += hour;
    setOwner(doc, 'A.5.1', 'Alice');
    expect(logArray(doc).length).toBeLessThan(mostLogged);
    expect(logBegins(doc)).toBe(filler.at);
  });
});
