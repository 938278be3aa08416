import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { controls } from '../catalogue/controls.ts';
import { olderForm } from '../../tests/fixtures/older-versions.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { thawedRegisters } from '../risks/register-state.ts';
import { bytesToText, sha256Hex, textToBytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { checkSchema, schemaVersion, workspaceMap } from '../workspace/schema-version.ts';
import { createRecord, linkControl } from '../workspace/records.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { setRegisterField } from '../workspace/registers.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  saveCriteria,
  setAction,
  setRiskField,
  setRiskScore,
} from '../workspace/risks.ts';
import {
  linkClauseExhibit,
  readClauses,
  removeClauseDocument,
  setClauseDocument,
  setClauseStatus,
  setClauseText,
} from '../workspace/clauses.ts';
import { readIsms, scopeText, setIsmsName } from '../workspace/isms.ts';
import { addVersion, readVersions, versionMap } from '../workspace/soa-versions.ts';
import { readSoa, setOwner, setStatus, soaText } from '../workspace/workspace.ts';
import { blankClause, clauseIds } from './clause-entry.ts';
import { clauseFields, compareClauses, compareIsms, compareSoa, soaCell, soaFields } from './compare-soa.ts';
import { frozenClause, thawedClause } from './frozen-clause.ts';
import { ismsFields } from './isms-facts.ts';
import type { FreezeInput, FrozenEntry, FrozenSoa } from './soa-version.ts';
import {
  clausesOf,
  freezeSoa,
  frozenEntry,
  isIntact,
  ismsOf,
  labelledVersions,
  nextNumber,
  parseSoaVersion,
  customControlsOf,
  registersOf,
  thawedEntry,
} from './soa-version.ts';
import { blankEntry } from './soa-entry.ts';

const isms = { organization: 'Müller & Söhne', approver: 'Head of security', scope: 'Область: все 😀' };
const facts = {
  isms,
  number: 1,
  reason: 'Certification',
  approver: 'Zoë',
  frozenBy: 'Alice',
  frozenAt: '2026-05-04T07:08:10.000Z',
  previous: '',
  exhibits: [],
};
const registers = {
  risks: [],
  criteria: defaultCriteria,
  asset: [],
  supplier: [],
  obligation: [],
  customControls: [],
  contestedCriteria: [],
};
const custom: CustomControl = {
  id: 'C.0199c001-0000-7000-8000-000000000009',
  reference: 'PCI-8.3.6',
  title: 'Length of passwords',
  source: 'PCI DSS 4.0.1',
  description: 'Twelve or more',
};
const blank = controls.map(({ id }) => blankEntry(id));
const clauses = clauseIds.map(blankClause);

const author = { by: 'Alice', at: '2026-05-01T00:00:00.000Z' };
const [riskId, actionId, assetId, supplierId, obligationId] = [1, 2, 3, 4, 5].map(
  (at) => `0199c001-0000-7000-8000-00000000000${at}`,
) as [string, string, string, string, string];

function fillRegisters(doc: Y.Doc): void {
  createRecord(doc, 'asset', assetId, { name: 'Server', owner: 'Ben' }, author);
  createRecord(doc, 'supplier', supplierId, { name: 'Cloud', reportDate: '2026-01-01' }, author);
  createRecord(doc, 'obligation', obligationId, { name: 'GDPR', type: 'regulation' }, author);
  linkControl(doc, 'obligation', obligationId, 'A.5.34', true);
  createRisk(doc, riskId, { title: 'Fire', affects: ['availability'], assets: [assetId] }, author);
  setAction(doc, riskId, actionId, { title: 'Sprinklers', owner: 'Ben', due: '2027-01-02' });
  const score = { likelihood: 2, consequence: 3 };
  setRiskScore(doc, riskId, 'residual', 'likelihood', score.likelihood);
  setRiskScore(doc, riskId, 'residual', 'consequence', score.consequence);
  decideTreatment(doc, riskId, 'retain', author);
  decideAcceptance(doc, riskId, { kind: 'accepted', owner: 'Zoë', score, criteria: 1 }, author);
}

