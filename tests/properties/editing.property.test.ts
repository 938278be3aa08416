/** What is written beside the rows of the SoA: comments, history and views. Replicas converge, and nothing that was said is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
} from '#core/soa/soa-entry.ts';
import { noFilter, soaColumns, usualLook } from '#core/soa/soa-view.ts';
import type { RowField, RowValue } from '#core/workspace/row-values.ts';
import { setRowValue } from '#core/workspace/row-values.ts';
import {
  addComment,
  deleteComment,
  editComment,
  commentMap,
  readComments,
  reopenThread,
  resolveThread,
} from '#core/workspace/soa-comments.ts';
import { readSoaHistory, recordSoaHistory } from '#core/workspace/soa-history.ts';
import { deleteView, readViews, saveView, viewMap } from '#core/workspace/soa-views.ts';
import { readRowValues, readSoa, soaText } from '#core/workspace/workspace.ts';
import {
  makeReplicas,
  replicaCount,
  runSteps,
  stepsOf,
  take,
  type Edit,
  type Step,
} from '../fixtures/replicas.ts';

const named = ['A.5.1', 'A.8.5'] as const satisfies readonly ControlId[];
/** Few rows, threads and views, so that random edits meet. */
const control = fc.constantFrom(...named);
const thread = fc.integer({ min: 0, max: 2 }).map((n) => `01890a5d-ac96-774b-bcce-b302099a805${n}`);
const name = fc.constantFrom('Alice', 'Bob', 'Cem Öz');
const instant = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const author = fc.record({ by: name, at: instant });
const words = fc.string({ minLength: 1, maxLength: 12 });

const cell: fc.Arbitrary<RowValue<RowField>> = fc.oneof(
  fc.record({ field: fc.constant('owner' as const), value: words }),
  fc.record({ field: fc.constant('reviewer' as const), value: words }),
  fc.record({ field: fc.constant('maturity' as const), value: fc.integer({ min: 0, max: 5 }) }),
  fc.record({
    field: fc.constant('status' as const),
    value: fc.constantFrom(...implementationStatusSchema.options),
  }),
  fc.record({
    field: fc.constant('applicability' as const),
    value: fc.constantFrom(...applicabilitySchema.options),
  }),
  fc.record({ field: fc.constant('reasons' as const), value: fc.subarray(inclusionReasonSchema.options) }),
  fc.record({ field: fc.constant('remarks' as const), value: words }),
);

const threadsOf = (doc: Y.Doc) => [...readComments(doc).values()].flat();
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(control, cell, author).map(
    ([id, value, who]): Edit =>
      (doc) =>
        setRowValue(doc, id, value, who),
  ),
  fc.tuple(control, thread, fc.uuid({ version: 7 }), words, author).map(
    ([id, one, comment, text, who]): Edit =>
      (doc) =>
        addComment(doc, { control: id, thread: one, id: comment }, { ...who, text, mentions: [] }),
  ),
  fc.tuple(fc.nat(5), author).map(([at, who]): Edit => (doc) => {
    const [one] = threadsOf(doc).slice(at);
    if (one) resolveThread(doc, one, who);
  }),
  fc
    .tuple(fc.nat(5), fc.uuid({ version: 7 }), words, instant, fc.boolean())
    .map(([at, anew, text, when, mine]): Edit => (doc) => {
      const [one] = threadsOf(doc).slice(at);
      const [comment] = one?.comments ?? [];
      if (!one || !comment) return;
      const who = { by: mine ? comment.by : `not ${comment.by}`, at: when };
      const place = { control: one.control, thread: one.id, id: comment.id, edit: anew };
      editComment(doc, place, { ...who, text, mentions: [] });
    }),
  fc.tuple(fc.nat(5), instant).map(([at, when]): Edit => (doc) => {
    const [one] = threadsOf(doc).slice(at);
    const comment = one?.comments.at(-1);
    if (one && comment)
      deleteComment(
        doc,
        { control: one.control, thread: one.id, id: comment.id },
        { by: comment.by, at: when },
      );
  }),
  fc.nat(5).map((at): Edit => (doc) => {
    const [one] = threadsOf(doc).slice(at);
    if (one) reopenThread(doc, one);
  }),
  fc.tuple(thread, words, fc.subarray([...soaColumns])).map(([id, title, columns]): Edit => (doc) => {
    if (title.trim() !== '')
      saveView(doc, { id, name: title, filter: noFilter, look: { ...usualLook, columns } });
  }),
  thread.map(
    (id): Edit =>
      (doc) =>
        deleteView(doc, id),
  ),
  // A version before this one wrote decisions as plain values, and views without later filters.
  fc.tuple(control, fc.constantFrom(...implementationStatusSchema.options)).map(
    ([id, value]): Edit =>
      (doc) =>
        void doc.getMap(`soa/${id}`).set('status', value),
  ),
  fc.tuple(thread, words).map(([id, title]): Edit => (doc) => {
    const { owners: _owners, attributes: _attributes, ...filter } = noFilter;
    viewMap(doc).set(id, { name: title, filter, look: usualLook });
  }),
  // One to come writes fields that this one does not know.
  fc.tuple(control, words).map(
    ([id, value]): Edit =>
      (doc) =>
        void doc.getMap(`soa/${id}`).set('later', value),
  ),
);

const steps = stepsOf(edit);

/** Replicas that record their own history, each by its own clock. */
const makeMembers = (count: number): Y.Doc[] =>
  makeReplicas(count, (doc, at) => {
    let ms = at;
    recordSoaHistory(doc, () => ({ by: `member ${at}`, at: new Date((ms += 100_000)).toISOString() }));
  });

