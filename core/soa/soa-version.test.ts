import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { controls } from '../catalogue/controls.ts';
import { bytesToText, sha256Hex, textToBytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { checkSchema, schemaVersion, workspaceMap } from '../workspace/schema-version.ts';
import { addVersion, readVersions, versionMap } from '../workspace/soa-versions.ts';
import { readSoa, setOwner, setStatus, soaText } from '../workspace/workspace.ts';
import { compareSoa, soaFields } from './compare-soa.ts';
import type { FrozenEntry, FrozenSoa } from './soa-version.ts';
import {
  freezeSoa,
  frozenEntry,
  isIntact,
  labelledVersions,
  nextNumber,
  thawedEntry,
} from './soa-version.ts';
import { blankEntry } from './soa-entry.ts';

const facts = {
  organization: 'Müller & Söhne',
  number: 1,
  reason: 'Certification',
  approver: 'Zoë',
  frozenBy: 'Alice',
  frozenAt: '2026-05-04T07:08:10.000Z',
  previous: '',
  exhibits: [],
};
const blank = controls.map(({ id }) => blankEntry(id));

async function frozen(changes: Partial<typeof facts> = {}, entries = blank): Promise<FrozenSoa> {
  const result = await freezeSoa({ ...facts, ...changes, entries });
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

  it('needs a reason and an approver, and no contested row', async () => {
    const refusal = async (changes: Partial<typeof facts>, entries = blank) => {
      const result = await freezeSoa({ ...facts, ...changes, entries });
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
      controls: ['A.5.1'],
    });
  });

  it('is not taken from a replica that sends something else, and a changed one is known', async () => {
    const doc = new Y.Doc();
    const good = await frozen();
    versionMap(doc).set('a'.repeat(64), '{"format":"exhibit-soa-version/2"}');
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
          for (const { control, field, after: wanted } of there) {
            if (control !== entry.control) continue;
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

  it('knows every cell of a row', () => {
    const { control: _, ...cells } = frozenEntry({
      ...blankEntry('A.5.1'),
      provider: { id: '', name: '', report: '', reportDate: '' },
    });
    expect(new Set<string>(soaFields)).toEqual(new Set(Object.keys(cells)));
    const entry = blankEntry('A.5.1');
    expect(thawedEntry(frozenEntry(entry))).toEqual(entry);
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
