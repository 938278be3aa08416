import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addComment,
  commentMap,
  deleteComment,
  editComment,
  mentionParts,
  mentionsIn,
  readComments,
  reopenThread,
  resolveThread,
} from './soa-comments.ts';
import type { CommentThread } from './soa-comments.ts';

const thread = '0199a000-0000-7000-8000-000000000001';
const reply = '0199a000-0000-7000-8000-000000000002';
const first = { control: 'A.8.5', thread, id: thread } as const;
const alice = { by: 'Alice', at: '2026-03-01T10:00:00.000Z' };
const bob = { by: 'Bob', at: '2026-03-01T11:00:00.000Z' };
const untouched = { editedAt: undefined, earlier: [], deleted: false };
const take = (to: Y.Doc, from: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));

/** The one thread of the document. */
function onlyThread(doc: Y.Doc): CommentThread {
  const [one, ...more] = readComments(doc).get('A.8.5') ?? [];
  if (!one || more.length > 0) throw new Error('there is one thread');
  return one;
}

function begun(): Y.Doc {
  const doc = new Y.Doc();
  addComment(doc, first, { ...alice, text: 'Is this still so?', mentions: [] });
  return doc;
}

describe('a comment that its author changes', () => {
  const edit = (doc: Y.Doc, text: string, who = alice, mentions: string[] = []) =>
    editComment(doc, { ...first, edit: crypto.randomUUID() }, { ...who, text, mentions });
  const later = (hour: number) => ({ ...alice, at: `2026-03-01T${hour}:00:00.000Z` });

  it('says the newest text, when it was edited and what it said before', () => {
    const doc = begun();
    edit(doc, 'Is that so, @Bob?', later(12), ['Bob']);
    edit(doc, 'Is it so?', later(13));
    expect(onlyThread(doc).comments[0]).toMatchObject({
      text: 'Is it so?',
      mentions: [],
      at: alice.at,
      editedAt: later(13).at,
      earlier: [
        { at: alice.at, text: 'Is this still so?' },
        { at: later(12).at, text: 'Is that so, @Bob?' },
      ],
    });
  });

  it('keeps both texts where it was edited in two places, and shows the same one in both', () => {
    const here = begun();
    const there = new Y.Doc();
    take(there, here);
    edit(here, 'From the desk', later(12));
    edit(there, 'From the train', later(13));
    take(here, there);
    take(there, here);
    for (const doc of [here, there]) {
      const [comment] = onlyThread(doc).comments;
      expect(comment?.text).toBe('From the train');
      expect(comment?.earlier.map(({ text }) => text)).toEqual(['Is this still so?', 'From the desk']);
    }
  });

  it('is not changed by anybody else', () => {
    const doc = begun();
    edit(doc, 'I never said that', bob);
    deleteComment(doc, first, bob);
    expect(onlyThread(doc).comments[0]).toMatchObject({ text: 'Is this still so?', deleted: false });
  });

  it('is gone when it is taken back, also where it was edited meanwhile, and leaves the replies', () => {
    const here = begun();
    addComment(here, { ...first, id: reply }, { ...bob, text: 'Yes.', mentions: [] });
    const there = new Y.Doc();
    take(there, here);
    deleteComment(here, first, alice);
    edit(there, 'Or is it, @Bob?', later(12), ['Bob']);
    take(here, there);
    take(there, here);
    for (const doc of [here, there])
      expect(onlyThread(doc).comments).toMatchObject([
        { deleted: true, text: '', mentions: [], earlier: [], by: 'Alice' },
        { deleted: false, text: 'Yes.' },
      ]);
  });

  it('takes its thread along when nothing else was said', () => {
    const doc = begun();
    deleteComment(doc, first, alice);
    expect(readComments(doc).size).toBe(0);
  });
});

