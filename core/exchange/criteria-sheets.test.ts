import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { matrixApart, namedSheets, scalesApart } from '../../tests/fixtures/criteria-workbooks.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { Bytes } from '../shared/bytes.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { readCriteria, readRisks } from '../workspace/risks.ts';
import { readSoa } from '../workspace/workspace.ts';
import { criteriaSheets } from './criteria-sheets.ts';
import { readImportFile } from './import-file.ts';
import { applyTables, planTables, readTables } from './import-tables.ts';

function importOf(bytes: Bytes, doc = new Y.Doc()) {
  const read = readImportFile(bytes, 'criteria.xlsx');
  if (!read.ok) throw new Error(read.error.kind);
  const tables = read.value;
  const plans = planTables(tables);
  const { criteria, asset, supplier, obligation } = readRegisterState(doc);
  const reports = readTables(tables, plans, {
    entries: readSoa(doc),
    risks: readRisks(doc),
    criteria,
    asset,
    supplier,
    obligation,
    exhibits: [],
  });
  const kinds = Object.fromEntries(tables.map(({ name = '' }, at) => [name, plans[at]?.kind]));
  const rows = reports.flatMap((report) => (report?.kind === 'criteria' ? report.rows : []));
  return { doc, reports, kinds, rows };
}
const labels = ({ likelihood, consequence, levels }: RiskCriteria) =>
  [likelihood, consequence, levels].map((steps) => steps.map(({ label }) => label));
const taken = ({ doc, reports }: ReturnType<typeof importOf>) => {
  let ids = 0;
  applyTables(
    doc,
    reports.filter((report) => report !== undefined),
    {
      author: { by: 'Anna', at: '2026-05-04T07:08:10.000Z' },
      newId: () => `0199c009-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`,
    },
  );
  return readCriteria(doc).criteria;
};

describe('criteria over several sheets', () => {
  it('are read together, with the register beside them scored by them', () => {
    const found = importOf(scalesApart);
    expect(found.kinds).toEqual({
      'Read me': undefined,
      Likelihood: 'criteria',
      Impact: 'criteria',
      'Risk acceptance': 'criteria',
      Risks: 'risk',
    });
    const [shown, ...others] = found.rows;
    expect(shown?.notes).toEqual([
      { kind: 'several-sheets', sheets: ['Likelihood', 'Impact', 'Risk acceptance'] },
    ]);
    expect(shown?.outcome).toBe('change');
    expect(shown?.changes.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['Likelihood 1', 'Consequence 4', 'Level 3', 'May be accepted up to']),
    );
    expect(others.map(({ outcome, notes }) => [outcome, notes])).toEqual([
      ['same', [{ kind: 'read-with', sheet: 'Likelihood' }]],
      ['same', [{ kind: 'read-with', sheet: 'Likelihood' }]],
    ]);
    const criteria = taken(found);
    expect(labels(criteria)).toEqual([
      ['Improbable', 'Remote', 'Occasional', 'Probable'],
      ['Small', 'Moderate', 'Large', 'Critical'],
      ['Green', 'Amber', 'Red'],
    ]);
    expect(criteria.likelihood[3]?.description).toBe('Several times a year');
    expect(criteria.matrix).toEqual([
      [0, 0, 0, 1],
      [0, 1, 1, 1],
      [0, 1, 2, 2],
      [1, 1, 2, 2],
    ]);
    expect(criteria.levels[criteria.acceptUpTo]?.label).toBe('Amber');
    expect(readRisks(found.doc).map(({ title, inherent }) => [title, inherent])).toEqual([
      ['Laptop stolen', { likelihood: 3, consequence: 2 }],
      ['Server room floods', { likelihood: 1, consequence: 4 }],
      ['Mailbox taken over', { likelihood: 4, consequence: 3 }],
    ]);
  });

  it('are known by the sheets’ names where nothing else names the scales', () => {
    const found = importOf(namedSheets);
    expect(Object.values(found.kinds)).toEqual(['criteria', 'criteria', 'criteria']);
    const criteria = taken(found);
    expect(labels(criteria)).toEqual([
      ['selten', 'möglich', 'häufig'],
      ['gering', 'spürbar', 'bedrohlich'],
      ['niedrig', 'mittel', 'hoch'],
    ]);
    expect(criteria.matrix).toEqual([
      [0, 0, 1],
      [0, 1, 2],
      [1, 2, 2],
    ]);
    expect(criteria.acceptUpTo).toBe(0);
  });

  it('take a matrix from another sheet than both scales, and leave out what adds nothing', () => {
    const found = importOf(matrixApart);
    expect(found.kinds).toEqual({ Scales: 'criteria', Notes: undefined, Matrix: 'criteria' });
    const criteria = taken(found);
    expect(labels(criteria)[2]).toEqual(['Fine', 'Watch', 'Act']);
    // By likelihood, then by consequence; the sheet has the likelihood across.
    expect(criteria.matrix).toEqual([
      [0, 0, 1],
      [0, 1, 2],
      [1, 2, 2],
    ]);
    expect(criteria.acceptUpTo).toBe(1);
    expect(found.rows[0]?.notes.map(({ kind }) => kind)).toEqual(['several-sheets']);
  });

  it('change nothing when they are read a second time', () => {
    const first = importOf(scalesApart);
    taken(first);
    expect(importOf(scalesApart, first.doc).rows[0]?.outcome).toBe('same');
  });

  it('are not made of one scale, of a register, or of nothing', () => {
    const scale = ['1', '2', '3'].map((number) => [number, `Step ${number}`]);
    const likelihood = { name: 'Likelihood', rows: scale };
    expect(criteriaSheets([likelihood, { name: 'Other', rows: scale }])).toEqual([]);
    expect(criteriaSheets([likelihood, undefined, { name: 'Impact', rows: scale }])).toEqual([0, 2]);
    // A name that says both scales says neither.
    expect(criteriaSheets([{ name: 'Likelihood and impact', rows: scale }])).toEqual([]);
    expect(criteriaSheets([])).toEqual([]);
  });

  it('end in bounded time with many sheets of many rows', () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [`Likelihood ${at}`, 'Impact', String(at)]);
    const tables = Array.from({ length: 40 }, (_, at) => ({ name: `Impact ${at}`, rows }));
    expect(criteriaSheets(tables)).toEqual([]);
  });
});
