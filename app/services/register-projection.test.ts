import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createRecord, recordText, removeRecord } from '#core/workspace/records.ts';
import { createRisk, readCriteria, readRisks, saveCriteria, setRiskField } from '#core/workspace/risks.ts';
import { readSoa } from '#core/workspace/workspace.ts';
import { createRegisterProjection } from './register-projection.ts';
import { createSoaProjection } from './soa-projection.ts';
import { createUndo } from './undo.ts';

const id = (n: number) => `01970000-0000-7000-8000-00000000000${n}`;
const who = { by: 'Anna', at: '2026-03-01T10:00:00.000Z' };

it('is as the document is after each change, also one that comes from elsewhere or is undone', () => {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  const projection = createRegisterProjection(doc);
  const undo = createUndo(doc);
  const agrees = () =>
    expect(projection.getState().risks).toEqual(readRisks(doc).filter((one) => !one.removed));
  undo.step(() => createRisk(doc, id(1), { title: 'Fire' }, who));
  agrees();
  createRisk(other, id(2), { title: 'Flood', controls: ['A.7.5'] }, who);
  recordText(other, 'risk', id(2), 'plan').insert(0, 'Pumps.');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  agrees();
  expect(projection.getState().risks.map(({ plan }) => plan)).toContain('Pumps.');
  recordText(other, 'risk', id(2), 'plan').insert(0, 'More ');
  setRiskField(other, id(2), 'owner', 'Ben');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  agrees();
  undo.undo();
  agrees();
  expect(projection.getState().risks.map(({ reference }) => reference)).toEqual(['R-1']);
  removeRecord(doc, 'risk', id(2));
  expect(projection.getState()).toMatchObject({ risks: [], removedRisks: [{ owner: 'Ben' }] });
  const { criteria } = readCriteria(doc);
  saveCriteria(doc, criteria, who);
  expect(projection.getState().criteria.version).toBe(2);
});

it('keeps its object while other things change, and gives rows their reasons', async () => {
  const doc = new Y.Doc();
  const projection = createRegisterProjection(doc);
  const soa = createSoaProjection(doc, projection);
  createRecord(doc, 'obligation', id(3), { name: 'GDPR', 'control:A.5.34': true }, who);
  const before = projection.getState();
  doc.getMap('links').set('something', true);
  await Promise.resolve();
  expect(projection.getState()).toBe(before);
  expect(soa.getState().entries).toEqual(readSoa(doc));
  expect(soa.getState().entries.find(({ control }) => control === 'A.5.34')?.reasons).toEqual(['legal']);
});
