/**
 * Nothing that people enter is left out of any export. Each field is changed alone and every export has to change with it; a field that
 * is added to the model does not compile here until somebody has said what it looks like.
 */
import type { CustomControl } from '../catalogue/custom-control.ts';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { makeWorkspaceSample, type WorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { riskJson, soaJson } from '../pack/pack-json.ts';
import { acceptanceStatement } from '../signing/acceptance-signatures.ts';
import { defaultCriteria, type RiskCriteria } from '../risks/criteria.ts';
import { registerFields, registerNames } from '../risks/registers.ts';
import type { Risk, RiskAction } from '../risks/risk.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { blankClause, clauseIds, type ClauseEntry } from '../soa/clause-entry.ts';
import type { CheckedSignature } from '../signing/checked-signature.ts';
import type { CheckedContent } from '../signing/signed-content.ts';
import { freezeSoa, frozenEntry } from '../soa/soa-version.ts';
import { blankEntry, type SoaEntry } from '../soa/soa-entry.ts';
import type { AuditFinding } from '../workspace/audit-findings.ts';
import type { CommentThread, SoaComment } from '../workspace/soa-comments.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { docx } from './docx.ts';
import { oscalText } from './oscal-ssp.ts';
import { riskReport } from './risk-report.ts';
import type { RegisterState } from '../risks/register-state.ts';
import { evidenceIndex } from './evidence-index.ts';
import { riskCsv, riskCsvFiles, riskWorkbook } from './risk-xlsx.ts';
import { soaReport } from './soa-report.ts';
import { soaRows } from './soa-rows.ts';
import { soaCsv, soaCsvFiles, soaWorkbook, type SoaExport } from './soa-xlsx.ts';
import type { ExportedVersion } from './version-facts.ts';

const unpacked = (bytes: Uint8Array): string =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
const workbookText = async (blob: Blob) => unpacked(new Uint8Array(await blob.arrayBuffer()));

/** `undefined`: follows from other fields and is entered by nobody. */
type Changes<Model> = { [Field in keyof Required<Model>]: Model[Field] | undefined };
const changed = <Model extends object>(changes: Changes<Model>) =>
  (Object.keys(changes) as (keyof Changes<Model> & string)[]).filter((field) => changes[field] !== undefined);

const soaChanges: Changes<SoaEntry> = {
  control: undefined,
  // What a custom control is has tests of its own.
  custom: undefined,
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

const custom: CustomControl = {
  id: 'C.01970000-0000-7000-8000-0000000000cc',
  reference: 'PCI-8.3.6',
  title: 'Μήκος κωδικών',
  source: 'Πρότυπο καρτών',
  description: 'что требуется',
};
const customChanges: Changes<CustomControl> = {
  id: undefined,
  reference: 'ПДн-1',
  title: '別の題名',
  source: 'متطلبات العقد',
  description: 'מה נדרש',
};

const soaExports: Record<string, (input: SoaExport) => string | Promise<string>> = {
  csv: soaCsv,
  xlsx: async (input) => workbookText(await soaWorkbook(input)),
  docx: (input) => unpacked(docx(soaReport(input))),
  pdf: (input) => JSON.stringify(soaReport(input)),
  oscal: oscalText,
  'csv files': (input) => unpacked(soaCsvFiles(input)),
  'json in a pack': (input) => {
    const evidence = evidenceIndex(input.entries, input.exhibits);
    return JSON.stringify(soaJson(input, soaRows(input.entries, evidence), evidence));
  },
};
/** One file of CSV has one table, which is that of the controls. */
const withoutCover = ['csv'];

describe.each(Object.entries(soaExports))('the SoA as %s', (_, exported) => {
  const withEntry = (sample: WorkspaceSample, entry: SoaEntry): SoaExport => ({
    ...sample,
    entries: sample.entries.map((one) => (one.control === entry.control ? entry : one)),
  });

  it.each(changed(soaChanges))('has %s', async (field) => {
    const sample = await makeWorkspaceSample();
    // A provider is shown where the control is inherited.
    const before: SoaEntry = { ...blankEntry('A.7.1'), applicability: 'inherited' };
    const after = { ...before, [field]: soaChanges[field] };
    const first = await exported(withEntry(sample, before));
    expect(await exported(withEntry(sample, after))).not.toBe(first);
  });

  it('has the words as they were entered', async () => {
    const sample = await makeWorkspaceSample();
    const text = await exported(withEntry(sample, { ...blankEntry('A.7.1'), ...soaWords }));
    for (const words of Object.values(soaWords)) expect(text).toContain(words);
  });
});

describe.each(Object.entries(soaExports))('a custom control in the SoA as %s', (_, exported) => {
  const withCustom = (
    sample: WorkspaceSample,
    change: Partial<CustomControl>,
    entry: Partial<SoaEntry> = {},
  ) => {
    const definition = { ...custom, ...change };
    return { ...sample, entries: [...sample.entries, { ...blankEntry(custom.id, definition), ...entry }] };
  };

  it.each(changed(customChanges))('has its %s', async (field) => {
    const text = await exported(withCustom(await makeWorkspaceSample(), { [field]: customChanges[field] }));
    expect(text).toContain(customChanges[field]);
  });

  it.each(changed(soaChanges))('has %s of its row', async (field) => {
    const sample = await makeWorkspaceSample();
    const before = { applicability: 'inherited' } as const;
    const after = { ...before, [field]: soaChanges[field] };
    expect(await exported(withCustom(sample, {}, after))).not.toBe(
      await exported(withCustom(sample, {}, before)),
    );
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
  const frozen = Object.keys(
    frozenEntry({ ...blankEntry(custom.id, custom), provider: soaChanges.provider }),
  );
  expect(frozen.toSorted()).toEqual(
    Object.keys(soaChanges)
      .filter((field) => field !== 'contested')
      .toSorted(),
  );
});

const comment: SoaComment = {
  id: '01970000-0000-7000-8000-0000000000c1',
  by: 'Anna',
  at: '2026-04-01T00:00:00.000Z',
  text: 'Is this so?',
  mentions: [],
  editedAt: undefined,
  earlier: [],
  deleted: false,
};
const commentChanges: Changes<SoaComment> = {
  id: '01970000-0000-7000-8000-0000000000c2',
  by: 'Ζωή',
  at: '2026-04-02T00:00:00.000Z',
  text: 'Верно ли это?',
  mentions: ['社員'],
  editedAt: '2026-04-03T00:00:00.000Z',
  earlier: [{ at: '2026-04-01T00:00:00.000Z', text: 'قديم' }],
  deleted: true,
};
const thread: CommentThread = {
  id: comment.id,
  control: 'A.7.1',
  comments: [comment],
  resolved: undefined,
};
const threadChanges: Changes<CommentThread> = {
  id: '01970000-0000-7000-8000-0000000000c3',
  control: 'A.7.2',
  comments: [comment, { ...comment, id: '01970000-0000-7000-8000-0000000000c4', text: 'ответ' }],
  resolved: { by: 'Ben', at: '2026-04-04T00:00:00.000Z' },
};
const finding: AuditFinding = {
  id: '01970000-0000-8000-8000-0000000000f1',
  mark: { subject: { kind: 'row', control: 'A.7.1' }, verdict: 'query', text: 'Show it' },
  auditor: { name: 'Rita', organization: 'Cert Ltd' },
  fingerprint: 'e'.repeat(64),
  manifestSha256: 'f'.repeat(64),
  writtenAt: '2026-05-01T00:00:00.000Z',
  state: 'open',
  contested: false,
  answer: '',
};
const findingChanges: Changes<AuditFinding> = {
  id: '01970000-0000-8000-8000-0000000000f2',
  mark: { subject: { kind: 'row', control: 'A.7.1' }, verdict: 'nonconformity', text: '証拠を示せ' },
  auditor: { name: 'Рита', organization: 'Πιστοποίηση' },
  // By which key and on which pack: nobody typed it, and the reply itself has it.
  fingerprint: undefined,
  manifestSha256: undefined,
  writtenAt: '2026-05-02T00:00:00.000Z',
  state: 'answered',
  contested: true,
  answer: 'إجابة',
};

const withTable = Object.entries(soaExports).filter(([format]) => format !== 'csv');
describe.each(withTable)('what was said about rows in %s', (_, exported) => {
  const said = async (threads: CommentThread[], findings: AuditFinding[] = []) =>
    exported({ ...(await makeWorkspaceSample()), comments: { threads, findings } });

  it.each(changed(commentChanges))('has %s of a comment', async (field) => {
    const other = { ...comment, [field]: commentChanges[field] };
    expect(await said([{ ...thread, comments: [other] }])).not.toBe(await said([thread]));
  });

  it.each(changed(threadChanges))('has %s of a thread', async (field) => {
    expect(await said([{ ...thread, [field]: threadChanges[field] }])).not.toBe(await said([thread]));
  });

  it.each(changed(findingChanges))('has %s of what an auditor said', async (field) => {
    const other = { ...finding, [field]: findingChanges[field] };
    expect(await said([], [other])).not.toBe(await said([], [finding]));
  });

  it('has the words as they were said, and none unless they are wanted', async () => {
    const spoken = { ...comment, ...commentChanges, deleted: false } as SoaComment;
    const text = await said(
      [{ ...thread, comments: [spoken] }],
      [{ ...finding, ...findingChanges } as AuditFinding],
    );
    const words = ['Верно ли это?', 'Ζωή', '社員', 'قديم', '証拠を示せ', 'Рита', 'Πιστοποίηση', 'إجابة'];
    const without = await exported(await makeWorkspaceSample());
    for (const one of words) {
      expect(text).toContain(one);
      expect(without).not.toContain(one);
    }
  });
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

const approvalChanges: Changes<CheckedSignature> = {
  contentSha256: undefined,
  member: 'Члён команды',
  device: 'c'.repeat(64),
  signedAt: '2026-05-06T00:00:00.000Z',
  fault: 'revoked-key',
  holder: { kind: 'member', member: '社員', label: '', removedAt: '2026-06-01T00:00:00.000Z' },
  doubts: ['other-than-named'],
};
const approval: CheckedSignature = {
  contentSha256: 'a'.repeat(64),
  member: 'Rita',
  device: 'b'.repeat(64),
  signedAt: '2026-05-05T00:00:00.000Z',
  fault: undefined,
  holder: { kind: 'own-device', label: '' },
  doubts: [],
};

/** What the cover says of a version beside its approvals. */
const versionChanges = {
  label: '7b',
  sha256: 'd'.repeat(64),
  reason: 'годовой пересмотр',
  approver: '承認者',
  frozenBy: 'Πέτρος',
  frozenAt: '2026-05-03T01:02:03.000Z',
} as const;

async function frozenSample(sample: WorkspaceSample): Promise<ExportedVersion> {
  const frozen = await freezeSoa({
    isms: { organization: sample.organization, approver: '', scope: '' },
    number: 7,
    reason: 'Yearly review',
    approver: 'Rita',
    frozenBy: 'Alice',
    frozenAt: sample.generatedAt,
    previous: '',
    entries: sample.entries,
    clauses: clauseIds.map(blankClause),
    registers: readRegisterState(new Y.Doc()),
    exhibits: [],
  });
  if (!frozen.ok) throw new Error('the sample can be frozen');
  return { ...frozen.value, label: '7', approvals: [approval] };
}

/** The version with one of these said in another way. */
function changedVersion(version: ExportedVersion, field: keyof typeof versionChanges): ExportedVersion {
  const change = { [field]: versionChanges[field] };
  return field === 'label' || field === 'sha256'
    ? { ...version, ...change }
    : { ...version, version: { ...version.version, ...change } };
}

describe.each(Object.keys(soaExports).filter((format) => !withoutCover.includes(format)))(
  'the cover and the clauses in %s',
  (format) => {
    const exported = async (change: Partial<SoaExport>) =>
      soaExports[format]?.({ ...(await makeWorkspaceSample()), ...change });
    const withClause = (entry: ClauseEntry) => ({
      clauses: clauseIds.map((clause) => (clause === entry.clause ? entry : blankClause(clause))),
    });

    it.each(changed(clauseChanges))('have %s of a clause', async (field) => {
      const before = blankClause('6.1.2');
      const after = { ...before, [field]: clauseChanges[field] };
      expect(await exported(withClause(after))).not.toBe(await exported(withClause(before)));
    });

    it('have the words as they were entered', async () => {
      const cover = { organization: 'Δοκιμή AE', approver: '承認者', scope: 'Область действия' };
      const text = await exported({ ...cover, ...withClause({ ...blankClause('6.1.2'), ...clauseWords }) });
      for (const words of [...Object.values(cover), clauseWords.how, clauseWords.owner, 'Σκοπός', 'ウィキ'])
        expect(text).toContain(words);
    });

    it.each(Object.keys(versionChanges) as (keyof typeof versionChanges)[])(
      'have %s of the version',
      async (field) => {
        const version = await frozenSample(await makeWorkspaceSample());
        const text = await exported({ version: changedVersion(version, field) });
        expect(text).not.toBe(await exported({ version }));
        expect(text).toContain(versionChanges[field]);
      },
    );

    // A pack has the signed statements themselves, for programs.
    const fieldsOfApproval = format === 'json in a pack' ? [] : changed(approvalChanges);
    it.each(fieldsOfApproval)('have %s of a signed approval', async (field) => {
      const version = await frozenSample(await makeWorkspaceSample());
      const approvals = [{ ...approval, [field]: approvalChanges[field] }];
      const text = await exported({ version: { ...version, approvals } });
      expect(text).not.toBe(await exported({ version }));
    });
  },
);

const clauseWords = {
  how: 'как выполнено',
  owner: '担当者',
  documents: [{ id: 'd', title: 'Σκοπός', place: 'ウィキ' }],
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
  customControls: [custom],
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
      controls: ['A.5.34', custom.id],
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
  controls: [custom.id],
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

const action: RiskAction = { id: 'a', title: 'hand out keys', owner: 'Ben', due: '2026-12-01', done: false };
const actionChanges: Changes<RiskAction> = {
  id: undefined,
  title: '鍵を渡す',
  owner: 'другой',
  due: '2027-01-01',
  done: true,
};

const [rare = { label: '', description: '' }, ...likelier] = defaultCriteria.likelihood;
const [small = { label: '', description: '' }, ...worse] = defaultCriteria.consequence;
const [low = { label: '', description: '' }, ...higher] = defaultCriteria.levels;
const criteriaChanges: Changes<RiskCriteria> = {
  version: 7,
  likelihood: [{ ...rare, description: 'ни разу' }, ...likelier],
  consequence: [{ ...small, label: '小さい' }, ...worse],
  levels: [{ ...low, label: 'χαμηλό' }, ...higher],
  matrix: defaultCriteria.matrix.map((row) => row.map(() => 0)),
  acceptUpTo: defaultCriteria.acceptUpTo === 0 ? 1 : 0,
};

const signedAcceptance: CheckedContent = { ...approval, subject: makeRisk().id, text: '' };

type RiskExporter = (
  risks: readonly Risk[],
  criteria?: RiskCriteria,
  signed?: readonly CheckedContent[],
) => string | Promise<string>;
const frame = { organization: 'Ü', generatedAt: '2026-05-04T07:08:10Z' };
const ofRisks = (
  risks: readonly Risk[],
  criteria = defaultCriteria,
  signed: readonly CheckedContent[] = [],
) => ({
  ...frame,
  registers: { ...registers, risks, criteria },
  acceptances: Map.groupBy(signed, ({ subject }) => subject),
});
const riskExports: Record<string, RiskExporter> = {
  csv: (...input) => riskCsv(ofRisks(...input)),
  xlsx: (...input) => workbookText(riskWorkbook(ofRisks(...input))),
  docx: (...input) => unpacked(docx(riskReport(ofRisks(...input)))),
  pdf: (...input) => JSON.stringify(riskReport(ofRisks(...input))),
  'csv files': (...input) => unpacked(riskCsvFiles(ofRisks(...input))),
  'json in a pack': (...input) => {
    const { registers: state, ...facts } = ofRisks(...input);
    return JSON.stringify(riskJson(facts, state));
  },
};

describe.each(Object.entries(riskExports))('the risk register as %s', (format, exported) => {
  it.each(changed(riskChanges))('has %s', async (field) => {
    const before = makeRisk();
    const after = { ...before, [field]: riskChanges[field] };
    expect(await exported([after])).not.toBe(await exported([before]));
  });

  // A pack has the signed statements themselves, for programs.
  const fieldsOfSignature = format === 'json in a pack' ? [] : changed(approvalChanges);
  it.each(fieldsOfSignature)('has %s of a signed acceptance', async (field) => {
    const signed = { ...signedAcceptance, [field]: approvalChanges[field] };
    const text = await exported([makeRisk()], defaultCriteria, [signed]);
    expect(text).not.toBe(await exported([makeRisk()], defaultCriteria, [signedAcceptance]));
  });

  it('says whether a signature is about the acceptance as it stands, and that nobody signed', async () => {
    const { content = {} } = acceptanceStatement(makeRisk()) ?? {};
    const current = { ...signedAcceptance, text: bytesToText(canonicalJson(content)) };
    const said = async (...signed: CheckedContent[]) => exported([makeRisk()], defaultCriteria, signed);
    if (format === 'json in a pack') return expect(await said(current)).toBe(await said());
    expect(await said(current)).toContain('for the acceptance as it stands here');
    expect(await said(signedAcceptance)).toContain('for an earlier state of this risk');
    expect(await said()).toContain('None: the name of whoever accepted was typed in');
  });

  // One file of CSV has one table, which is that of the risks.
  if (format === 'csv') return;

  it.each(changed(actionChanges))('has %s of an action', async (field) => {
    const actions = (action: RiskAction) => [makeRisk({ actions: [action] })];
    const after = { ...action, [field]: actionChanges[field] };
    expect(await exported(actions(after))).not.toBe(await exported(actions(action)));
  });

  it.each(changed(criteriaChanges))('has %s of the criteria', async (field) => {
    const criteria = { ...defaultCriteria, [field]: criteriaChanges[field] };
    expect(await exported([], criteria)).not.toBe(await exported([]));
  });

  it('has every field of the registers on which it rests', async () => {
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
