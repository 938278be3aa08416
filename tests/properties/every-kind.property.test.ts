/**
 * Everything that can get into a workspace, by whichever function, on two to six replicas: all end up equal, and nothing that was said or decided is
 * lost. What there is is read from the source, so that a kind or a writer that nobody thought of here fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bytesToText, sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { controls } from '#core/catalogue/controls.ts';
import { registerNames } from '#core/risks/registers.ts';
import { blankClause, clauseIds } from '#core/soa/clause-entry.ts';
import { blankEntry } from '#core/soa/soa-entry.ts';
import { freezeSoa, parseSoaVersion, type FrozenSoa } from '#core/soa/soa-version.ts';
import { sharedDevices, sharedExhibits, sharedSeals, sharedSightings } from '#core/sync/shared-evidence.ts';
import { readFindings } from '#core/workspace/audit-findings.ts';
import { readChangeLog, recordChanges } from '#core/workspace/change-log.ts';
import { readClauseHistory, recordClauseHistory } from '#core/workspace/clause-history.ts';
import { readClauses } from '#core/workspace/clauses.ts';
import {
  readCustomControlHistory,
  recordCustomControlHistory,
} from '#core/workspace/custom-control-history.ts';
import { readAllCustomControls } from '#core/workspace/custom-controls.ts';
import { readClaims } from '#core/workspace/decision.ts';
import { readIsms } from '#core/workspace/isms.ts';
import { leavesOf, packSets } from '#core/workspace/made-packs.ts';
import { readReviews, readSignedReviews } from '#core/workspace/management-reviews.ts';
import { createRecord, recordMap, recordText, removeRecord, restoreRecord } from '#core/workspace/records.ts';
import { readRegisterState } from '#core/workspace/register-state.ts';
import { readSignedAcceptances } from '#core/workspace/signed-acceptances.ts';
import { readApprovals } from '#core/workspace/soa-approvals.ts';
import { readComments } from '#core/workspace/soa-comments.ts';
import { readSoaHistory, recordSoaHistory } from '#core/workspace/soa-history.ts';
import { readVersions } from '#core/workspace/soa-versions.ts';
import { readViews } from '#core/workspace/soa-views.ts';
import { readLinks, readSoa } from '#core/workspace/workspace.ts';
import {
  everyEdit,
  namedClauses,
  namedControls,
  namedCustoms,
  textKinds,
  type Chance,
} from '../fixtures/every-edit.ts';
import { olderForm } from '../fixtures/older-versions.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';

const root = join(import.meta.dirname, '../..');
const recordKinds = textKinds;

/** Every root type that a document of a workspace can have, `*` for what is drawn. */
const roots: Record<string, 'map' | 'text' | 'array'> = {
  'soa/*': 'map',
  'soa/*/*': 'text',
  'soa/*/history': 'array',
  links: 'map',
  'clause/*': 'map',
  'clause/*/how': 'text',
  'clause/*/history': 'array',
  isms: 'map',
  'isms/scope': 'text',
  'risk-criteria': 'map',
  ...Object.fromEntries(
    recordKinds.flatMap((kind) => [
      [`${kind}/*`, 'map'],
      [`${kind}/*/*`, 'text'],
    ]),
  ),
  'control/*/history': 'array',
  'soa-comments': 'map',
  'soa-views': 'map',
  'soa-versions': 'map',
  'soa-approvals': 'map',
  'signed-reviews': 'map',
  'signed-acceptances': 'map',
  packs: 'map',
  'pack-sets': 'map',
  'change-log': 'array',
  workspace: 'map',
  // Of the document of shared evidence.
  exhibits: 'map',
  devices: 'map',
  seals: 'map',
  sightings: 'map',
  stamps: 'map',
  discarded: 'map',
  // Of a version of the app to come.
  'later/*': 'map',
};

/** The pattern of `roots` that a root type's name fits, the most exact one. */
function kindOf(name: string): string {
  const parts = name.split('/');
  const fits = (pattern: string) => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part === '*' || part === parts[at]);
  };
  const found = Object.keys(roots)
    .filter(fits)
    .toSorted((a, b) => a.split('*').length - b.split('*').length)[0];
  if (found === undefined) throw new Error(`no kind of root type is known for ${name}`);
  return found;
}