async function frozen(changes: Partial<FreezeInput> = {}, entries = blank): Promise<FrozenSoa> {
  const result = await freezeSoa({ ...facts, clauses, registers, ...changes, entries });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

describe('a frozen version', () => {
  it('is canonical JSON under its SHA-256, and comes back from the workspace as it was', async () => {
    const version = await frozen({}, [
      { ...blankEntry('A.5.1'), justification: 'Zürich 😀\n"x"' },
      ...blank.slice(1),
    ]);
    expect(bytesToText(canonicalJson(JSON.parse(version.text) as object))).toBe(version.text);
    expect(await sha256Hex(textToBytes(version.text))).toBe(version.sha256);
    const doc = new Y.Doc();
    addVersion(doc, version);
    expect(readVersions(doc)).toEqual([version]);
    expect(await isIntact(version)).toBe(true);
  });

  it('stays as it was while the rows go on', async () => {
    const doc = new Y.Doc();
    setOwner(doc, 'A.5.1', 'Alice');
    const version = await frozen({}, readSoa(doc));
    addVersion(doc, version);
    setOwner(doc, 'A.5.1', 'Bob');
    soaText(doc, 'A.5.1', 'remarks').insert(0, 'new');
    const now = readSoa(doc).map(frozenEntry);
    expect(readVersions(doc)[0]?.version.entries[0]?.owner).toBe('Alice');
    expect(
      compareSoa(version.version.entries, now).map(({ control, field }) => `${control} ${field}`),
    ).toEqual(['A.5.1 owner', 'A.5.1 remarks']);
  });

  it('holds custom controls below the 93, with what they are, and takes no others', async () => {
    const row = { ...blankEntry(custom.id, custom), justification: 'The card acquirer asks for it' };
    const version = await frozen({}, [...blank, row]);
    expect(version.version.format).toBe('exhibit-soa-version/4');
    const doc = new Y.Doc();
    addVersion(doc, version);
    const [read] = readVersions(doc);
    expect(read?.version.entries.map(thawedEntry)).toEqual([...blank, row]);
    expect(read && customControlsOf(read.version)).toEqual([custom]);
    expect(await isIntact(version)).toBe(true);
    const refused = (entries: (typeof row)[]) => expect(frozen({}, entries)).rejects.toThrow();
    await refused([row, ...blank]);
    await refused([...blank, row, row]);
    await refused([...blank, { ...row, custom: undefined }]);
    await refused([...blank, blankEntry('A.5.1')]);
    await refused(blank.slice(1));
    // An app that does not know custom controls must not take it for a version of its own.
    expect(parseSoaVersion(version.text.replace('version/4', 'version/3'))).toBeUndefined();
  });

  it('names a contested custom control by its reference', async () => {
    const claim = (value: 'applicable' | 'not-applicable', by: string) => ({ value, by, at: '' });
    const row = {
      ...blankEntry(custom.id, custom),
      contested: { applicability: [claim('applicable', 'A'), claim('not-applicable', 'B')], status: [] },
    };
    const result = await freezeSoa({ ...facts, clauses, registers, entries: [...blank, row] });
    expect(result).toEqual({ ok: false, error: { kind: 'contested', where: ['PCI-8.3.6'] } });
  });

  it('needs a reason and an approver, and no contested row', async () => {
    const refusal = async (changes: Partial<FreezeInput>, entries = blank) => {
      const result = await freezeSoa({ ...facts, clauses, registers, ...changes, entries });
      return result.ok ? undefined : result.error;
    };
    expect(await refusal({ reason: ' ' })).toEqual({ kind: 'reason-missing' });
    expect(await refusal({ approver: '' })).toEqual({ kind: 'approver-missing' });
    const contested = {
      applicability: [{ by: 'A', at: '', value: 'applicable' as const }],
      status: [],
    };
    expect(await refusal({}, [{ ...blankEntry('A.5.1'), contested }, ...blank.slice(1)])).toEqual({
      kind: 'contested',
      where: ['A.5.1'],
    });
    const claims = [{ by: 'A', at: '', value: 'met' as const }];
    const disputed = clauses.map((entry) =>
      entry.clause === '9.2.1' ? { ...entry, contested: { status: claims } } : entry,
    );
    expect(await refusal({ clauses: disputed })).toEqual({ kind: 'contested', where: ['9.2.1'] });
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    createRisk(a, riskId, { title: 'Fire' }, author);
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    decideTreatment(a, riskId, 'avoid', author);
    decideTreatment(b, riskId, 'share', author);
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    expect(await refusal({ registers: readRegisterState(a) })).toEqual({ kind: 'contested', where: ['R-1'] });
    decideTreatment(a, riskId, 'share', author);
    expect(await refusal({ registers: readRegisterState(a) })).toBeUndefined();
    expect(await refusal({ registers: { ...registers, contestedCriteria: [1, 2] } })).toEqual({
      kind: 'criteria-contested',
    });
    const long = blank.map((entry) => ({ ...entry, remarks: 'x'.repeat(100_000) }));
    expect(await refusal({}, long)).toEqual({ kind: 'too-large' });
  });

  it('holds risks with criteria, actions and acceptance, assets, suppliers and obligations as they stood', async () => {
    const doc = new Y.Doc();
    fillRegisters(doc);
    const state = readRegisterState(doc);
    const version = await frozen({ registers: state });
    addVersion(doc, version);
    setRiskField(doc, riskId, 'title', 'Flood');
    setAction(doc, riskId, actionId, { done: true });
    setRegisterField(doc, 'supplier', supplierId, 'report', 'SOC 2');
    saveCriteria(doc, { ...defaultCriteria, acceptUpTo: 2 }, author);
    const [read] = readVersions(doc);
    expect(read).toEqual(version);
    const kept = registersOf(version.version);
    if (!kept) throw new Error('the version holds registers');
    const { contestedCriteria: _, ...plain } = state;
    expect(thawedRegisters(kept, customControlsOf(version.version))).toEqual(plain);
    expect(kept.risks[0]).toMatchObject({
      title: 'Fire',
      actions: [{ title: 'Sprinklers', owner: 'Ben', due: '2027-01-02', done: false }],
      acceptance: { owner: 'Zoë', by: 'Alice', score: { likelihood: 2, consequence: 3 } },
    });
    expect(await isIntact(version)).toBe(true);
    const forged = { ...version, text: version.text.replace('Sprinklers', 'Sprinkler') };
    expect(await isIntact(forged)).toBe(false);
    expect(parseSoaVersion(version.text.replace('"done":false', '"done":"no"'))).toBeUndefined();
  });

  it('holds clauses 4 to 10 and the cover as they stood', async () => {
    const doc = new Y.Doc();
    setIsmsName(doc, 'organization', 'Σύνδεσμος');
    setIsmsName(doc, 'approver', 'Head of security');
    scopeText(doc).insert(0, 'What we sell');
    setClauseStatus(doc, '6.1.2', 'partly', author);
    setClauseText(doc, '6.1.2', 'как выполнено');
    setClauseDocument(doc, '6.1.2', { id: actionId, title: 'Method', place: 'Wiki' });
    linkClauseExhibit(doc, '6.1.2', assetId, author);
    const stood = readClauses(doc);
    const version = await frozen({ isms: readIsms(doc), clauses: stood });
    addVersion(doc, version);
    setClauseStatus(doc, '6.1.2', 'met', author);
    removeClauseDocument(doc, '6.1.2', actionId);
    setIsmsName(doc, 'approver', 'Somebody else');
    scopeText(doc).insert(0, 'Not ');
    const [read] = readVersions(doc);
    if (!read) throw new Error('it is read');
    expect(await isIntact(read)).toBe(true);
    expect(clausesOf(read.version)).toEqual(stood);
    expect(ismsOf(read.version)).toEqual({
      organization: 'Σύνδεσμος',
      approver: 'Head of security',
      scope: 'What we sell',
    });
    const now = readClauses(doc).map(frozenClause);
    expect(
      compareClauses(stood.map(frozenClause), now).map(({ clause, field }) => `${clause} ${field}`),
    ).toEqual(['6.1.2 status', '6.1.2 documents']);
    expect(compareIsms(ismsOf(read.version) ?? isms, readIsms(doc))).toEqual(['scope', 'approver']);
    expect(parseSoaVersion(version.text.replace('"clause":"4.1"', '"clause":"4.2"'))).toBeUndefined();
  });

  // The hashes of the same state as they were worked out before there was a form /3.
  it.each([
    [1, '4a4707c3990fc1de39f28626bdb5ab0907b662fd102900c197fd09dee86eedda'],
    [2, 'df092f64faa407af276039f3a6c657f6fb55f67e0e66eaf6355f44619395b6f1'],
    [3, '60281021557f059b73980cc22af3ac3a12f8f331277a26bb3cb4bb16187f6acc'],
  ] as const)(
    'of the form /%i is read, keeps its hash, and says what it does not hold',
    async (form, sha256) => {
      const filled = new Y.Doc();
      fillRegisters(filled);
      const newest = await frozen({ registers: readRegisterState(filled) });
      const bytes = canonicalJson(olderForm(newest.version, form));
      expect(await sha256Hex(bytes)).toBe(sha256);
      const doc = new Y.Doc();
      versionMap(doc).set(sha256, bytesToText(bytes));
      const [old] = readVersions(doc);
      if (!old) throw new Error('it is read');
      expect(await isIntact(old)).toBe(true);
      expect(old.version.entries).toHaveLength(93);
      expect(registersOf(old.version)).toEqual(form >= 2 ? registersOf(newest.version) : undefined);
      expect([clausesOf(old.version), ismsOf(old.version)]).toEqual(
        form === 3 ? [clausesOf(newest.version), ismsOf(newest.version)] : [undefined, undefined],
      );
      expect(customControlsOf(old.version)).toEqual([]);
      for (const other of [1, 2].filter((one) => one !== form))
        expect(parseSoaVersion(old.text.replace(`version/${form}`, `version/${other}`))).toBeUndefined();
    },
  );

  it('is not taken from a replica that sends something else, and a changed one is known', async () => {
    const doc = new Y.Doc();
    const good = await frozen();
    versionMap(doc).set('a'.repeat(64), '{"format":"exhibit-soa-version/5"}');
    versionMap(doc).set('b'.repeat(64), 7);
    versionMap(doc).set('c'.repeat(64), good.text.replace('Zoë', 'Eve'));
    versionMap(doc).set('d'.repeat(64), '{');
    const read = readVersions(doc);
    expect(read.map(({ sha256 }) => sha256)).toEqual(['c'.repeat(64)]);
    expect(await Promise.all(read.map(isIntact))).toEqual([false]);
  });

  it('keeps both versions that got one number offline, under different labels', async () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    addVersion(a, await frozen({ number: 2, approver: 'Anna' }));
    addVersion(b, await frozen({ number: 2, approver: 'Ben', frozenAt: '2026-05-05T00:00:00.000Z' }));
    addVersion(b, await frozen());
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    for (const doc of [a, b]) {
      const all = labelledVersions(readVersions(doc));
      expect(all.map(({ label, version }) => `${label} ${version.approver}`)).toEqual([
        '1 Zoë',
        '2 Anna',
        '2b Ben',
      ]);
      expect(nextNumber(all)).toBe(3);
    }
  });
});

