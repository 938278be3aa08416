/**
 * Nothing that people enter is left out of any export. Each field is changed alone and every export has to change with it; a field that
 * is added to the model does not compile here until somebody has said what it looks like.
 */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { makeWorkspaceSample, type WorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { registerFields, registerNames } from '../risks/registers.ts';
import type { Risk } from '../risks/risk.ts';
import { blankClause, clauseIds, type ClauseEntry } from '../soa/clause-entry.ts';
import { frozenEntry } from '../soa/soa-version.ts';
import { blankEntry, type SoaEntry } from '../soa/soa-entry.ts';
import { docx } from './docx.ts';
import { oscalText } from './oscal-ssp.ts';
import { riskReport } from './risk-report.ts';
import type { RegisterState } from '../risks/register-state.ts';
import { riskCsv, riskWorkbook } from './risk-xlsx.ts';
import { soaReport } from './soa-report.ts';
import { soaCsv, soaWorkbook, type SoaExport } from './soa-xlsx.ts';

const unpacked = (bytes: Uint8Array): string =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
const workbookText = async (blob: Blob) => unpacked(new Uint8Array(await blob.arrayBuffer()));

/** `undefined`: follows from other fields and is entered by nobody. */
type Changes<Model> = { [Field in keyof Required<Model>]: Model[Field] | undefined };

const soaChanges: Changes<SoaEntry> = {
  control: undefined,
  applicability: 'not-applicable',
  reasons: ['legal'],
  derivedReasons: undefined,
  risks: [{ id: 'r', reference: 'R-17', title: 'Fire', open: true }],
  obligations: [{ id: 'o', name: 'Building code', reason: 'legal' }],
  provider: { id: 'p', name: 'Hosting Ltd', report: 'SOC 2', reportDate: '2026-02-01' },
  justification: 'обоснование',
  status: 'partly',
  plannedFor: '2027-01-31',
  implementation: 'υλοποίηση',
  maturity: 4,
  owner: '担当者',
  reviewer: 'مراجع',
  lastReview: '2026-04-30',
  remarks: 'הערות',
  exhibits: ['01970000-0000-7000-8000-000000000001'],
  contested: { applicability: [{ value: 'applicable', by: 'Anna', at: '' }], status: [] },
};

const soaExports: Record<string, (input: SoaExport) => string | Promise<string>> = {
  csv: soaCsv,
  xlsx: async (input) => workbookText(await soaWorkbook(input)),
  docx: (input) => unpacked(docx(soaReport(input))),
  pdf: (input) => JSON.stringify(soaReport(input)),
  oscal: oscalText,
};

describe.each(Object.entries(soaExports))('the SoA as %s', (_, exported) => {
  const withEntry = (sample: WorkspaceSample, entry: SoaEntry): SoaExport => ({
    ...sample,
    entries: sample.entries.map((one) => (one.control === entry.control ? entry : one)),
  });

  it.each(Object.keys(soaChanges).filter((field) => soaChanges[field as keyof SoaEntry] !== undefined))(
    'has %s',
    async (field) => {
      const sample = await makeWorkspaceSample();
      // A provider is shown where the control is inherited.
      const before: SoaEntry = { ...blankEntry('A.7.1'), applicability: 'inherited' };
      const after = { ...before, [field]: soaChanges[field as keyof SoaEntry] };
      const first = await exported(withEntry(sample, before));
      expect(await exported(withEntry(sample, after))).not.toBe(first);
    },
  );

  it('has the words as they were entered', async () => {
    const sample = await makeWorkspaceSample();
    const text = await exported(withEntry(sample, { ...blankEntry('A.7.1'), ...soaWords }));
    for (const words of Object.values(soaWords)) expect(text).toContain(words);
  });
});

const soaWords = {
  justification: 'обоснование',
  implementation: 'υλοποίηση',
  owner: '担当者',
  reviewer: 'مراجع',
  remarks: 'הערות',
} as const;

it('freezes all of an entry but what is contested', async () => {
  const frozen = Object.keys(frozenEntry({ ...blankEntry('A.7.1'), provider: soaChanges.provider }));
  expect(frozen.toSorted()).toEqual(
    Object.keys(soaChanges)
      .filter((field) => field !== 'contested')
      .toSorted(),
  );
});

const clauseChanges: Changes<ClauseEntry> = {
  clause: undefined,
  status: 'partly',
  how: 'как выполнено',
  owner: '担当者',
  documents: [{ id: 'd', title: 'Σκοπός', place: 'https://wiki.example/scope' }],
  exhibits: ['01970000-0000-7000-8000-000000000001'],
  contested: { status: [{ value: 'met', by: 'Anna', at: '' }] },
};

describe.each(['xlsx', 'docx', 'pdf'] as const)('the cover and the clauses in %s', (format) => {
  const exported = async (change: Partial<SoaExport>) =>
    soaExports[format]?.({ ...(await makeWorkspaceSample()), ...change });
  const withClause = (entry: ClauseEntry) => ({
    clauses: clauseIds.map((clause) => (clause === entry.clause ? entry : blankClause(clause))),
  });

  it.each(
    Object.keys(clauseChanges).filter((field) => clauseChanges[field as keyof ClauseEntry] !== undefined),
  )('have %s of a clause', async (field) => {
    const before = blankClause('6.1.2');
    const after = { ...before, [field]: clauseChanges[field as keyof ClauseEntry] };
    expect(await exported(withClause(after))).not.toBe(await exported(withClause(before)));
  });

  it('have the words as they were entered', async () => {
    const cover = { organization: 'Δοκιμή AE', approver: '承認者', scope: 'Область действия' };
    const text = await exported({ ...cover, ...withClause({ ...blankClause('6.1.2'), ...clauseWords }) });
    for (const words of [...Object.values(cover), clauseWords.how, clauseWords.owner, 'Σκοπός'])
      expect(text).toContain(words);
  });
});

const clauseWords = {
  how: 'как выполнено',
  owner: '担当者',
  documents: [{ id: 'd', title: 'Σκοπός', place: '' }],
};

const asset = {
  id: '01970000-0000-7000-8000-0000000000aa',
  register: 'asset',
  removed: false,
  controls: [],
  name: 'Κεντρική βάση',
  type: 'information',
  owner: 'asset owner',
  classification: 'secret',
  location: 'asset location',
  note: 'asset note',
} as const;
const registers: RegisterState = {
  risks: [],
  criteria: defaultCriteria,
  asset: [{ ...asset, controls: [] }],
  supplier: [
    {
      ...asset,
      controls: [],
      register: 'supplier',
      service: 'supplier service',
      criticality: 'high',
      report: 'SOC 2 Type II',
      reportDate: '2026-02-01',
    },
  ],
  obligation: [
    {
      ...asset,
      controls: ['A.5.34'],
      register: 'obligation',
      type: 'law',
      source: 'Article 32',
      reviewOn: '2027-01-01',
    },
  ],
};

const riskChanges: Changes<Risk> = {
  id: '01970000-0000-7000-8000-0000000000ff',
  reference: 'R-99',
  title: 'другой риск',
  basis: 'asset',
  description: 'περιγραφή',
  threat: 'another threat',
  vulnerability: 'another weakness',
  affects: ['integrity'],
  assets: [asset.id],
  owner: '情報セキュリティ',
  inherent: { likelihood: 1, consequence: 1 },
  residual: { likelihood: 1, consequence: 3 },
  treatment: 'share',
  plan: 'خطة',
  controls: ['A.5.1'],
  actions: [{ id: 'a', title: 'hand out keys', owner: 'Ben', due: '2026-12-01', done: false }],
  reviewOn: '2027-03-31',
  acceptance: {
    kind: 'accepted',
    owner: 'Zoë',
    score: { likelihood: 2, consequence: 2 },
    criteria: 1,
    by: 'Zoë',
    at: '2026-05-01T00:00:00.000Z',
  },
  contested: { treatment: [{ value: 'retain', by: 'Anna', at: '' }], acceptance: [] },
  // Where a risk was copied from, and that it is gone: neither is entered, and a removed one is not exported.
  scenario: undefined,
  removed: undefined,
};

type RiskExporter = (risks: readonly Risk[]) => string | Promise<string>;
const frame = { organization: 'Ü', generatedAt: '2026-05-04T07:08:10Z' };
const riskExports: Record<string, RiskExporter> = {
  csv: (risks) => riskCsv({ ...registers, risks }),
  xlsx: (risks) => workbookText(riskWorkbook({ ...frame, registers: { ...registers, risks } })),
  docx: (risks) => unpacked(docx(riskReport({ ...frame, registers: { ...registers, risks } }))),
  pdf: (risks) => JSON.stringify(riskReport({ ...frame, registers: { ...registers, risks } })),
};

describe.each(Object.entries(riskExports))('the risk register as %s', (format, exported) => {
  it.each(Object.keys(riskChanges).filter((field) => riskChanges[field as keyof Risk] !== undefined))(
    'has %s',
    async (field) => {
      const before = makeRisk();
      const after = { ...before, [field]: riskChanges[field as keyof Risk] };
      expect(await exported([after])).not.toBe(await exported([before]));
    },
  );

  it('has every field of the registers on which it rests', async () => {
    if (format === 'csv') return expect(await exported([])).not.toContain(asset.name);
    const text = await exported([makeRisk()]);
    for (const name of registerNames) {
      const [record] = registers[name];
      for (const { name: field } of registerFields[name])
        expect(text).toContain(String((record as Readonly<Record<string, unknown>>)[field]));
    }
    for (const { label, description } of defaultCriteria.levels)
      for (const words of [label, description]) expect(text).toContain(words);
  });
});

it('leaves no text that a document would take for a command', async () => {
  const evil = '=HYPERLINK("http://evil.example") </w:t><w:instrText>DDEAUTO c:\\ cmd</w:instrText>';
  const sample = await makeWorkspaceSample([], { 'A.5.1': { justification: evil } });
  const parts = unzipSync(docx(soaReport(sample)));
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  expect(xml).not.toContain('<w:instrText');
  expect(xml).toContain('&lt;w:instrText&gt;');
});
