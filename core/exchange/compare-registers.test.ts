import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultCriteria } from '../risks/criteria.ts';
import { frozenRegisters, thawedRegisters } from '../risks/register-state.ts';
import { readCustomControls } from '../workspace/custom-controls.ts';
import { createRecord, linkControl, removeRecord } from '../workspace/records.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { setRegisterField } from '../workspace/registers.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  linkAsset,
  saveCriteria,
  setAction,
  setAffects,
  setRiskField,
  setRiskScore,
} from '../workspace/risks.ts';
import { compareRegisters } from './compare-registers.ts';

const author = { by: 'Alice', at: '2026-05-01T00:00:00.000Z' };
const [risk, action, asset, supplier, law] = [1, 2, 3, 4, 5].map(
  (at) => `0199c001-0000-7000-8000-00000000000${at}`,
) as [string, string, string, string, string];

function filled(): Y.Doc {
  const doc = new Y.Doc();
  createRecord(doc, 'asset', asset, { name: 'Server' }, author);
  createRecord(doc, 'supplier', supplier, { name: 'Cloud' }, author);
  createRecord(doc, 'obligation', law, { name: 'GDPR' }, author);
  createRisk(doc, risk, { title: 'Fire' }, author);
  setAction(doc, risk, action, { title: 'Sprinklers' });
  return doc;
}

describe('compareRegisters', () => {
  // One edit for each typed field of every record: each must be found, and found alone.
  const score = { likelihood: 2, consequence: 1 };
  const edits: [name: string, edit: (doc: Y.Doc) => void, found: string[]][] = [
    ['title', (doc) => setRiskField(doc, risk, 'title', 'Flood'), ['risk Title']],
    ['basis', (doc) => setRiskField(doc, risk, 'basis', 'asset'), ['risk Based on']],
    ['threat', (doc) => setRiskField(doc, risk, 'threat', 'x'), ['risk Threat']],
    ['vulnerability', (doc) => setRiskField(doc, risk, 'vulnerability', 'x'), ['risk Weakness']],
    ['owner', (doc) => setRiskField(doc, risk, 'owner', 'x'), ['risk Owner']],
    ['reviewOn', (doc) => setRiskField(doc, risk, 'reviewOn', '2027-01-01'), ['risk Next review']],
    [
      'description',
      (doc) => doc.getText(`risk/${risk}/description`).insert(0, 'x'),
      ['risk What may happen'],
    ],
    ['plan', (doc) => doc.getText(`risk/${risk}/plan`).insert(0, 'x'), ['risk Treatment plan']],
    ['affects', (doc) => setAffects(doc, risk, 'integrity', true), ['risk Affects']],
    ['assets', (doc) => linkAsset(doc, risk, asset, true), ['risk Assets']],
    ['controls', (doc) => linkControl(doc, 'risk', risk, 'A.5.1', true), ['risk Controls']],
    ['inherent', (doc) => setRiskScore(doc, risk, 'inherent', 'likelihood', 3), ['risk Inherent likelihood']],
    ['treatment', (doc) => decideTreatment(doc, risk, 'avoid', author), ['risk Treatment']],
    [
      'acceptance',
      (doc) => decideAcceptance(doc, risk, { kind: 'accepted', owner: 'Zoë', score, criteria: 1 }, author),
      [
        'risk Acceptance',
        'risk Accepted by',
        'risk Acceptance entered by',
        'risk Accepted (UTC)',
        'risk Accepted score',
      ],
    ],
    ['action title', (doc) => setAction(doc, risk, action, { title: 'x' }), ['action Action']],
    ['action owner', (doc) => setAction(doc, risk, action, { owner: 'x' }), ['action Owner']],
    ['action due', (doc) => setAction(doc, risk, action, { due: '2027-01-01' }), ['action Due']],
    ['action done', (doc) => setAction(doc, risk, action, { done: true }), ['action State']],
    ['asset', (doc) => setRegisterField(doc, 'asset', asset, 'type', 'device'), ['asset Type']],
    ['supplier', (doc) => setRegisterField(doc, 'supplier', supplier, 'report', 'x'), ['supplier Report']],
    ['law', (doc) => linkControl(doc, 'obligation', law, 'A.5.34', true), ['obligation Controls']],
    [
      'criteria',
      (doc) => saveCriteria(doc, { ...defaultCriteria, acceptUpTo: 2 }, author),
      ['criteria Criteria version', 'criteria May be accepted up to'],
    ],
  ];
  it.each(edits)('finds a changed %s, and nothing else', (_, edit, found) => {
    const doc = filled();
    const before = thawedRegisters(frozenRegisters(readRegisterState(doc)), readCustomControls(doc));
    expect(compareRegisters(before, readRegisterState(doc))).toEqual([]);
    edit(doc);
    const differing = compareRegisters(before, readRegisterState(doc));
    expect(differing.map(({ part, field }) => `${part} ${field}`)).toEqual(found);
    expect(differing.every(({ change, ...cell }) => change === 'changed' && cell.before !== cell.after)).toBe(
      true,
    );
  });

  it('shows what came and what went with all that stands in it', () => {
    const doc = filled();
    const before = readRegisterState(doc);
    removeRecord(doc, 'supplier', supplier);
    const other = risk.replace(/1$/, '9');
    createRisk(doc, other, { title: 'Theft', owner: 'Ben' }, author);
    const there = compareRegisters(before, readRegisterState(doc));
    expect(there.filter(({ part }) => part === 'supplier')).toMatchObject([
      { id: supplier, name: 'Cloud', change: 'removed', field: 'Name', before: 'Cloud', after: '' },
      { field: 'Criticality', before: 'unrated' },
    ]);
    const added = there.filter(({ part }) => part === 'risk');
    expect(
      added.every(({ id, name, change }) => id === other && name === 'R-2 Theft' && change === 'added'),
    ).toBe(true);
    expect(added.find(({ field }) => field === 'Owner')).toMatchObject({ before: '', after: 'Ben' });
  });
});
