import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import { controls } from '#core/catalogue/controls.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
} from '#core/soa/soa-entry.ts';
import {
  justificationText,
  linkExhibit,
  readLinks,
  readSoa,
  readSoaEntry,
  setApplicability,
  setOwner,
  setPlannedFor,
  setReason,
  setStatus,
  unlinkExhibit,
} from '#core/workspace/workspace.ts';
import {
  makeReplicas,
  replicaCount,
  runSteps,
  stepsOf,
  take,
  takeAll,
  type Edit,
} from '../fixtures/replicas.ts';

/** Few controls and exhibits, so that random edits meet. */
const control = fc.constantFrom<ControlId[]>('A.5.1', 'A.5.2', 'A.8.34');
const exhibit = fc.integer({ min: 0, max: 3 }).map((n) => `01890a5d-ac96-774b-bcce-b302099a805${n}`);
const instant = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((at) => at.slice(0, 10));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ control, value: fc.constantFrom(...applicabilitySchema.options) }).map(
    ({ control: id, value }): Edit =>
      (doc) =>
        setApplicability(doc, id, value),
  ),
  fc.record({ control, value: fc.constantFrom(...implementationStatusSchema.options) }).map(
    ({ control: id, value }): Edit =>
      (doc) =>
        setStatus(doc, id, value),
  ),
  fc.record({ control, reason: fc.constantFrom(...inclusionReasonSchema.options), holds: fc.boolean() }).map(
    ({ control: id, reason, holds }): Edit =>
      (doc) =>
        setReason(doc, id, reason, holds),
  ),
  fc.record({ control, owner: fc.string({ maxLength: 20 }) }).map(
    ({ control: id, owner }): Edit =>
      (doc) =>
        setOwner(doc, id, owner),
  ),
  fc.record({ control, date: fc.oneof(fc.constant(''), day) }).map(
    ({ control: id, date }): Edit =>
      (doc) =>
        setPlannedFor(doc, id, date),
  ),
  fc.record({ control, exhibit, linkedBy: fc.string({ maxLength: 9 }), linkedAt: instant }).map(
    (link): Edit =>
      (doc) =>
        linkExhibit(doc, link),
  ),
  fc.record({ control, exhibit }).map(
    ({ control: id, exhibit: linked }): Edit =>
      (doc) =>
        unlinkExhibit(doc, id, linked),
  ),
  // A version before this one wrote decisions as plain values; one to come writes fields that this one does not know.
  fc.record({ control, value: fc.constantFrom(...applicabilitySchema.options) }).map(
    ({ control: id, value }): Edit =>
      (doc) =>
        void doc.getMap(`soa/${id}`).set('applicability', value),
  ),
  fc.record({ control, value: fc.string({ maxLength: 9 }) }).map(
    ({ control: id, value }): Edit =>
      (doc) =>
        void doc.getMap(`soa/${id}`).set('later', value),
  ),
  fc
    .record({ control, at: fc.nat(40), words: fc.string({ maxLength: 8 }), gone: fc.nat(3) })
    .map(({ control: id, at, words, gone }): Edit => (doc) => {
      const text = justificationText(doc, id);
      const from = Math.min(at, text.length);
      text.delete(from, Math.min(gone, text.length - from));
      text.insert(from, words);
    }),
);

const makePair = () => makeReplicas(2) as [Y.Doc, Y.Doc];

