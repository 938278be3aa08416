import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { unreadableReference } from '../catalogue/custom-control.ts';
import { lintSoa } from '../soa/linter.ts';
import { recordChanges } from './change-log.ts';
import {
  readCustomControlHistory,
  recordCustomControlHistory,
  restoreInCustomControl,
} from './custom-control-history.ts';
import {
  createCustomControl,
  customDescription,
  readAllCustomControls,
  readCustomControl,
  readCustomControls,
  removeCustomControl,
  restoreCustomControl,
  setCustomField,
} from './custom-controls.ts';
import { readPastState } from './past-state.ts';
import { controlsOf, createRecord, linkControl, recordMap, setControls } from './records.ts';
import { readRegister } from './registers.ts';
import { createRisk, readRisks } from './risks.ts';
import { readSoaHistory, recordSoaHistory } from './soa-history.ts';
import { linkExhibit, readLinks, readSoa, setOwner, setStatus, soaText } from './workspace.ts';

const author = { by: 'Alice', at: '2026-05-01T00:00:00.000Z' };
const idOf = (at: number) => `0199c001-0000-7000-8000-00000000000${at}`;
const [one, two, riskId, lawId, exhibit] = [1, 2, 3, 4, 5].map(idOf) as [
  string,
  string,
  string,
  string,
  string,
];
const rowOf = (doc: Y.Doc, control: string) => readSoa(doc).find((entry) => entry.control === control);
const sync = (...docs: Y.Doc[]) => {
  for (const to of docs)
    for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
};

/** A custom control with a risk, a law and an exhibit. */
function filled() {
  const doc = new Y.Doc();
  const control = createCustomControl(doc, one, { reference: 'PCI-8.3.6', title: 'Passwords' }, author);
  createRisk(doc, riskId, { title: 'Theft', controls: ['A.5.1', control] }, author);
  createRecord(doc, 'obligation', lawId, { name: 'Card contract', type: 'contract' }, author);
  linkControl(doc, 'obligation', lawId, control, true);
  linkExhibit(doc, { control, exhibit, linkedBy: 'Alice', linkedAt: author.at });
  setOwner(doc, control, 'Ben');
  return { doc, control };
}

describe('a custom control', () => {
  it('has a row below the 93 like any other, with what derives from risks, contracts and exhibits', () => {
    const { doc, control } = filled();
    expect(readSoa(doc)).toHaveLength(94);
    expect(readSoa(doc).at(-1)).toMatchObject({
      control,
      custom: { id: control, reference: 'PCI-8.3.6', title: 'Passwords', source: '', description: '' },
      owner: 'Ben',
      derivedReasons: ['contractual', 'risk'],
      risks: [{ title: 'Theft' }],
      obligations: [{ name: 'Card contract' }],
      exhibits: [exhibit],
    });
    expect(rowOf(doc, 'A.5.1')?.custom).toBeUndefined();
  });

  it('that is removed takes row and links out of sight, and brings all back with what was written meanwhile', () => {
    const { doc, control } = filled();
    const before = readSoa(doc);
    removeCustomControl(doc, control);
    expect(readSoa(doc)).toHaveLength(93);
    expect(readCustomControls(doc)).toEqual([]);
    expect(readAllCustomControls(doc)).toMatchObject([{ reference: 'PCI-8.3.6', removed: true }]);
    expect(readLinks(doc)).toEqual([]);
    expect(readRisks(doc)[0]?.controls).toEqual(['A.5.1']);
    expect(readRegister(doc, 'obligation')[0]?.controls).toEqual([]);
    // What is out of sight is not taken away by whoever sets the others.
    setControls(doc, 'risk', riskId, ['A.5.2']);
    setControls(doc, 'risk', riskId, ['A.5.1']);
    restoreCustomControl(doc, control);
    expect(readSoa(doc)).toEqual(before);
  });

  it('that one removes while another edits stays away with the edit in it', () => {
    const { doc: alice, control } = filled();
    const bob = new Y.Doc();
    sync(alice, bob);
    removeCustomControl(alice, control);
    setCustomField(bob, control, 'title', 'Longer passwords');
    customDescription(bob, control).insert(0, 'Twelve or more');
    setStatus(bob, control, 'implemented', { ...author, by: 'Bob' });
    soaText(bob, control, 'remarks').insert(0, 'seen');
    sync(alice, bob);
    for (const doc of [alice, bob]) expect(readSoa(doc)).toHaveLength(93);
    restoreCustomControl(bob, control);
    sync(alice, bob);
    for (const doc of [alice, bob])
      expect(rowOf(doc, control)).toMatchObject({
        custom: { title: 'Longer passwords', description: 'Twelve or more' },
        status: 'implemented',
        remarks: 'seen',
      });
  });

  it('that two add offline with one reference are two rows, and the linter names both', () => {
    const [alice, bob] = [new Y.Doc(), new Y.Doc()];
    createCustomControl(alice, one, { title: 'Of Alice' }, author);
    createCustomControl(bob, two, { title: 'Of Bob' }, author);
    sync(alice, bob);
    for (const doc of [alice, bob]) {
      const rows = readSoa(doc).slice(93);
      expect(rows.map(({ custom }) => [custom?.reference, custom?.title])).toEqual([
        ['C.1', 'Of Alice'],
        ['C.1', 'Of Bob'],
      ]);
      const found = lintSoa(rows, { today: '2026-06-01', newestEvidence: new Map() });
      expect(found.filter(({ rule }) => rule === 'custom-reference-twice')).toHaveLength(2);
    }
    expect(createCustomControl(alice, idOf(6), {}, author)).toBe(`C.${idOf(6)}`);
    expect(readCustomControls(alice).map(({ reference }) => reference)).toEqual(['C.1', 'C.1', 'C.2']);
  });

  it('takes no reference that could be read as another control, and no line that is too long', () => {
    const { doc, control } = filled();
    const before = readCustomControl(doc, control);
    for (const reference of ['', 'A.5.1', '8.3', 'C.1, C.2', 'x'.repeat(21)])
      expect(() => setCustomField(doc, control, 'reference', reference), reference).toThrow();
    expect(() => setCustomField(doc, control, 'title', 'x'.repeat(501))).toThrow();
    expect(() => createCustomControl(doc, two, { reference: '5.1' }, author)).toThrow();
    expect(readCustomControl(doc, control)).toEqual(before);
    setCustomField(doc, control, 'reference', ' PCI-8 ');
    expect(readCustomControl(doc, control).reference).toBe('PCI-8');
  });

  it('of which a replica sends nonsense is a row that cannot pass for another', () => {
    const { doc, control } = filled();
    const map = recordMap(doc, 'control', one);
    map.set('reference', 'A.5.1');
    map.set('title', 7);
    map.set('source', 'x'.repeat(501));
    expect(readCustomControl(doc, control)).toMatchObject({
      reference: unreadableReference,
      title: '',
      source: '',
    });
    // Named, but made by nobody yet: it may still be on its way.
    linkControl(doc, 'risk', riskId, `C.${two}`, true);
    expect(controlsOf(recordMap(doc, 'risk', riskId))).toEqual(['A.5.1', control]);
  });
});

