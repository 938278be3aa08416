import { expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  createCustomControl,
  removeCustomControl,
  restoreCustomControl,
  setCustomField,
} from '#core/workspace/custom-controls.ts';
import { createRecord, customIdOf, linkControl } from '#core/workspace/records.ts';
import { createRisk, readRisks } from '#core/workspace/risks.ts';
import { linkExhibit, readLinks, readSoa, setOwner, soaText } from '#core/workspace/workspace.ts';
import { recordClauseHistory } from '#core/workspace/clause-history.ts';
import { clauseText, readClauses } from '#core/workspace/clauses.ts';
import { recordSoaHistory } from '#core/workspace/soa-history.ts';
import { createClauseProjection } from './clause-projection.ts';
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

it('is what a reading of everything gives, whatever was changed', async () => {
  const doc = new Y.Doc();
  const projection = createSoaProjection(doc, createRegisterProjection(doc));
  const at = '2026-03-01T10:00:00.000Z';
  const obligation = '0199a000-0000-7000-8000-000000000001';
  const exhibit = '0199a000-0000-7000-8000-000000000002';
  const changes = [
    () => soaText(doc, 'A.5.1', 'implementation').insert(0, 'Written down.'),
    () => linkExhibit(doc, { control: 'A.5.1', exhibit, linkedBy: 'alice', linkedAt: at }),
    () => createRecord(doc, 'obligation', obligation, { name: 'GDPR', type: 'law' }, { by: '', at }),
    () => linkControl(doc, 'obligation', obligation, 'A.5.34', true),
    () => linkControl(doc, 'obligation', obligation, 'A.5.34', false),
  ];
  for (const change of changes) {
    change();
    await Promise.resolve();
    expect(projection.getState().entries).toEqual(readSoa(doc));
  }
});

it('has rows, links and names of custom controls while they are not removed', async () => {
  const doc = new Y.Doc();
  const registers = createRegisterProjection(doc);
  const projection = createSoaProjection(doc, registers);
  const at = '2026-03-01T10:00:00.000Z';
  const [record, risk, exhibit] = [1, 2, 3].map((n) => `0199a000-0000-7000-8000-00000000000${n}`) as [
    string,
    string,
    string,
  ];
  const control = customIdOf(record);
  const changes = [
    () => createRisk(doc, risk, { title: 'Theft', controls: [control] }, { by: '', at }),
    () => createCustomControl(doc, record, { title: 'Passwords' }, { by: '', at }),
    () => linkExhibit(doc, { control, exhibit, linkedBy: 'alice', linkedAt: at }),
    () => setOwner(doc, control, 'alice'),
    () => setCustomField(doc, control, 'description', 'Twelve or more'),
    () => removeCustomControl(doc, control),
    () => restoreCustomControl(doc, control),
  ];
  const counts: number[] = [];
  for (const change of changes) {
    change();
    await Promise.resolve();
    const { entries, links, names } = projection.getState();
    expect(entries).toEqual(readSoa(doc));
    expect(links).toEqual(readLinks(doc));
    expect(registers.getState().risks).toEqual(readRisks(doc));
    expect(names.find(control)?.title).toBe(entries.length > 93 ? 'Passwords' : undefined);
    expect(registers.getState().removedCustomControls).toHaveLength(
      counts.length > 0 && entries.length === 93 ? 1 : 0,
    );
    counts.push(entries.length);
  }
  expect(counts).toEqual([93, 94, 94, 94, 94, 93, 94]);
  const { names } = projection.getState();
  setOwner(doc, control, 'bob');
  await Promise.resolve();
  expect(projection.getState().names).toBe(names);
});

it('says nothing when a change has nothing to do with it', async () => {
  const doc = new Y.Doc();
  const projection = createSoaProjection(doc, createRegisterProjection(doc));
  const before = projection.getState();
  doc.getMap('soa-comments').set('a', 1);
  doc.getArray('soa/A.5.1/history').push([1]);
  await Promise.resolve();
  expect(projection.getState()).toBe(before);
});

it('shows what comes from others for the first time, whoever else reads it before', async () => {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  const author = () => ({ by: 'alice', at: '2026-03-01T10:00:00.000Z' });
  recordSoaHistory(here, author);
  recordClauseHistory(here, author);
  const clauses = createClauseProjection(here);
  const projection = createSoaProjection(here, createRegisterProjection(here));
  soaText(there, 'A.5.1', 'implementation').insert(0, 'Written elsewhere.');
  clauseText(there, '4.1').insert(0, 'Written elsewhere, too.');
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  await Promise.resolve();
  expect(projection.getState().entries).toEqual(readSoa(there));
  expect(clauses.getState()).toEqual(readClauses(there));
});
