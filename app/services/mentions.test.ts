import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, deleteComment, editComment } from '#core/workspace/soa-comments.ts';
import { createCommentProjection } from './comment-projection.ts';
import { createMentions } from './mentions.ts';
import type { Preferences } from './preferences.ts';
import { createWatchable } from './watchable.ts';

const id = (at: number) => `0199a000-0000-7000-8000-00000000000${at}`;
const place = { control: 'A.8.5', thread: id(1), id: id(1) } as const;
const bob = (hour: number) => ({ by: 'Bob', at: `2026-03-01T${hour}:00:00.000Z` });

function mentionsFor(me: string) {
  const doc = new Y.Doc();
  const preferences = createWatchable<Preferences>({
    theme: 'system',
    spelling: false,
    memberName: me,
    organization: '',
  });
  return {
    doc,
    preferences,
    mentions: createMentions(createCommentProjection(doc, new Y.Doc()), preferences),
  };
}

it('calls whom a comment names until they have seen the row', () => {
  const { doc, mentions } = mentionsFor('Alice');
  addComment(doc, place, { ...bob(10), text: '@Alice, is it so?', mentions: ['Alice'] });
  expect(mentions.getState()).toMatchObject([{ control: 'A.8.5', by: 'Bob', text: '@Alice, is it so?' }]);
  mentions.markSeen('A.8.6');
  expect(mentions.getState()).toHaveLength(1);
  mentions.markSeen('A.8.5');
  expect(mentions.getState()).toEqual([]);
});

it('calls nobody without a name, nobody else and nobody by their own words', () => {
  const { doc, mentions, preferences } = mentionsFor('');
  addComment(doc, place, { ...bob(10), text: '@Alice and @Bob', mentions: ['Alice', 'Bob'] });
  expect(mentions.getState()).toEqual([]);
  preferences.set({ ...preferences.getState(), memberName: 'Bob' });
  expect(mentions.getState()).toEqual([]);
  preferences.set({ ...preferences.getState(), memberName: 'Alice' });
  expect(mentions.getState()).toHaveLength(1);
});

it('calls by an edit, and no more when the comment is taken back', () => {
  const { doc, mentions } = mentionsFor('Alice');
  addComment(doc, place, { ...bob(10), text: 'Is it so?', mentions: [] });
  mentions.markSeen('A.8.5');
  editComment(doc, { ...place, edit: id(2) }, { ...bob(11), text: '@Alice?', mentions: ['Alice'] });
  expect(mentions.getState()).toMatchObject([{ at: bob(11).at, text: '@Alice?' }]);
  deleteComment(doc, place, bob(12));
  expect(mentions.getState()).toEqual([]);
});