describe('what was changed in a custom control', () => {
  it('stands in its history from the first change on, and can be put back', () => {
    const doc = new Y.Doc();
    let minute = 0;
    const now = () => ({ by: 'Alice', at: new Date(Date.UTC(2026, 4, 2, 0, (minute += 10))).toISOString() });
    recordSoaHistory(doc, now);
    recordCustomControlHistory(doc, now);
    const control = createCustomControl(doc, one, { title: 'Passwords' }, author);
    setOwner(doc, control, 'Ben');
    setCustomField(doc, control, 'title', 'Longer passwords');
    setCustomField(doc, control, 'description', 'Twelve or more');
    removeCustomControl(doc, control);
    restoreCustomControl(doc, control);
    expect(readSoaHistory(doc, control)).toMatchObject([{ field: 'owner', was: '', value: 'Ben' }]);
    const changes = readCustomControlHistory(doc, control);
    expect(changes.map(({ field, was }) => [field, was])).toEqual([
      ['removed', true],
      ['removed', false],
      ['description', ''],
      ['title', 'Passwords'],
    ]);
    restoreInCustomControl(doc, control, 'title', changes.at(-1)?.was);
    expect(readCustomControl(doc, control).title).toBe('Passwords');
  });

  it('is taken back by the time machine: a day before it was made there is no such row', () => {
    const { doc: made, control } = filled();
    const doc = new Y.Doc();
    let at = '2026-05-02T00:00:00.000Z';
    recordChanges(doc, () => ({ by: 'Alice', at }));
    setOwner(doc, 'A.5.1', 'Zoë');
    at = '2026-05-03T00:00:00.000Z';
    createCustomControl(doc, two, { reference: 'C.7', title: 'First' }, { ...author, at });
    at = '2026-05-04T00:00:00.000Z';
    setCustomField(doc, `C.${two}`, 'title', 'Second');
    setCustomField(doc, `C.${two}`, 'description', 'Words');
    at = '2026-05-05T00:00:00.000Z';
    removeCustomControl(doc, `C.${two}`);
    const titles = (day: number) =>
      readPastState(doc, `2026-05-0${day}T12:00:00.000Z`)
        ?.entries.slice(93)
        .map(({ custom }) => `${custom?.reference} ${custom?.title} ${custom?.description}`);
    expect([2, 3, 4, 5].map(titles)).toEqual([[], ['C.7 First '], ['C.7 Second Words'], []]);
    expect(readPastState(doc, '2026-05-04T12:00:00.000Z')?.registers.customControls).toHaveLength(1);
    expect(rowOf(made, control)?.owner).toBe('Ben');
  });
});
