import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultCriteria, riskCriteriaSchema } from '#core/risks/criteria.ts';
import { registerFields, registerNames } from '#core/risks/registers.ts';
import { propertySchema, treatmentSchema } from '#core/risks/risk.ts';
import type { Treatment } from '#core/risks/risk.ts';
import {
  createRecord,
  linkControl,
  recordText,
  removeRecord,
  restoreRecord,
} from '#core/workspace/records.ts';
import { readRegister, setRegisterField } from '#core/workspace/registers.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  readCriteria,
  readRisks,
  saveCriteria,
  setAction,
  setAffects,
  setRiskField,
  setRiskScore,
} from '#core/workspace/risks.ts';
import { readSoa, setApplicability, setStatus } from '#core/workspace/workspace.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import * as v from 'valibot';
import {
  makeReplicas,
  pick,
  replicaCount,
  runSteps,
  stepsOf,
  take,
  takeAll,
  type Edit,
} from '../fixtures/replicas.ts';

/** Few records, so that random edits meet. */
const id = fc.integer({ min: 0, max: 2 }).map((n) => `01890a5d-ac96-774b-bcce-b302099a805${n}`);
const control = fc.constantFrom('A.5.1', 'A.8.5', 'A.8.34' as const);
const step = fc.integer({ min: 0, max: 5 });
const word = fc.string({ maxLength: 12 });
const by = fc.constantFrom('Alice', 'Bob', 'Cem');
const at = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const author = fc.record({ by, at });
const treatment = fc.constantFrom(...treatmentSchema.options);
const register = fc.constantFrom(...registerNames);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(id, word, author).map(
    ([one, title, who]): Edit =>
      (doc) =>
        createRisk(doc, one, { title }, who),
  ),
  fc.tuple(id, fc.constantFrom('title', 'threat', 'owner'), word).map(
    ([one, field, words]): Edit =>
      (doc) =>
        setRiskField(doc, one, field, words),
  ),
  fc
    .tuple(id, fc.constantFrom('inherent', 'residual'), fc.constantFrom('likelihood', 'consequence'), step)
    .map(
      ([one, which, part, score]): Edit =>
        (doc) =>
          setRiskScore(doc, one, which, part, score),
    ),
  fc.tuple(id, fc.constantFrom(...propertySchema.options), fc.boolean()).map(
    ([one, property, holds]): Edit =>
      (doc) =>
        setAffects(doc, one, property, holds),
  ),
  fc.tuple(id, treatment, author).map(
    ([one, value, who]): Edit =>
      (doc) =>
        decideTreatment(doc, one, value, who),
  ),
  fc.tuple(id, step, step, author).map(
    ([one, likelihood, consequence, who]): Edit =>
      (doc) =>
        decideAcceptance(
          doc,
          one,
          { kind: 'accepted', score: { likelihood, consequence }, criteria: 1 },
          who,
        ),
  ),
  fc.tuple(id, author).map(
    ([one, who]): Edit =>
      (doc) =>
        decideAcceptance(doc, one, { kind: 'none' }, who),
  ),
  fc.tuple(id, id, word, fc.boolean()).map(
    ([one, action, title, done]): Edit =>
      (doc) =>
        setAction(doc, one, action, { title, done }),
  ),
  fc.tuple(id, control, fc.boolean()).map(
    ([one, named, holds]): Edit =>
      (doc) =>
        linkControl(doc, 'risk', one, named, holds),
  ),
  id.map(
    (one): Edit =>
      (doc) =>
        removeRecord(doc, 'risk', one),
  ),
  id.map(
    (one): Edit =>
      (doc) =>
        restoreRecord(doc, 'risk', one),
  ),
  fc.tuple(id, word).map(
    ([one, words]): Edit =>
      (doc) =>
        recordText(doc, 'risk', one, 'plan').insert(0, words),
  ),
  // A version before this one wrote decisions as plain values, acceptances without their owner.
  fc.tuple(id, treatment).map(
    ([one, value]): Edit =>
      (doc) =>
        void doc.getMap(`risk/${one}`).set('treatment', value),
  ),
  fc.tuple(id, step).map(
    ([one, likelihood]): Edit =>
      (doc) =>
        void doc
          .getMap(`risk/${one}`)
          .set('acceptance', { kind: 'accepted', score: { likelihood, consequence: 1 }, criteria: 1 }),
  ),
  // One to come writes fields that this one does not know.
  fc.tuple(id, word).map(
    ([one, value]): Edit =>
      (doc) =>
        void doc.getMap(`risk/${one}`).set('later', value),
  ),
  fc.tuple(fc.integer({ min: 0, max: 3 }), author).map(
    ([acceptUpTo, who]): Edit =>
      (doc) =>
        saveCriteria(doc, { ...defaultCriteria, acceptUpTo }, who),
  ),
  fc.tuple(register, id, word, author).map(
    ([kind, one, name, who]): Edit =>
      (doc) =>
        createRecord(doc, kind, one, { name }, who),
  ),
  fc.tuple(register, id, word).map(
    ([kind, one, name]): Edit =>
      (doc) =>
        setRegisterField(doc, kind, one, 'name', name),
  ),
  fc.tuple(id, control, fc.boolean()).map(
    ([one, named, holds]): Edit =>
      (doc) =>
        linkControl(doc, 'obligation', one, named, holds),
  ),
  fc.tuple(control, fc.constantFrom(...applicabilitySchema.options), author).map(
    ([named, value, who]): Edit =>
      (doc) =>
        setApplicability(doc, named, value, who),
  ),
  fc.tuple(control, fc.constantFrom(...implementationStatusSchema.options), author).map(
    ([named, value, who]): Edit =>
      (doc) =>
        setStatus(doc, named, value, who),
  ),
);

