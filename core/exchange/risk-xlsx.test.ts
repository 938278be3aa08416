import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { registerFields } from '../risks/registers.ts';
import type { RegisterState } from '../risks/register-state.ts';
import { riskCsv, riskWorkbook } from './risk-xlsx.ts';

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
const supplier = {
  ...asset,
  register: 'supplier',
  name: 'Hosting Ltd',
  service: 'supplier service',
  criticality: 'high',
  report: 'SOC 2 Type II',
  reportDate: '2026-02-01',
} as const;
const obligation = {
  ...asset,
  register: 'obligation',
  name: 'GDPR',
  type: 'law',
  source: 'Article 32',
  reviewOn: '2027-01-01',
  controls: ['A.5.34'],
} as const;
/** Every field of a risk holds something that no other one holds. */
const full = makeRisk({
  title: '=HYPERLINK("http://evil.example")',
  description: 'all of the story',
  threat: 'the threat',
  vulnerability: 'the weakness',
  affects: ['confidentiality', 'availability'],
  assets: [asset.id],
  owner: '情報セキュリティ',
  plan: 'the plan',
  controls: ['A.8.5', 'A.5.1'],
  actions: [{ id: 'a', title: 'hand out keys', owner: 'Ben', due: '2026-12-01', done: false }],
  reviewOn: '2027-03-31',
  treatment: 'undecided',
  contested: {
    treatment: [
      { value: 'retain', by: 'Anna', at: '' },
      { value: 'share', by: '', at: '' },
    ],
    acceptance: [],
  },
});
const registers: RegisterState = {
  risks: [full],
  criteria: defaultCriteria,
  asset: [{ ...asset, controls: [] }],
  supplier: [{ ...supplier, controls: [] }],
  obligation: [{ ...obligation, controls: ['A.5.34'] }],
  customControls: [],
};

const typed = [
  'all of the story',
  'the threat',
  'the weakness',
  'C, A',
  asset.name,
  '情報セキュリティ',
  '4 Likely',
  '5 Severe',
  '2 Unlikely',
  '2 Minor',
  'Critical',
  'Contested: Retain (Anna); Share (somebody)',
  'the plan',
  'A.5.1, A.8.5',
  'Accepted',
  'Alice Weber',
  '2026-03-01T10:00:00.000Z',
  '2 Unlikely, 2 Minor; criteria version 1',
  '2027-03-31',
  full.id,
];

it('has every typed field in the CSV, formulas defused', () => {
  const text = riskCsv({ registers });
  for (const words of typed) expect(text).toContain(words);
  expect(text).toContain(`"'=HYPERLINK`);
});

it('has every typed field in the workbook, with actions, criteria and each register', async () => {
  const bytes = new Uint8Array(
    await riskWorkbook({ organization: 'Ü', generatedAt: '2026-05-04T07:08:10Z', registers }).arrayBuffer(),
  );
  const files = unzipSync(bytes);
  const sheet = (number: number) => strFromU8(files[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
  for (const words of typed) expect(sheet(2)).toContain(words);
  expect(sheet(2)).not.toContain('<f>');
  for (const words of ['hand out keys', 'Ben', '2026-12-01', 'Open']) expect(sheet(3)).toContain(words);
  for (const { label, description } of [...defaultCriteria.likelihood, ...defaultCriteria.consequence]) {
    expect(sheet(1)).toContain(label);
    expect(sheet(1)).toContain(description);
  }
  const records = { asset, supplier, obligation };
  for (const [at, name] of (['asset', 'supplier', 'obligation'] as const).entries()) {
    const record: Readonly<Record<string, unknown>> = records[name];
    for (const field of registerFields[name]) expect(sheet(4 + at)).toContain(String(record[field.name]));
  }
  expect(sheet(6)).toContain('A.5.34');
});
