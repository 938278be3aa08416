import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { WholeWorkspace } from '#core/exchange/workspace-file.ts';
import { addApproval, readApprovals } from '#core/workspace/soa-approvals.ts';
import { recordChanges } from '#core/workspace/change-log.ts';
import { readPastState } from '#core/workspace/past-state.ts';
import { createRisk, readRisks } from '#core/workspace/risks.ts';
import { readSoa, setApplicability, setOwner, soaText } from '#core/workspace/workspace.ts';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import { createIsmsProjection } from './isms.ts';
import type { PreferencesService } from './preferences.ts';
import { createUndo } from './undo.ts';
import { createWorkspaceFiles } from './workspace-files.ts';

const author = (by: string) => ({ by, at: '2026-05-01T00:00:00.000Z' });
const uuid = (at: number) => `0199c001-0000-7000-8000-${String(at).padStart(12, '0')}`;

function workspaceOf(doc: Y.Doc, clock: { now: Date }) {
  const names = { memberName: 'Alice', organization: 'Here' };
  // Only what this test's path asks of them.
  const evidence = { put: async () => ({ ok: true, value: undefined }) } as unknown as EvidenceStore;
  const preferences = {
    getState: () => names,
    setName: async () => undefined,
    subscribe: () => () => undefined,
  } as unknown as PreferencesService;
  const undo = createUndo(doc);
  const isms = createIsmsProjection(doc, preferences);
  return {
    undo,
    files: createWorkspaceFiles({ doc, undo, evidence, preferences, isms, now: () => clock.now }),
  };
}

it('merges a stranger’s workspace into one that is not empty: both are kept, clashes are contested, undo takes it back', async () => {
  const doc = new Y.Doc();
  const clock = { now: new Date('2026-06-01T00:00:00.000Z') };
  recordChanges(doc, () => ({ by: 'Alice', at: clock.now.toISOString() }));
  setApplicability(doc, 'A.5.1', 'applicable', author('Alice'));
  soaText(doc, 'A.5.1', 'remarks').insert(0, 'ours. ');
  setOwner(doc, 'A.5.2', 'Alice');
  createRisk(doc, uuid(1), { title: 'Fire' }, author('Alice'));
  const before = readSoa(doc);
  const beforeMerge = clock.now.toISOString();

  const other = new Y.Doc();
  setApplicability(other, 'A.5.1', 'not-applicable', author('Ben'));
  soaText(other, 'A.5.1', 'remarks').insert(0, 'theirs. ');
  setOwner(other, 'A.5.3', 'Ben');
  createRisk(other, uuid(2), { title: 'Flood' }, author('Ben'));
  await addApproval(other, { line: 'a line', introduction: 'another' });
  const file: WholeWorkspace = { organization: 'There', update: Y.encodeStateAsUpdate(other), exhibits: [] };

  const { undo, files } = workspaceOf(doc, clock);
  clock.now = new Date('2026-06-02T00:00:00.000Z');
  expect(await files.open(file)).toBe(true);
  const [first, second, third] = readSoa(doc);
  expect(first?.contested.applicability.map(({ by, value }) => `${by} ${value}`)).toEqual([
    'Alice applicable',
    'Ben not-applicable',
  ]);
  expect(first?.remarks).toContain('ours. ');
  expect(first?.remarks).toContain('theirs. ');
  expect([second?.owner, third?.owner]).toEqual(['Alice', 'Ben']);
  expect(readRisks(doc).map(({ reference, title }) => `${reference} ${title}`)).toEqual([
    'R-1 Fire',
    'R-1b Flood',
  ]);
  expect(readApprovals(doc)).toHaveLength(1);
  // Two pasts are mixed: no day before the merge is told.
  expect(readPastState(doc, beforeMerge)).toBeUndefined();
  expect(readPastState(doc, clock.now.toISOString())?.entries).toEqual(readSoa(doc));

  undo.undo();
  expect(readSoa(doc)).toEqual(before);
  expect(readRisks(doc).map(({ title }) => title)).toEqual(['Fire']);
});