const readAll = (doc: Y.Doc) => ({
  risks: readRisks(doc),
  criteria: readCriteria(doc),
  soa: readSoa(doc),
  ...Object.fromEntries(registerNames.map((name) => [name, readRegister(doc, name)])),
});

describe('replicas of risks and registers', () => {
  it('converge after any edits, two to six of them, in any order of delivery', () => {
    fc.assert(
      fc.property(replicaCount, stepsOf(edit), (count, all) => {
        const replicas = makeReplicas(count);
        runSteps(replicas, all);
        const [first, ...others] = replicas.map(readAll);
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it('lose no decision: each last word of a replica that no other had seen stands or is contested', () => {
    const one = '01890a5d-ac96-774b-bcce-b302099a8050';
    fc.assert(
      fc.property(
        fc.array(fc.array(treatment, { maxLength: 3 }), { minLength: 2, maxLength: 6 }),
        (words) => {
          const replicas = makeReplicas(words.length);
          const [first] = replicas;
          if (!first) throw new Error('there are two or more');
          createRisk(first, one, { title: 'Fire' }, { by: '', at: '' });
          for (const doc of replicas) take(doc, first);
          words.forEach((own, at) => {
            for (const value of own)
              decideTreatment(pick(replicas, at), one, value, { by: `m${at}`, at: '' });
          });
          takeAll(replicas);
          const last = new Set(words.flatMap((own) => own.at(-1) ?? []));
          const [risk] = readRisks(first);
          const shown: Treatment[] =
            risk && risk.contested.treatment.length > 0
              ? risk.contested.treatment.map(({ value }) => value)
              : [risk?.treatment ?? 'undecided'];
          expect(new Set(shown)).toEqual(last.size > 0 ? last : new Set(['undecided']));
          decideTreatment(first, one, 'share', { by: 'chair', at: '' });
          for (const doc of replicas) {
            take(doc, first);
            expect(readRisks(doc)[0]).toMatchObject({ treatment: 'share', contested: { treatment: [] } });
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('read whatever a hostile replica puts into a record as its types allow', () => {
    const one = '01890a5d-ac96-774b-bcce-b302099a8050';
    const anything = fc.oneof(fc.jsonValue(), fc.uint8Array({ maxLength: 8 }), fc.constant(undefined));
    const keys = fc.oneof(
      fc.constantFrom(
        'title',
        'number',
        'basis',
        'treatment',
        'treatment@1.1',
        'acceptance@2.2',
        'inherent:likelihood',
        'affects:integrity',
        'control:A.9.9',
        'asset:x',
        `action:${one}:due`,
        'created',
        'removed',
        ...registerFields.asset.map(({ name }) => name),
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, anything), { maxLength: 30 }), anything, (values, criteria) => {
        const doc = new Y.Doc();
        createRisk(doc, one, { title: 'Fire' }, { by: '', at: '' });
        for (const [key, value] of values)
          for (const kind of ['risk', 'asset']) doc.getMap(`${kind}/${one}`).set(key, value);
        doc.getMap('risk-criteria').set('criteria', criteria);
        for (const risk of readRisks(doc)) {
          expect(treatmentSchema.options).toContain(risk.treatment);
          expect(typeof risk.title).toBe('string');
          for (const score of [risk.inherent.likelihood, risk.residual.consequence])
            expect([0, 1, 2, 3, 4, 5]).toContain(score);
          for (const due of risk.actions.map((action) => action.due))
            expect(due).toMatch(/^(\d{4}-\d\d-\d\d)?$/);
        }
        for (const asset of readRegister(doc, 'asset')) expect(typeof asset.name).toBe('string');
        expect(v.is(riskCriteriaSchema, readCriteria(doc).criteria)).toBe(true);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