function runAll(count: number, all: readonly Step[], after?: (doc: Y.Doc) => void): Y.Doc[] {
  const replicas = makeMembers(count);
  runSteps(replicas, all, after);
  return replicas;
}

/** Each text that somebody said or said anew, with where it stands. */
const sayings = (doc: Y.Doc): string[] =>
  [...commentMap(doc)].flatMap(([key, value]) =>
    /\|(resolved|deleted)$/.test(key) ? [] : `${key} ${(value as { text: string }).text}`,
  );

const readAll = (doc: Y.Doc) => ({
  soa: readSoa(doc),
  comments: readComments(doc),
  views: readViews(doc),
  history: named.map((id) => readSoaHistory(doc, id)),
});

describe('replicas of comments, history and views', () => {
  it('converge after any edits, two to six of them, in any order of delivery', () => {
    fc.assert(
      fc.property(replicaCount, steps, (count, all) => {
        const [first, ...others] = runAll(count, all).map(readAll);
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('lose nothing that was said, whoever resolves, edits or takes back what meanwhile', () => {
    fc.assert(
      fc.property(replicaCount, steps, (count, all) => {
        const said = new Set<string>();
        const replicas = runAll(count, all, (doc) => {
          for (const one of sayings(doc)) said.add(one);
        });
        for (const doc of replicas) {
          expect(new Set(sayings(doc))).toEqual(said);
          // What is not shown was taken back by whoever said it.
          const shown = new Set(threadsOf(doc).flatMap(({ comments }) => comments.map(({ id }) => id)));
          for (const [key] of commentMap(doc)) {
            const [row = '', one = '', id = '', ...more] = key.split('|');
            if (id === 'resolved' || more.length > 0 || shown.has(id)) continue;
            expect(commentMap(doc).has(`${row}|${one}|${id}|deleted`)).toBe(true);
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('lose no value of a cell: each one that stood somewhere stands or is in its history', () => {
    fc.assert(
      fc.property(replicaCount, steps, (count, all) => {
        const stood = new Set<string>();
        const worded = (id: ControlId, field: string, value: unknown) =>
          `${id} ${field} ${JSON.stringify(value)}`;
        const note = (into: Set<string>, doc: Y.Doc) => {
          for (const id of named) {
            // Prose merges, and reasons ticked apart merge into a set that nobody chose: no values that somebody wrote.
            const { contested, remarks: _text, reasons: _set, ...values } = readRowValues(doc, id);
            for (const [field, value] of Object.entries(values)) into.add(worded(id, field, value));
            for (const [field, claims] of Object.entries(contested))
              for (const { value } of claims) into.add(worded(id, field, value));
          }
        };
        const replicas = runAll(count, all, (doc) => note(stood, doc));
        for (const doc of replicas) {
          const kept = new Set<string>();
          note(kept, doc);
          for (const id of named)
            for (const { field, was, value } of readSoaHistory(doc, id))
              for (const one of [was, value]) kept.add(worded(id, field, one));
          // Before anybody changed it, and while members differ, a cell says what a blank one says.
          const blank = readRowValues(new Y.Doc(), named[0]);
          const missing = [...stood].filter(
            (one) =>
              !kept.has(one) &&
              !Object.entries(blank).some(([field, value]) =>
                named.some((id) => worded(id, field, value) === one),
              ),
          );
          expect(missing).toEqual([]);
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('keep the text that stood before somebody began to write, for each who did', () => {
    fc.assert(
      fc.property(words, words, words, (base, hers, his) => {
        const [alice, bob] = makeMembers(2) as [Y.Doc, Y.Doc];
        soaText(alice, 'A.5.1', 'remarks').insert(0, base);
        take(bob, alice);
        soaText(alice, 'A.5.1', 'remarks').insert(0, hers);
        soaText(bob, 'A.5.1', 'remarks').insert(0, his);
        take(alice, bob);
        // Alice went on with what she had begun; Bob began on what she had written.
        expect(readSoaHistory(alice, 'A.5.1').map(({ by, was }) => [by, was])).toEqual(
          expect.arrayContaining([
            ['member 0', ''],
            ['member 1', base],
          ]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('read whatever a hostile replica puts there as its types allow', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.uint8Array({ maxLength: 8 }), fc.constant(undefined));
    const one = '01890a5d-ac96-774b-bcce-b302099a8050';
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom(
        one,
        '__proto__',
        `A.5.1|${one}|${one}`,
        `A.5.1|${one}|resolved`,
        `A.5.1|${one}|${one}|${one}`,
        `A.5.1|${one}|${one}|deleted`,
      ),
    );
    const change = fc.oneof(
      fc.jsonValue(),
      fc.record({
        field: fc.constantFrom('owner', 'reasons', 'toString'),
        by: anything,
        at: instant,
        was: anything,
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, anything)), fc.array(change), (values, changes) => {
        const doc = new Y.Doc();
        for (const [at, value] of values) {
          commentMap(doc).set(at, value);
          viewMap(doc).set(at, value);
        }
        // As they come from the network: objects as JSON makes them.
        doc
          .getArray('soa/A.5.1/history')
          .push(changes.map((one) => JSON.parse(JSON.stringify(one)) as unknown));
        for (const { comments } of threadsOf(doc))
          for (const { text, mentions, deleted } of comments)
            expect([text, ...mentions].join('') === '').toBe(deleted);
        for (const view of readViews(doc)) expect(Array.isArray(view.look.columns)).toBe(true);
        for (const { by, at, field } of readSoaHistory(doc, 'A.5.1')) {
          expect(typeof by).toBe('string');
          expect(Number.isNaN(Date.parse(at))).toBe(false);
          expect(['owner', 'reasons']).toContain(field);
        }
        expect(readSoa(doc)).toEqual(readSoa(new Y.Doc()));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
