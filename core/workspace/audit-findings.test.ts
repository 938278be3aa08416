import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { signReply, verifyReply, type CheckedReply, type Mark } from '../reply/reply.ts';
import { decideFindingState, importReply, readFindings } from './audit-findings.ts';
import { leavesOf, madePack, noteMadePack, packSets } from './made-packs.ts';
import { recordText } from './records.ts';

const alice = { by: 'Alice', at: '2026-05-11T08:00:00.000Z' };
const bob = { by: 'Bob', at: '2026-05-11T08:00:01.000Z' };
const query: Mark = { subject: { kind: 'row', control: 'A.8.13' }, verdict: 'query', text: 'Where?' };
const accepted: Mark = { subject: { kind: 'row', control: 'A.8.5' }, verdict: 'accepted', text: '' };

async function makeReply(marks: Mark[], manifestSha256 = 'a'.repeat(64)): Promise<CheckedReply> {
  const text = await signReply(await makeSigner(), {
    pack: { manifestSha256, organization: 'Muster GmbH', generatedAt: '2026-05-04T07:08:10.000Z' },
    auditor: { name: 'Eve', organization: 'Cert AG' },
    writtenAt: '2026-05-10T10:00:00.000Z',
    marks,
  });
  const read = await verifyReply(text);
  if (!read.ok) throw new Error('a reply that was just signed holds');
  return read.value;
}

function sync(a: Y.Doc, b: Y.Doc) {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

describe('importReply', () => {
  it('makes findings that say who said what; a query is open, what was accepted is closed', async () => {
    const doc = new Y.Doc();
    expect(await importReply(doc, await makeReply([query, accepted]), alice)).toBe(2);
    const findings = readFindings(doc);
    expect(findings.map(({ mark, state }) => [mark, state])).toEqual(
      expect.arrayContaining([
        [query, 'open'],
        [accepted, 'closed'],
      ]),
    );
    expect(findings[0]).toMatchObject({ auditor: { name: 'Eve', organization: 'Cert AG' }, answer: '' });
  });

  it('does nothing twice, and keeps what was answered meanwhile', async () => {
    const doc = new Y.Doc();
    await importReply(doc, await makeReply([query]), alice);
    const [{ id } = { id: '' }] = readFindings(doc);
    decideFindingState(doc, id, 'answered', alice);
    recordText(doc, 'finding', id, 'answer').insert(0, 'In the vault.');
    // The same words under a new key: the auditor saved the reply once more.
    expect(await importReply(doc, await makeReply([query, accepted]), bob)).toBe(1);
    const found = readFindings(doc).find((finding) => finding.id === id);
    expect(found).toMatchObject({ state: 'answered', answer: 'In the vault.' });
  });

  it('makes one finding of a reply that two members import at once', async () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const reply = await makeReply([query]);
    await Promise.all([importReply(a, reply, alice), importReply(b, reply, bob)]);
    sync(a, b);
    expect(readFindings(a)).toHaveLength(1);
    expect(readFindings(a)).toEqual(readFindings(b));
  });

  it('shows a state as contested that two members decided otherwise at once', async () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    await importReply(a, await makeReply([query]), alice);
    sync(a, b);
    const [{ id } = { id: '' }] = readFindings(a);
    decideFindingState(a, id, 'closed', alice);
    decideFindingState(b, id, 'answered', bob);
    sync(a, b);
    expect(readFindings(b)).toMatchObject([{ state: 'open', contested: true }]);
    decideFindingState(b, id, 'closed', bob);
    sync(a, b);
    expect(readFindings(a)).toMatchObject([{ state: 'closed', contested: false }]);
  });

  it('tells the same words about two packs apart', async () => {
    const doc = new Y.Doc();
    await importReply(doc, await makeReply([query]), alice);
    expect(await importReply(doc, await makeReply([query], 'b'.repeat(64)), alice)).toBe(1);
  });
});

describe('made packs', () => {
  const exhibits = ['1', '2', '3'].map((digit) => ({
    number: `EV-000${digit}`,
    id: `01970000-0000-7000-8000-00000000000${digit}`,
    folder: 'folder',
    recordSha256: digit.repeat(64),
  }));
  const manifest = {
    generatedAt: '2026-05-04T00:00:00.000Z',
    scope: { kind: 'all' } as const,
    exhibits,
    exhibitsRoot: 'f'.repeat(64),
  };
  const made = { manifest, manifestSha256: 'a'.repeat(64), version: '2' };

  it('are known to every member, with the set that they hold', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    noteMadePack(a, made, alice);
    sync(a, b);
    expect(madePack(b, 'a'.repeat(64))).toEqual(alice);
    expect(madePack(b, 'b'.repeat(64))).toBeUndefined();
    const [set] = packSets(b);
    expect(set).toMatchObject({
      manifestSha256: 'a'.repeat(64),
      root: 'f'.repeat(64),
      count: 3,
      version: '2',
    });
    expect(set && leavesOf(b, set)).toEqual(exhibits.map(({ recordSha256 }) => recordSha256));
    expect(set && leavesOf(b, { ...set, count: 2 })).toBeUndefined();
  });

  it('are no set that others could be proved to belong to when they are a selection themselves', () => {
    const doc = new Y.Doc();
    noteMadePack(doc, { ...made, manifest: { ...manifest, scope: { kind: 'selection' } } }, alice);
    expect(madePack(doc, 'a'.repeat(64))).toEqual(alice);
    expect(packSets(doc)).toEqual([]);
  });
});
