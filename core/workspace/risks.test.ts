import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultCriteria } from '../risks/criteria.ts';
import { acceptanceState, countByLevel, isOpen, risksAt } from '../risks/risk.ts';
import { riskScenarios } from '../risks/scenarios.ts';
import { createRecord, linkControl, recordText, removeRecord, restoreRecord } from './records.ts';
import { readRegister, setRegisterField } from './registers.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  draftOfScenario,
  linkAsset,
  readCriteria,
  readRisks,
  removeAction,
  saveCriteria,
  setAction,
  setAffects,
  setRiskField,
  setRiskScore,
} from './risks.ts';
import { readSoaEntry, setApplicability, setProvider, setReason } from './workspace.ts';

const id = (n: number) => `01970000-0000-7000-8000-00000000000${n}`;
const anna = { by: 'Anna', at: '2026-03-01T10:00:00.000Z' };
const ben = { by: 'Ben', at: '2026-03-01T10:01:00.000Z' };
const meet = (...docs: Y.Doc[]) => {
  for (const to of docs) for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
};
function only<One>(list: readonly One[]): One {
  const [one] = list;
  if (one === undefined || list.length !== 1) throw new Error(`expected one, got ${list.length}`);
  return one;
}
const risk = (doc: Y.Doc) => only(readRisks(doc));
const scenario = riskScenarios.find((one) => one.id === 'phished-admin');
if (!scenario) throw new Error('the library has this scenario');

describe('the risk register', () => {
  it('takes a scenario over, with scores that fit the scales', () => {
    const doc = new Y.Doc();
    createRisk(doc, id(1), draftOfScenario(scenario, defaultCriteria), anna);
    expect(risk(doc)).toMatchObject({
      reference: 'R-1',
      title: scenario.title,
      threat: scenario.threat,
      inherent: { likelihood: 4, consequence: 5 },
      treatment: 'undecided',
      scenario: 'phished-admin',
    });
    expect(new Set(risk(doc).controls)).toEqual(new Set(scenario.controls));
    const short = draftOfScenario(scenario, {
      ...defaultCriteria,
      likelihood: defaultCriteria.likelihood.slice(0, 3),
    });
    expect(short.inherent).toEqual({ likelihood: 3, consequence: 5 });
  });

  it('keeps every field', () => {
    const doc = new Y.Doc();
    createRisk(doc, id(1), { title: 'Fire' }, anna);
    for (const field of ['threat', 'vulnerability', 'owner'] as const) setRiskField(doc, id(1), field, field);
    setRiskField(doc, id(1), 'basis', 'asset');
    setRiskField(doc, id(1), 'reviewOn', '2027-01-31');
    setRiskScore(doc, id(1), 'residual', 'likelihood', 2);
    setAffects(doc, id(1), 'availability', true);
    linkAsset(doc, id(1), id(5), true);
    linkControl(doc, 'risk', id(1), 'A.7.5', true);
    setAction(doc, id(1), id(7), { title: 'Buy detectors', owner: 'Ben', due: '2026-06-01' });
    setAction(doc, id(1), id(7), { done: true });
    setAction(doc, id(1), id(8), { title: 'gone' });
    removeAction(doc, id(1), id(8));
    recordText(doc, 'risk', id(1), 'plan').insert(0, 'Detectors.');
    expect(risk(doc)).toMatchObject({
      basis: 'asset',
      threat: 'threat',
      vulnerability: 'vulnerability',
      owner: 'owner',
      reviewOn: '2027-01-31',
      residual: { likelihood: 2, consequence: 0 },
      affects: ['availability'],
      assets: [id(5)],
      controls: ['A.7.5'],
      actions: [{ id: id(7), title: 'Buy detectors', owner: 'Ben', due: '2026-06-01', done: true }],
      plan: 'Detectors.',
    });
    expect(() => setRiskField(doc, id(1), 'reviewOn', 'soon')).toThrow();
    expect(() => setRiskScore(doc, id(1), 'residual', 'likelihood', 6)).toThrow();
  });

  it('tells two risks apart that were given one number offline', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    createRisk(a, id(1), { title: 'a' }, anna);
    createRisk(b, id(2), { title: 'b' }, ben);
    meet(a, b);
    for (const doc of [a, b])
      expect(readRisks(doc).map(({ reference }) => reference)).toEqual(['R-1', 'R-1b']);
  });

  it('has an acceptance that goes stale when score or criteria move, and is current again when they come back', () => {
    const doc = new Y.Doc();
    createRisk(doc, id(1), { title: 'Fire' }, anna);
    const state = () => acceptanceState(risk(doc), readCriteria(doc).criteria);
    const score = { likelihood: 1, consequence: 2 };
    for (const part of ['likelihood', 'consequence'] as const)
      setRiskScore(doc, id(1), 'residual', part, score[part]);
    expect(state()).toBe('none');
    decideAcceptance(doc, id(1), { kind: 'accepted', score, criteria: 1 }, anna);
    expect(state()).toBe('current');
    expect(isOpen(risk(doc), readCriteria(doc).criteria)).toBe(false);
    expect(risk(doc).acceptance).toMatchObject({ by: 'Anna', score });
    setRiskScore(doc, id(1), 'residual', 'consequence', 3);
    expect(state()).toBe('stale');
    setRiskScore(doc, id(1), 'residual', 'consequence', 2);
    expect(state()).toBe('current');
    saveCriteria(doc, defaultCriteria, ben);
    expect(readCriteria(doc).criteria.version).toBe(2);
    expect(state()).toBe('stale');
    decideAcceptance(doc, id(1), { kind: 'none' }, anna);
    expect(state()).toBe('none');
  });

  it('is contested where two members treat or accept differently at once', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    createRisk(a, id(1), { title: 'Fire' }, anna);
    meet(a, b);
    decideTreatment(a, id(1), 'retain', anna);
    decideTreatment(b, id(1), 'share', ben);
    const score = { likelihood: 1, consequence: 1 };
    decideAcceptance(a, id(1), { kind: 'accepted', score, criteria: 1 }, anna);
    decideAcceptance(b, id(1), { kind: 'none' }, ben);
    meet(a, b);
    expect(risk(b).contested.treatment.map(({ value, by }) => [by, value])).toEqual([
      ['Anna', 'retain'],
      ['Ben', 'share'],
    ]);
    expect(acceptanceState(risk(a), defaultCriteria)).toBe('contested');
    decideTreatment(b, id(1), 'share', ben);
    meet(a, b);
    expect(risk(a)).toMatchObject({ treatment: 'share', contested: { treatment: [] } });
  });

  it('keeps what was written into a risk while somebody else removed it', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    createRisk(a, id(1), { title: 'Fire' }, anna);
    meet(a, b);
    removeRecord(a, 'risk', id(1));
    setRiskField(b, id(1), 'owner', 'Ben');
    meet(a, b);
    expect(risk(a)).toMatchObject({ removed: true, owner: 'Ben' });
    restoreRecord(b, 'risk', id(1));
    meet(a, b);
    expect(risk(a).removed).toBe(false);
  });

  it('counts risks by cell and by level', () => {
    const doc = new Y.Doc();
    createRisk(doc, id(1), { title: 'a', inherent: { likelihood: 5, consequence: 5 } }, anna);
    createRisk(doc, id(2), { title: 'b' }, anna);
    const risks = readRisks(doc);
    expect(risksAt(risks, 'inherent', { likelihood: 5, consequence: 5 })).toHaveLength(1);
    expect(countByLevel(risks, 'inherent', defaultCriteria)).toEqual({ byLevel: [0, 0, 0, 1], unscored: 1 });
  });
});