describe('compareSoa', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const row = fc.record({
    applicability: fc.constantFrom('applicable', 'not-applicable', 'undecided', 'inherited'),
    status: fc.constantFrom('unverified', 'planned', 'implemented'),
    justification: text,
    owner: text,
    maturity: fc.integer({ min: 0, max: 5 }),
    provider: fc.option(fc.record({ id: text, name: text, report: text, reportDate: fc.constant('') }), {
      nil: undefined,
    }),
    risks: fc.array(fc.record({ id: text, reference: text, title: text, open: fc.boolean() }), {
      maxLength: 2,
    }),
  });
  const state = fc
    .array(row, { minLength: 3, maxLength: 3 })
    .map((rows): FrozenEntry[] =>
      rows.map((cells, at) =>
        frozenEntry({ ...blankEntry((['A.5.1', 'A.5.2', 'A.8.34'] as const)[at] ?? 'A.5.1'), ...cells }),
      ),
    );

  it('finds nothing between equal states, and all that is needed to make one from the other', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(compareSoa(before, structuredClone(before))).toEqual([]);
        const there = compareSoa(before, after);
        const made = before.map((entry) => {
          const next: Record<string, unknown> = { ...entry };
          for (const { control, field, after } of there) {
            if (control !== entry.control) continue;
            const wanted: Readonly<Record<string, unknown>> = after;
            if (wanted[field] === undefined) delete next[field];
            else next[field] = wanted[field];
          }
          return next;
        });
        expect(made).toEqual(after);
        const back = compareSoa(after, before);
        expect(back.map(({ control, field }) => [control, field])).toEqual(
          there.map(({ control, field }) => [control, field]),
        );
      }),
    );
  });

  it('knows every cell of a clause', () => {
    const { clause: _, ...cells } = frozenClause(blankClause('4.1'));
    expect(new Set<string>(clauseFields)).toEqual(new Set(Object.keys(cells)));
    expect(new Set<string>(ismsFields)).toEqual(new Set(Object.keys(isms)));
    expect(thawedClause(frozenClause(blankClause('4.1')))).toEqual(blankClause('4.1'));
  });

  it('knows every cell of a row', () => {
    const {
      control: _,
      custom: definition,
      ...cells
    } = frozenEntry({
      ...blankEntry(custom.id, custom),
      provider: { id: '', name: '', report: '', reportDate: '' },
    });
    expect(new Set<string>(soaFields)).toEqual(
      new Set([...Object.keys(definition ?? {}), ...Object.keys(cells)]),
    );
    for (const entry of [blankEntry('A.5.1'), blankEntry(custom.id, custom)])
      expect(thawedEntry(frozenEntry(entry))).toEqual(entry);
  });

  it('says of a custom control that it came or went, with all that it has', () => {
    const row = frozenEntry({ ...blankEntry(custom.id, custom), owner: 'Ben' });
    const annex = frozenEntry(blankEntry('A.5.1'));
    const cells = (before: FrozenEntry[], after: FrozenEntry[]) =>
      compareSoa(before, after).map(
        ({ change, field, ...sides }) =>
          `${change} ${field}: ${String(soaCell(sides.before, field))} > ${String(soaCell(sides.after, field))}`,
      );
    expect(cells([annex], [annex, row])).toEqual([
      'added reference: undefined > PCI-8.3.6',
      'added title: undefined > Length of passwords',
      'added source: undefined > PCI DSS 4.0.1',
      'added description: undefined > Twelve or more',
      'added owner:  > Ben',
    ]);
    expect(cells([annex, row], [annex]).at(-1)).toBe('removed owner: Ben > ');
    const renamed = { ...row, custom: { ...custom, id: undefined, title: 'Longer passwords' } };
    expect(cells([row], [renamed as FrozenEntry])).toEqual([
      'changed title: Length of passwords > Longer passwords',
    ]);
  });
});

describe('the schema version', () => {
  it('is written with the first edit, and a newer one is refused', () => {
    const doc = new Y.Doc();
    expect(checkSchema(doc)).toEqual({ ok: true, value: schemaVersion });
    setStatus(doc, 'A.5.1', 'planned');
    expect(workspaceMap(doc).get('schema')).toBe(schemaVersion);
    workspaceMap(doc).set('schema', schemaVersion + 1);
    setStatus(doc, 'A.5.1', 'partly');
    expect(checkSchema(doc)).toEqual({
      ok: false,
      error: { kind: 'workspace-newer', found: schemaVersion + 1, known: schemaVersion },
    });
    workspaceMap(doc).set('schema', 'x');
    expect(checkSchema(doc).ok).toBe(true);
  });
});