describe('comments on a row', () => {
  it('are a thread with its replies, oldest first', () => {
    const doc = begun();
    addComment(doc, { ...first, id: reply }, { ...bob, text: 'Yes, @Alice.', mentions: ['Alice'] });
    expect(onlyThread(doc)).toEqual({
      id: thread,
      control: 'A.8.5',
      resolved: undefined,
      comments: [
        { id: thread, ...alice, text: 'Is this still so?', mentions: [], ...untouched },
        { id: reply, ...bob, text: 'Yes, @Alice.', mentions: ['Alice'], ...untouched },
      ],
    });
  });

  it('are joined by those of members who write beside the workspace, and none of it is changed by them', () => {
    const doc = begun();
    const notes = new Y.Doc();
    addComment(notes, { ...first, id: reply }, { ...bob, text: 'I read this.', mentions: [] });
    addComment(notes, first, { ...bob, text: 'Alice said something else.', mentions: [] });
    // In her name: who may only comment beside the workspace changes nothing of what stands in it.
    editComment(notes, { ...first, edit: reply }, { ...alice, text: 'It is so.', mentions: [] });
    deleteComment(notes, first, alice);
    resolveThread(notes, onlyThread(doc), bob);
    const [joined] = readComments(doc, notes).get('A.8.5') ?? [];
    expect(joined?.comments.map(({ text }) => text)).toEqual(['Is this still so?', 'I read this.']);
    expect(joined?.resolved).toBeUndefined();
    expect(onlyThread(doc).comments).toHaveLength(1);
  });

  it('are resolved and opened again', () => {
    const doc = begun();
    resolveThread(doc, onlyThread(doc), bob);
    expect(onlyThread(doc).resolved).toEqual(bob);
    reopenThread(doc, onlyThread(doc));
    expect(onlyThread(doc).resolved).toBeUndefined();
  });

  it('are open again when somebody replied while another resolved them', () => {
    const here = begun();
    const there = new Y.Doc();
    take(there, here);
    resolveThread(here, onlyThread(here), alice);
    addComment(there, { ...first, id: reply }, { ...bob, text: 'Wait.', mentions: [] });
    take(here, there);
    expect(onlyThread(here)).toMatchObject({ resolved: undefined, comments: [{}, { text: 'Wait.' }] });
  });

  it('keep the replies of others when the first one is taken back', () => {
    const doc = begun();
    addComment(doc, { ...first, id: reply }, { ...bob, text: 'Yes.', mentions: [] });
    commentMap(doc).delete(`A.8.5|${thread}|${thread}`);
    expect(onlyThread(doc).comments.map(({ text }) => text)).toEqual(['Yes.']);
  });

  it('that do not fit are left out', () => {
    const doc = begun();
    const map = commentMap(doc);
    map.set(`A.9.9|${thread}|${reply}`, { ...bob, text: 'No such control.', mentions: [] });
    map.set(`A.8.5|${thread}|${reply}`, { ...bob, text: '', mentions: [] });
    map.set(`A.8.5|${thread}|resolved`, { ...bob, seen: 'all' });
    map.set(`A.8.5|${thread}|${reply}|more`, { ...bob, text: 'Too deep.', mentions: [] });
    map.set('constructor', { ...bob, text: 'x', mentions: [] });
    expect(onlyThread(doc)).toMatchObject({ resolved: undefined, comments: [{ by: 'Alice' }] });
    expect(readComments(doc).size).toBe(1);
  });
});

describe('mentions', () => {
  const people = ['Ann', 'Ann Berg', 'Øyvind'];

  it('are the longest name that fits', () =>
    expect(mentionsIn('@Ann Berg and @Ann, ask @Øyvind. @Ann', people)).toEqual([
      'Ann Berg',
      'Ann',
      'Øyvind',
    ]));

  it('are no part of an address or of a longer word', () =>
    expect(mentionsIn('mail@Ann.example, @Anna', people)).toEqual([]));

  it('cut the text in parts that are the text again', () => {
    const text = 'See @Ann Berg: @@Ann';
    const parts = mentionParts(text, people);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.flatMap(({ mention }) => mention ?? [])).toEqual(['Ann Berg', 'Ann']);
  });
});
