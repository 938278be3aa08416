import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { signReply, verifyReply, type CheckedReply, type Mark } from '../reply/reply.ts';
import { decideFindingState, importReply, readFindings } from './audit-findings.ts';
import { madePack, noteMadePack } from './made-packs.ts';
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

describe('madePack', () => {
  it('knows the packs that any member made', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    noteMadePack(a, 'a'.repeat(64), alice);
    sync(a, b);
    expect(madePack(b, 'a'.repeat(64))).toEqual(alice);
    expect(madePack(b, 'b'.repeat(64))).toBeUndefined();
  });
});
