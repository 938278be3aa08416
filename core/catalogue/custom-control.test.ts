import { describe, expect, it } from 'vitest';
import { controlNames, nameOfRow } from './control-name.ts';
import { isCustomId, type CustomControlId } from './control.ts';
import { controls } from './controls.ts';
import {
  inReferenceOrder,
  nextReference,
  referenceKey,
  referenceProblem,
  type CustomControl,
} from './custom-control.ts';

const idOf = (at: number): CustomControlId => `C.0199c001-0000-7000-8000-00000000000${at}`;
const customs = (...references: string[]): CustomControl[] =>
  references.map((reference, at) => ({
    id: idOf(at),
    reference,
    title: `Title of ${reference}`,
    source: '',
    description: '',
  }));

describe('a reference', () => {
  it.each([
    'C.1',
    'PCI-8.3.6',
    'CLD.6.3.1',
    'ISO 27017 CLD.9.5',
    '自社-1',
    ' C.1 ',
    'Access-9',
    'X'.repeat(20),
  ])('%j can be taken', (text) => expect(referenceProblem(text)).toBeUndefined());

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['X'.repeat(21), 'too-long'],
    ['C.1, C.2', 'separator'],
    ['C.1;', 'separator'],
    ['C|1', 'separator'],
    ['C\n1', 'separator'],
    ['C\u20281', 'separator'],
    ['A.5.1', 'like-annex'],
    ['a 8.34', 'like-annex'],
    ['5.1', 'like-annex'],
    ['8.3.6', 'like-annex'],
    ['A.9.2.1', 'like-annex'],
    ['A.99.1', 'like-annex'],
    ['Annex A 5.10', 'like-annex'],
    ['ISO 27001 A.6.3', 'like-annex'],
    ['Clause 9.2', 'like-annex'],
  ])('%j is refused: %s', (text, problem) => expect(referenceProblem(text)).toBe(problem));

  it('is the same whatever its case and blanks', () => {
    expect(referenceKey(' pci  8 ')).toBe(referenceKey('PCI 8'));
    expect(referenceKey('PCI 8')).not.toBe(referenceKey('PCI8'));
  });

  it('is proposed after the highest of its form', () => {
    expect(nextReference([])).toBe('C.1');
    expect(nextReference(customs('C.2', 'c.10', 'PCI-8', 'C.x'))).toBe('C.11');
  });

  it('orders numbers by their value, and equal ones by age', () => {
    const sorted = inReferenceOrder(customs('PCI-8', 'C.10', 'c.2', 'C.2', 'C.1'));
    expect(sorted.map(({ reference }) => reference)).toEqual(['C.1', 'c.2', 'C.2', 'C.10', 'PCI-8']);
  });
});

describe('names of controls', () => {
  it('are those of the 93, then of custom ones in their order', () => {
    const names = controlNames(customs('PCI-8', 'C.1'));
    expect(names.all.slice(0, 93).map(({ id }) => id)).toEqual(controls.map(({ id }) => id));
    expect(names.all.slice(93).map(({ reference, group }) => [reference, group])).toEqual([
      ['C.1', 'custom'],
      ['PCI-8', 'custom'],
    ]);
    expect(names.find('A.8.5')).toMatchObject({ reference: 'A.8.5', group: 'technological' });
    expect(names.find(idOf(0))?.title).toBe('Title of PCI-8');
    expect(names.find('A.9.9')).toBeUndefined();
  });

  it('order what is given once each, with what is not there at the end, by its id', () => {
    const names = controlNames(customs('PCI-8', 'C.1'));
    const ordered = names.inOrder([idOf(7), idOf(0), 'A.8.5', idOf(1), 'A.5.10', idOf(0)]);
    expect(ordered.map(names.referenceOf)).toEqual(['A.5.10', 'A.8.5', 'C.1', 'PCI-8', idOf(7)]);
  });

  it('of a row come with the row', () => {
    const [custom] = customs('C.1');
    expect(nameOfRow({ control: idOf(0), custom })).toMatchObject({ reference: 'C.1', group: 'custom' });
    expect(nameOfRow({ control: 'A.6.3' })).toMatchObject({ reference: 'A.6.3', group: 'people' });
    expect(nameOfRow({ control: idOf(0) })).toMatchObject({ reference: idOf(0), title: '' });
  });
});

it.each(['C.1', 'C.0199C001-0000-7000-8000-000000000001', 'C.__proto__', 'A.5.1', 'C.'])(
  '%s is no id of a custom control',
  (id) => expect(isCustomId(id)).toBe(false),
);