describe('replicas of a workspace', () => {
  it('converge after any edits, two to six of them, in any order of delivery', () => {
    fc.assert(
      fc.property(replicaCount, stepsOf(edit), (count, steps) => {
        const replicas = makeReplicas(count);
        runSteps(replicas, steps);
        const [first, ...others] = replicas.map((doc) => ({ soa: readSoa(doc), links: readLinks(doc) }));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 40 },
    );
    // Hundreds of whole readings: seconds on a busy machine.
  }, 60_000);

  it('read the same from merged updates as from updates one by one', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 40, size: 'max' }), (edits) => {
        const doc = new Y.Doc();
        const updates: Uint8Array[] = [Y.encodeStateAsUpdate(doc)];
        doc.on('update', (update) => updates.push(update));
        for (const change of edits) change(doc);
        const loaded = new Y.Doc();
        Y.applyUpdate(loaded, Y.mergeUpdates(updates));
        expect(readSoa(loaded)).toEqual(readSoa(doc));
      }),
      { numRuns: 40 },
    );
  });

  it('keep both texts that two members wrote into one row at once', () => {
    // Letters of one member only, so that each one's text can be told from the other's.
    const lower = fc.string({
      unit: fc.constantFrom(...'abcdefghij'.split('')),
      minLength: 1,
      maxLength: 30,
    });
    const upper = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJ'.split('')),
      minLength: 1,
      maxLength: 30,
    });
    const base = fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), maxLength: 20 });
    fc.assert(
      fc.property(control, base, lower, upper, fc.nat(20), fc.nat(20), (id, start, hers, his, at, there) => {
        const [alice, bob] = makePair();
        justificationText(alice, id).insert(0, start);
        take(bob, alice);
        justificationText(alice, id).insert(Math.min(at, start.length), hers);
        justificationText(bob, id).insert(Math.min(there, start.length), his);
        takeAll([alice, bob]);
        const merged = readSoaEntry(alice, id).justification;
        expect(readSoaEntry(bob, id).justification).toBe(merged);
        // Neither is split nor cut: each text stands in one piece.
        expect(merged).toContain(hers);
        expect(merged).toContain(his);
        expect(merged.replace(hers, '').replace(his, '')).toBe(start);
      }),
      { numRuns: 200 },
    );
  });

  it('keep different reasons and different links that members add at once', () => {
    fc.assert(
      fc.property(control, exhibit, exhibit, instant, (id, one, other, linkedAt) => {
        const [alice, bob] = makePair();
        setReason(alice, id, 'legal', true);
        setReason(bob, id, 'risk', true);
        linkExhibit(alice, { control: id, exhibit: one, linkedBy: 'Alice', linkedAt });
        linkExhibit(bob, { control: id, exhibit: other, linkedBy: 'Bob', linkedAt });
        takeAll([alice, bob]);
        const entry = readSoaEntry(bob, id);
        expect(entry.reasons).toEqual(['legal', 'risk']);
        expect(new Set(entry.exhibits)).toEqual(new Set([one, other]));
        expect(entry.exhibits).toHaveLength(one === other ? 1 : 2);
      }),
    );
  });
});

describe('a document with values that do not fit', () => {
  /** Anything that a Yjs map can hold. */
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.uint8Array({ maxLength: 8 }),
    fc.constant(undefined),
    fc.constantFrom('Applicable', 'none', '2026-13-45', '2026-02-30T00:00', 'x'.repeat(501)),
  );
  const fields = ['applicability', 'status', 'plannedFor', 'owner', 'reason:legal', 'reason:other'];

  it('reads each of them as not set, and as nothing else than its type allows', () => {
    fc.assert(
      fc.property(control, fc.array(anything, { minLength: 6, maxLength: 6 }), (id, values) => {
        const doc = new Y.Doc();
        for (const [index, field] of fields.entries()) doc.getMap(`soa/${id}`).set(field, values[index]);
        const entry = readSoaEntry(doc, id);
        const [applicability, status, plannedFor, owner, legal] = values;
        const fits = (options: readonly unknown[], value: unknown, otherwise: string) =>
          options.includes(value) ? value : otherwise;
        expect(entry.applicability).toBe(fits(applicabilitySchema.options, applicability, 'undecided'));
        expect(entry.status).toBe(fits(implementationStatusSchema.options, status, 'unverified'));
        expect(entry.owner).toBe(typeof owner === 'string' && owner.length <= 500 ? owner : '');
        expect(entry.reasons).toEqual(legal === true ? ['legal'] : []);
        expect(entry.plannedFor === '' || entry.plannedFor === plannedFor).toBe(true);
        expect(entry.plannedFor).toMatch(/^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves malformed links out and keeps the good ones', () => {
    const good = { linkedBy: 'Alice', linkedAt: '2026-01-02T03:04:05.000Z' };
    const id = '01890a5d-ac96-774b-bcce-b302099a8050';
    const badKey = fc.oneof(
      fc.string(),
      fc.constantFrom('A.5.1', `A.9.1|${id}`, 'A.5.1|no-id', `A.5.01|${id}`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(badKey, anything)), anything, (bad, value) => {
        const doc = new Y.Doc();
        const links = doc.getMap('links');
        for (const [key, something] of bad) links.set(key, something);
        links.set(`A.5.2|${id}`, value);
        links.set(`A.5.1|${id}`, good);
        expect(readLinks(doc)).toEqual([{ control: 'A.5.1', exhibit: id, ...good }]);
        expect(readSoa(doc)).toHaveLength(controls.length);
      }),
      { numRuns: 300 },
    );
  });
});