/** What stands under each root type, as it is stored; nothing for those in which nothing stands. */
function rawOf(doc: Y.Doc): Map<string, unknown> {
  const raw = new Map<string, unknown>();
  for (const name of [...doc.share.keys()].toSorted()) {
    const kind = roots[kindOf(name)];
    const stored: unknown =
      kind === 'map'
        ? Object.fromEntries([...doc.getMap(name)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : kind === 'text'
          ? doc.getText(name).toString()
          : doc.getArray(name).toArray();
    if (JSON.stringify(stored).length > 2) raw.set(name, stored);
  }
  return raw;
}

const sorted = <One>(items: readonly One[]): string[] => items.map((one) => JSON.stringify(one)).toSorted();

/** Whatever any screen or export reads. Where a reader promises no order, none is compared. */
const readAll = (doc: Y.Doc) => ({
  soa: readSoa(doc),
  links: readLinks(doc),
  clauses: readClauses(doc),
  isms: readIsms(doc),
  registers: readRegisterState(doc),
  customControls: readAllCustomControls(doc),
  comments: [...readComments(doc)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  views: readViews(doc),
  findings: readFindings(doc),
  reviews: readReviews(doc),
  signed: sorted([...readSignedReviews(doc), ...readSignedAcceptances(doc)]),
  approvals: sorted(readApprovals(doc)),
  versions: sorted(readVersions(doc)),
  packs: sorted(packSets(doc).map((set) => ({ ...set, leaves: leavesOf(doc, set) }))),
  history: [
    namedControls.map((control) => readSoaHistory(doc, control)),
    namedCustoms.map((control) => readCustomControlHistory(doc, control)),
    namedClauses.map((clause) => readClauseHistory(doc, clause)),
    readChangeLog(doc),
  ],
  evidence: sorted([
    ...sharedExhibits(doc),
    ...sharedDevices(doc),
    ...sharedSeals(doc),
    ...sharedSightings(doc),
  ]),
});

/** Who decided what, as it stands: by whose name every decision can be told, for no two are by one author. */
function decisionsOf(doc: Y.Doc): string[] {
  // Also of records that were decided about here before they came.
  const all = (kind: string) => [...doc.share.keys()].filter((name) => kindOf(name) === kind);
  const places = [
    ...namedControls.flatMap((control) => [
      [`soa/${control}`, 'applicability'],
      [`soa/${control}`, 'status'],
    ]),
    ...namedClauses.map((clause) => [`clause/${clause}`, 'status']),
    ...all('risk/*').flatMap((name) => [
      [name, 'treatment'],
      [name, 'acceptance'],
    ]),
    ...all('finding/*').map((name) => [name, 'state']),
    ['risk-criteria', 'criteria'],
  ] as [name: string, field: string][];
  return places.flatMap(([name, field]) =>
    readClaims(doc.getMap<unknown>(name), field, v.unknown()).flatMap(({ by }) =>
      by === '' ? [] : [`${name} ${field} by ${by}`],
    ),
  );
}

/** What is only ever added to: words in texts, comments, records, what was frozen, signed, noted, logged, and kinds of a later version. */
const lasting = new Set([
  'soa-versions',
  'soa-approvals',
  'signed-reviews',
  'signed-acceptances',
  'packs',
  'pack-sets',
  'seals',
  'sightings',
  'stamps',
  'later/*',
  'soa/*/history',
  'clause/*/history',
  'control/*/history',
  'change-log',
]);
function lastingOf(doc: Y.Doc): string[] {
  const all = [...rawOf(doc)].flatMap(([name, stored]): string[] => {
    const kind = kindOf(name);
    if (typeof stored === 'string') return [...stored.matchAll(/‹\d+›/gu)].map(([word]) => `${name} ${word}`);
    if (Array.isArray(stored))
      return lasting.has(kind) ? stored.map((one) => `${name} ${JSON.stringify(one)}`) : [];
    const entries = Object.entries(stored as object);
    if (kind === 'soa-comments')
      return entries.flatMap(([key]) => (key.endsWith('|resolved') ? [] : `${name} ${key}`));
    if (lasting.has(kind)) return entries.map(([key, value]) => `${name} ${key} ${JSON.stringify(value)}`);
    return entries.flatMap(([key]) =>
      key.startsWith('later:') || key === 'created' ? `${name} ${key}` : [],
    );
  });
  return all;
}

let versions: FrozenSoa[];
beforeAll(async () => {
  const frozen = await Promise.all(
    [1, 2].map(async (number) => {
      const result = await freezeSoa({
        isms: { organization: 'Ü', approver: '', scope: '' },
        number,
        reason: 'Test',
        approver: 'Zoë',
        frozenBy: '',
        frozenAt: '2026-05-04T07:08:10.000Z',
        previous: '',
        exhibits: [],
        entries: controls.map(({ id }) => blankEntry(id)),
        clauses: clauseIds.map(blankClause),
        registers: readRegisterState(new Y.Doc()),
      });
      if (!result.ok) throw new Error(result.error.kind);
      return result.value;
    }),
  );
  const older = await Promise.all(
    ([1, 2, 3] as const).flatMap((form) =>
      frozen.map(async ({ version }): Promise<FrozenSoa> => {
        const bytes = canonicalJson(olderForm(version, form));
        const text = bytesToText(bytes);
        const parsed = parseSoaVersion(text);
        if (!parsed) throw new Error(`form ${form} is read`);
        return { sha256: await sha256Hex(bytes), text, version: parsed };
      }),
    ),
  );
  versions = [...frozen, ...older];
});

/** Replicas that keep their own history, each by its own clock. */
function makeReplicas(count: number): Y.Doc[] {
  return Array.from({ length: count }, (_, at) => {
    const doc = new Y.Doc();
    // Fixed, so that a failing seed fails again.
    doc.clientID = at + 1;
    let ms = at;
    const author = () => ({ by: `member ${at}`, at: new Date((ms += 400_000)).toISOString() });
    recordSoaHistory(doc, author);
    recordClauseHistory(doc, author);
    recordCustomControlHistory(doc, author);
    recordChanges(doc, author);
    return doc;
  });
}
const take = (to: Y.Doc, from: Y.Doc) =>
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
const takeAll = (replicas: readonly Y.Doc[]) => {
  for (const to of replicas) for (const from of replicas) take(to, from);
};
function at<One>(list: readonly One[], index: number): One {
  const one = list[index % list.length];
  if (one === undefined) throw new Error('an empty list');
  return one;
}

function chanceOf(word: number, dice: readonly number[]): Chance {
  let thrown = 0;
  return {
    word: String(word),
    author: { by: `word ${word}`, at: new Date(Date.UTC(2026, 4, 4) + word * 1000).toISOString() },
    pick: (items) => at(items, at(dice, (thrown += 1))),
    versions,
  };
}

const names = Object.keys(everyEdit);
const isDecision = (name: string) =>
  /^decide|^set(Applicability|Status|ClauseStatus)$|^saveCriteria$/.test(name);
const editOf = (some: readonly string[]) =>
  fc.record({
    replica: fc.nat(5),
    edit: fc.constantFrom(...some),
    dice: fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }),
  });
const step = fc.oneof(
  { weight: 6, arbitrary: editOf(names) },
  // Of which there are few kinds, so that they would seldom meet.
  { weight: 2, arbitrary: editOf(names.filter(isDecision)) },
  { weight: 2, arbitrary: fc.record({ replica: fc.nat(5), from: fc.nat(5) }) },
);
/** Without the size fast-check makes ten at most, whatever the length says. */
const manySteps = fc.array(step, { minLength: 10, maxLength: 100, size: 'max' });

describe('replicas of a workspace with everything in it', () => {
  it('end up equal, two to six of them, without a word, a decision or a kept thing lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), manySteps, async (count, steps) => {
        const replicas = makeReplicas(count);
        const [kept, decided, superseded] = [new Set<string>(), new Set<string>(), new Set<string>()];
        for (const [word, one] of steps.entries()) {
          const doc = at(replicas, one.replica);
          if ('from' in one) {
            take(doc, at(replicas, one.from));
            continue;
          }
          const before = new Set(decisionsOf(doc));
          await everyEdit[one.edit]?.(doc, chanceOf(word, one.dice));
          const after = new Set(decisionsOf(doc));
          // Whoever decides sees what is there, and puts it out of date knowingly.
          for (const decision of before.difference(after)) superseded.add(decision);
          for (const decision of after) decided.add(decision);
          for (const thing of lastingOf(doc)) kept.add(thing);
        }
        takeAll(replicas);
        const [first, ...others] = replicas;
        if (!first) throw new Error('there are two or more');
        const [raw, read] = [rawOf(first), readAll(first)];
        for (const other of others) {
          expect(rawOf(other)).toEqual(raw);
          expect(readAll(other)).toEqual(read);
        }
        const there = new Set([...lastingOf(first), ...decisionsOf(first)]);
        expect([...kept].filter((thing) => !there.has(thing))).toEqual([]);
        expect([...decided.difference(superseded)].filter((decision) => !there.has(decision))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 240_000);

  it.each(recordKinds)('keep what was written into a %s while somebody removed it', (kind) => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8050';
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ü', '😀'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, words, (text, value) => {
        const [alice, bob] = makeReplicas(2) as [Y.Doc, Y.Doc];
        createRecord(alice, kind, id, {}, { by: 'Alice', at: '2026-01-01T00:00:00.000Z' });
        take(bob, alice);
        removeRecord(alice, kind, id);
        recordText(bob, kind, id, 'notes').insert(0, text);
        recordMap(bob, kind, id).set('owner', value);
        takeAll([alice, bob]);
        for (const doc of [alice, bob]) expect(recordMap(doc, kind, id).get('removed')).toBe(true);
        restoreRecord(alice, kind, id);
        takeAll([alice, bob]);
        for (const doc of [alice, bob]) {
          expect(recordMap(doc, kind, id).has('removed')).toBe(false);
          expect(recordText(doc, kind, id, 'notes').toString()).toBe(text);
          expect(recordMap(doc, kind, id).get('owner')).toBe(value);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('what these tests know', () => {
  it('is every edit: each does something, and together they reach every kind of root type', async () => {
    const [doc] = makeReplicas(1) as [Y.Doc];
    const draw = seededDraw(5);
    const [acted, reached] = [new Set<string>(), new Set<string>()];
    let name = '';
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      if (changed.size > 0) acted.add(name);
      for (const [root, type] of doc.share) if (changed.has(type)) reached.add(kindOf(root));
    });
    for (let word = 0; word < 40 * names.length; word += 1) {
      name = at(names, word);
      await everyEdit[name]?.(
        doc,
        chanceOf(
          word,
          Array.from({ length: 5 }, () => draw(60)),
        ),
      );
    }
    expect(names.filter((one) => !acted.has(one))).toEqual([]);
    expect(Object.keys(roots).filter((kind) => !reached.has(kind))).toEqual([]);
  });

  /** Functions that change no document, or only as a part of those that are edits. */
  const notEdits = new RegExp(
    `^(${[
      'read\\w+',
      'watch\\w+',
      'record(Changes|SoaHistory|ClauseHistory|CustomControlHistory|Ids|OfType|OfCustom|Map)',
      'is\\w+',
      '\\w+Map',
      'logArray',
      'logBegins',
      'kindOfRoot',
      'clauseOfType',
      'changedRoots',
      'createHistory',
      'restorable\\w*',
      'textOf|valueOf|flagsOf|controlsOf',
      'madePack|packSets|leavesOf',
      'soaContext|withReferences|draftOfScenario',
      'customIdOf|rowIds',
      'mentionsIn|mentionParts',
      'checkSchema',
      'decided',
      // What every edit is made of.
      'edit|decide|setFlag|replaceText|markSchema|keepSigned',
    ].join('|')})$`,
  );
  const sourceOf = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => join(root, folder, name));

  it('has every function of core/workspace that writes', async () => {
    const modules = await Promise.all(
      sourceOf('core/workspace').map(async (path) => (await import(path)) as Record<string, unknown>),
    );
    const writers = modules
      .flatMap((module) => Object.entries(module))
      .flatMap(([name, value]) => (typeof value === 'function' && !notEdits.test(name) ? name : []));
    expect(writers.filter((name) => everyEdit[name] === undefined)).toEqual([]);
    expect(writers.length).toBeGreaterThan(50);
  });

  it('has every root type that the source names', () => {
    const named: string[] = [];
    const byAnotherName: string[] = [];
    for (const path of [...sourceOf('core'), ...sourceOf('app')]) {
      const source = readFileSync(path, 'utf8');
      for (const [, literal, other] of source.matchAll(
        /(?:\.get(?:Map|Text|Array)(?:<[^(]*>)?\(|arrayName: \(\w+\) => )(?:['`]([^'`]+)['`]|([\w.]+[^)]*))/g,
      ))
        if (literal !== undefined) named.push(literal.replaceAll(/\$\{[^}]*\}/g, '*'));
        else if (other !== undefined) byAnotherName.push(`${path.slice(root.length + 1)}: ${other}`);
    }
    const ofRecords = ['*/*', '*/*/*'];
    for (const name of named.filter((one) => !ofRecords.includes(one)))
      expect(() => kindOf(name), name).not.toThrow();
    for (const name of ofRecords) expect(named).toContain(name);
    // These go through root types that others have named.
    expect(new Set(byAnotherName.map((one) => one.split(':')[0]))).toEqual(
      new Set([
        'core/workspace/change-history.ts',
        'core/workspace/change-log.ts',
        'core/workspace/past-state.ts',
      ]),
    );
  });

  it('has every kind of record', () => {
    const source = readFileSync(join(root, 'core/workspace/records.ts'), 'utf8');
    const [, list = ''] = /const recordKinds = \[([^\]]*)\]/.exec(source) ?? [];
    expect(new Set(list.match(/\w+/g))).toEqual(new Set(recordKinds));
    expect(recordKinds).toEqual(expect.arrayContaining([...registerNames]));
  });
});
