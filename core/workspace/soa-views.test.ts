import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { noFilter, usualLook } from '../soa/soa-view.ts';
import { readViews, saveView, viewMap } from './soa-views.ts';

const id = '01970000-0000-7000-8000-000000000001';

it('keeps a view with owners and attributes', () => {
  const doc = new Y.Doc();
  const filter = {
    ...noFilter,
    owners: ['', 'Ann'],
    attributes: ['type:preventive', 'concept:detect'] as const,
  };
  saveView(doc, {
    id,
    name: 'Mine',
    filter: { ...filter, attributes: [...filter.attributes] },
    look: usualLook,
  });
  expect(readViews(doc)).toEqual([{ id, name: 'Mine', filter, look: usualLook }]);
});

it('reads a view from before owners and attributes could be chosen as one that asks for neither', () => {
  const doc = new Y.Doc();
  const { owners: _owners, attributes: _attributes, ...older } = { ...noFilter, text: 'mfa' };
  viewMap(doc).set(id, { name: 'Old', filter: older, look: usualLook });
  expect(readViews(doc)[0]?.filter).toEqual({ ...noFilter, text: 'mfa' });
});

it('leaves out a view that names an attribute of a later version, and keeps it in the document', () => {
  const doc = new Y.Doc();
  viewMap(doc).set(id, {
    name: 'Later',
    filter: { ...noFilter, attributes: ['colour:red'] },
    look: usualLook,
  });
  expect(readViews(doc)).toEqual([]);
  expect(viewMap(doc).has(id)).toBe(true);
});