describe('criteria', () => {
  it('saved by two members at once are contested, and the next save settles it under a new version', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    saveCriteria(a, { ...defaultCriteria, acceptUpTo: 0 }, anna);
    saveCriteria(b, { ...defaultCriteria, acceptUpTo: 2 }, ben);
    meet(a, b);
    expect(readCriteria(a)).toEqual(readCriteria(b));
    expect(readCriteria(a).contested).toHaveLength(2);
    saveCriteria(a, defaultCriteria, anna);
    meet(a, b);
    expect(readCriteria(b)).toEqual({ criteria: { ...defaultCriteria, version: 3 }, contested: [] });
  });

  it('that do not fit are not read', () => {
    const doc = new Y.Doc();
    doc.getMap('risk-criteria').set('criteria', { ...defaultCriteria, matrix: [[9]] });
    expect(readCriteria(doc).criteria).toEqual(defaultCriteria);
  });
});

describe('reasons of a SoA row', () => {
  it('follow from linked risks and obligations as long as the links hold', () => {
    const doc = new Y.Doc();
    createRisk(doc, id(1), { title: 'Fire', controls: ['A.7.5'] }, anna);
    createRecord(doc, 'obligation', id(2), { name: 'Building code' }, anna);
    createRecord(doc, 'obligation', id(3), { name: 'Lease', type: 'contract' }, anna);
    for (const obligation of [id(2), id(3)]) linkControl(doc, 'obligation', obligation, 'A.7.5', true);
    setReason(doc, 'A.7.5', 'business', true);
    const entry = () => readSoaEntry(doc, 'A.7.5');
    expect(entry()).toMatchObject({
      reasons: ['legal', 'contractual', 'risk', 'business'],
      derivedReasons: ['legal', 'contractual', 'risk'],
      risks: [{ reference: 'R-1', title: 'Fire', open: true }],
      obligations: [{ name: 'Building code' }, { name: 'Lease' }],
    });
    decideTreatment(doc, id(1), 'avoid', anna);
    linkControl(doc, 'obligation', id(2), 'A.7.5', false);
    removeRecord(doc, 'obligation', id(3));
    expect(entry().reasons).toEqual(['business']);
  });

  it('and an inherited control has its provider from the register', () => {
    const doc = new Y.Doc();
    createRecord(doc, 'supplier', id(4), { name: 'Hosting Ltd' }, anna);
    setRegisterField(doc, 'supplier', id(4), 'report', 'SOC 2 Type II');
    setRegisterField(doc, 'supplier', id(4), 'reportDate', '2026-02-01');
    setApplicability(doc, 'A.7.5', 'inherited', anna);
    setProvider(doc, 'A.7.5', id(4));
    expect(readSoaEntry(doc, 'A.7.5')).toMatchObject({
      applicability: 'inherited',
      provider: { name: 'Hosting Ltd', report: 'SOC 2 Type II', reportDate: '2026-02-01' },
    });
    expect(only(readRegister(doc, 'supplier'))).toMatchObject({ criticality: 'unrated', note: '' });
    expect(() => setRegisterField(doc, 'supplier', id(4), 'criticality', 'huge')).toThrow();
    expect(() => setRegisterField(doc, 'supplier', id(4), 'constructor', 'x')).toThrow();
  });
});
