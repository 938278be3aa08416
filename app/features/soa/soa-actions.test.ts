import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { controlNames } from '#core/catalogue/control-name.ts';
import { readCustomControls } from '#core/workspace/custom-controls.ts';
import { en } from '../../messages/en.ts';
import { createToasts } from '../../services/toasts.ts';
import { createUndo } from '../../services/undo.ts';
import { createWatchable } from '../../services/watchable.ts';
import { createSoaActions } from './soa-actions.ts';

const exhibit = '0199a000-0000-7000-8000-000000000001';
const draft = { reference: 'PCI-8.3.6', title: 'Long passwords', source: 'PCI DSS 4.0.1' };

function makeActions(mayEdit = true) {
  const doc = new Y.Doc();
  const toasts = createToasts();
  const undo = createUndo(doc, () => !mayEdit);
  const actions = createSoaActions({
    doc,
    notes: new Y.Doc(),
    editRight: createWatchable(mayEdit),
    undo,
    toasts,
    messages: en,
    names: () => controlNames(readCustomControls(doc)),
    memberName: () => 'Anna',
    now: () => new Date('2026-03-01T10:00:00.000Z'),
  });
  return { doc, undo, actions, said: () => toasts.getState().at(-1) };
}

it('adds a custom control, calls it by its reference, and brings it back after it was removed', () => {
  const { doc, undo, actions, said } = makeActions();
  const id = actions.addCustomControl(draft);
  if (!id) throw new Error('It was not added.');
  actions.link(id, exhibit);
  expect(said()?.text).toBe('Exhibit linked to PCI-8.3.6');
  const [control] = readCustomControls(doc);
  if (!control) throw new Error('It is not there.');
  expect(control).toMatchObject({ id, ...draft });
  actions.removeCustomControl(control);
  expect(readCustomControls(doc)).toEqual([]);
  said()?.action?.run();
  expect(readCustomControls(doc)).toEqual([control]);
  // What the toast did is a step of its own.
  expect(undo.undo()).toEqual(['PCI-8.3.6']);
  expect(readCustomControls(doc)).toEqual([]);
});

it('adds and removes nothing for who may only read', () => {
  const { doc, actions, said } = makeActions(false);
  expect(actions.addCustomControl(draft)).toBeUndefined();
  expect(readCustomControls(doc)).toEqual([]);
  expect(said()).toBeUndefined();
});
