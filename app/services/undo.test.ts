import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  linkExhibit,
  readSoa,
  readSoaEntry,
  setOwner,
  setStatus,
  unlinkExhibit,
} from '#core/workspace/workspace.ts';
import { createCustomControl, removeCustomControl } from '#core/workspace/custom-controls.ts';
import { addComment, readComments } from '#core/workspace/soa-comments.ts';
import { readSoaHistory, recordSoaHistory } from '#core/workspace/soa-history.ts';
import { createUndo } from './undo.ts';

const exhibit = '0199a000-0000-7000-8000-000000000001';
const link = { control: 'A.8.5', exhibit, linkedBy: 'alice', linkedAt: '2026-03-01T10:00:00.000Z' } as const;

describe('createUndo', () => {
  it('takes back one step and says which control it touched', () => {
    const doc = new Y.Doc();
    const undo = createUndo(doc);
    undo.step(() => setStatus(doc, 'A.8.5', 'implemented'));
    undo.step(() => setOwner(doc, 'A.5.1', 'bob'));
    expect(undo.undo()).toEqual(['A.5.1']);
    expect(undo.undo()).toEqual(['A.8.5']);
    expect(undo.getState()).toEqual({ canUndo: false, canRedo: true });
    expect(undo.redo()).toEqual(['A.8.5']);
    expect(readSoaEntry(doc, 'A.8.5').status).toBe('implemented');
  });

  it('names the control of a link that comes back', () => {
    const doc = new Y.Doc();
    linkExhibit(doc, link);
    const undo = createUndo(doc);
    undo.step(() => unlinkExhibit(doc, 'A.8.5', exhibit));
    expect(undo.undo()).toEqual(['A.8.5']);
    expect(readSoaEntry(doc, 'A.8.5').exhibits).toEqual([exhibit]);
  });

  it('brings a removed custom control back, and names it as people do', () => {
    const doc = new Y.Doc();
    const record = '0199a000-0000-7000-8000-000000000002';
    const made = { by: 'alice', at: '2026-03-01T10:00:00.000Z' };
    const control = createCustomControl(doc, record, { reference: 'PCI-8' }, made);
    const undo = createUndo(doc);
    undo.step(() => setOwner(doc, control, 'bob'));
    undo.step(() => removeCustomControl(doc, control));
    expect(readSoa(doc)).toHaveLength(93);
    expect(undo.undo()).toEqual(['PCI-8']);
    expect(readSoa(doc).at(-1)).toMatchObject({ custom: { reference: 'PCI-8' }, owner: 'bob' });
    expect(undo.undo()).toEqual(['PCI-8']);
    expect(readSoa(doc).at(-1)?.owner).toBe('');
  });

  it('does nothing for who may only read', () => {
    const doc = new Y.Doc();
    let mayEdit = true;
    const undo = createUndo(doc, () => !mayEdit);
    undo.step(() => setStatus(doc, 'A.8.5', 'implemented'));
    mayEdit = false;
    undo.step(() => setStatus(doc, 'A.8.5', 'planned'));
    expect(undo.undo()).toEqual([]);
    expect(readSoaEntry(doc, 'A.8.5').status).toBe('implemented');
  });

  it('leaves alone what the app did by itself', () => {
    const doc = new Y.Doc();
    const undo = createUndo(doc);
    linkExhibit(doc, link);
    expect(undo.undo()).toEqual([]);
    expect(readSoaEntry(doc, 'A.8.5').exhibits).toEqual([exhibit]);
  });

  it('leaves alone what somebody else did', () => {
    const alice = new Y.Doc();
    const bob = new Y.Doc();
    const undo = createUndo(alice);
    setOwner(bob, 'A.8.5', 'bob');
    Y.applyUpdate(alice, Y.encodeStateAsUpdate(bob));
    expect(undo.getState().canUndo).toBe(false);
    expect(undo.undo()).toEqual([]);
    expect(readSoaEntry(alice, 'A.8.5').owner).toBe('bob');
  });

  it('takes back one’s own comment and leaves the reply of another', () => {
    const alice = new Y.Doc();
    const bob = new Y.Doc();
    const undo = createUndo(alice);
    const at = '2026-03-01T10:00:00.000Z';
    const [thread, reply] = [exhibit, '0199a000-0000-7000-8000-000000000002'];
    const place = { control: 'A.8.5', thread } as const;
    undo.step(() =>
      addComment(alice, { ...place, id: thread }, { by: 'Alice', at, text: 'So?', mentions: [] }),
    );
    Y.applyUpdate(bob, Y.encodeStateAsUpdate(alice));
    addComment(bob, { ...place, id: reply }, { by: 'Bob', at, text: 'So.', mentions: [] });
    Y.applyUpdate(alice, Y.encodeStateAsUpdate(bob));
    const said = () =>
      readComments(alice)
        .get('A.8.5')
        ?.flatMap(({ comments }) => comments.map(({ text }) => text));
    expect(undo.undo()).toEqual(['A.8.5']);
    expect(said()).toEqual(['So.']);
    undo.redo();
    expect(said()).toEqual(['So?', 'So.']);
  });

  it('leaves the history alone, to which it is one more change', () => {
    const doc = new Y.Doc();
    let minute = 0;
    recordSoaHistory(doc, () => ({ by: 'Alice', at: `2026-03-01T10:0${(minute += 1)}:00.000Z` }));
    const undo = createUndo(doc);
    undo.step(() => setOwner(doc, 'A.8.5', 'Bob'));
    undo.undo();
    expect(undo.getState()).toEqual({ canUndo: false, canRedo: true });
    undo.redo();
    expect(readSoaHistory(doc, 'A.8.5').map(({ was, value }) => [was, value])).toEqual([
      ['', 'Bob'],
      ['Bob', ''],
      ['', 'Bob'],
    ]);
  });
});
