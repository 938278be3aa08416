/**
 * What members say to each other about rows of the SoA: the map `soa-comments`, one plain value per comment under
 * `A.8.5|<thread>|<comment>`. The first comment of a thread has the thread's own id. A comment is never changed, so two members can
 * only add different ones; an undone first comment leaves the replies of others where they are.
 *
 * Its author says it anew under `A.8.5|<thread>|<comment>|<edit>`, and takes it back under `A.8.5|<thread>|<comment>|deleted`: what
 * was said before stays in the document. The newest edit is shown; a comment that is taken back is so whatever else was written to
 * it meanwhile. What anybody else writes under these keys counts for nothing. Clients from before edits show the first text.
 *
 * That a thread is resolved stands under `A.8.5|<thread>|resolved`, with the comments that whoever resolved it had seen: a reply
 * written meanwhile elsewhere opens the thread again instead of disappearing with it.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { ControlId } from '../catalogue/control.ts';
import { controlIdSchema } from '../catalogue/control.ts';
import type { Author } from '../shared/claim.ts';
import { edit } from './edit.ts';
import { recordIdSchema } from './records.ts';

/** What was said, once: `mentions` are the names that the text calls as `@name`. */
type Saying = { text: string; mentions: string[] };

/**
 * `at` is when it was first said, ISO 8601 in UTC. `earlier` are the texts that it had before, oldest first, each with the time of its
 * writing; empty while it was not edited. A comment that was taken back has no text and calls nobody.
 */
export type SoaComment = Author &
  Saying & {
    id: string;
    editedAt: string | undefined;
    earlier: { at: string; text: string }[];
    deleted: boolean;
  };

/** Comments oldest first. `resolved` is undefined while the thread is open. */
export type CommentThread = {
  id: string;
  control: ControlId;
  comments: SoaComment[];
  resolved: Author | undefined;
};

export const mostCommentCharacters = 10_000;
/** More than this are not read: a hostile replica must not stop the app. */
const mostKeys = 20_000;

const name = v.pipe(v.string(), v.maxLength(500));
const who = { by: name, at: v.pipe(v.string(), v.isoTimestamp()) };
const commentSchema = v.object({
  ...who,
  text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(mostCommentCharacters)),
  mentions: v.pipe(v.array(name), v.maxLength(100)),
});
const resolutionSchema = v.object({
  ...who,
  seen: v.pipe(v.array(recordIdSchema), v.maxLength(mostKeys)),
});

export const commentMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('soa-comments');
const keyOf = (control: ControlId, thread: string, last: string) => `${control}|${thread}|${last}`;

/** Adds a comment; it begins a thread where its id is the thread's. Throws on a text that is empty or too long. */
export function addComment(
  doc: Y.Doc,
  at: { control: ControlId; thread: string; id: string },
  comment: Author & Saying,
): void {
  const key = keyOf(at.control, v.parse(recordIdSchema, at.thread), v.parse(recordIdSchema, at.id));
  edit(doc, () => commentMap(doc).set(key, v.parse(commentSchema, comment)));
}

export const resolveThread = (doc: Y.Doc, thread: CommentThread, author: Author): void =>
  edit(doc, () =>
    commentMap(doc).set(
      keyOf(thread.control, thread.id, 'resolved'),
      v.parse(resolutionSchema, { ...author, seen: thread.comments.map(({ id }) => id) }),
    ),
  );

/** Says the comment anew; `edit` is a new id. Only its author's edits are read. Throws on a text that is empty or too long. */
export function editComment(
  doc: Y.Doc,
  at: { control: ControlId; thread: string; id: string; edit: string },
  comment: Author & Saying,
): void {
  const key = keyOf(at.control, v.parse(recordIdSchema, at.thread), v.parse(recordIdSchema, at.id));
  edit(doc, () =>
    commentMap(doc).set(`${key}|${v.parse(recordIdSchema, at.edit)}`, v.parse(commentSchema, comment)),
  );
}

/** Takes the comment back. Only its author can. */
export const deleteComment = (
  doc: Y.Doc,
  at: { control: ControlId; thread: string; id: string },
  author: Author,
): void =>
  edit(doc, () =>
    commentMap(doc).set(`${keyOf(at.control, at.thread, at.id)}|deleted`, v.parse(v.object(who), author)),
  );

export const reopenThread = (doc: Y.Doc, { control, id }: CommentThread): void =>
  edit(doc, () => commentMap(doc).delete(keyOf(control, id, 'resolved')));

type Resolution = v.InferOutput<typeof resolutionSchema>;
type Said = v.InferOutput<typeof commentSchema>;
type ReadThread = {
  id: string;
  control: ControlId;
  first: Map<string, Said>;
  /** By the id of the comment that they belong to. */
  edits: Map<string, (Said & { id: string })[]>;
  takenBack: Map<string, Author[]>;
  resolution: Resolution | undefined;
};

const order = ({ at, id }: { at: string; id: string }) => `${at}|${id}`;
const byTime = (a: { at: string; id: string }, b: { at: string; id: string }) =>
  order(a) < order(b) ? -1 : 1;

/** The comment as its author left it. */
function commentOf(id: string, first: Said, { edits, takenBack }: ReadThread): SoaComment {
  const own = (edits.get(id) ?? []).filter(({ by }) => by === first.by).sort(byTime);
  const deleted = (takenBack.get(id) ?? []).some(({ by }) => by === first.by);
  const last = own.at(-1);
  return {
    id,
    by: first.by,
    at: first.at,
    text: deleted ? '' : (last ?? first).text,
    mentions: deleted ? [] : (last ?? first).mentions,
    editedAt: last?.at,
    earlier: deleted ? [] : [first, ...own].slice(0, -1).map(({ at, text }) => ({ at, text })),
    deleted,
  };
}

function resolvedBy({ resolution }: ReadThread, comments: readonly SoaComment[]): Author | undefined {
  if (!resolution) return undefined;
  const seen = new Set(resolution.seen);
  if (!comments.every(({ id, deleted }) => deleted || seen.has(id))) return undefined;
  return { by: resolution.by, at: resolution.at };
}

/** Takes in what stands under one key of the thread; `about` is the comment, or `resolved`, `what` an edit or `deleted`. */
function takeIn(thread: ReadThread, about: string, what: string | undefined, value: unknown): void {
  if (about === 'resolved') {
    const resolution = v.safeParse(resolutionSchema, value);
    if (resolution.success && what === undefined) thread.resolution = resolution.output;
  } else if (what === 'deleted') {
    const by = v.safeParse(v.object(who), value);
    if (by.success) thread.takenBack.set(about, [...(thread.takenBack.get(about) ?? []), by.output]);
  } else {
    const said = v.safeParse(commentSchema, value);
    if (!said.success || !v.is(recordIdSchema, about)) return;
    if (what === undefined) thread.first.set(about, said.output);
    else if (v.is(recordIdSchema, what))
      thread.edits.set(about, [...(thread.edits.get(about) ?? []), { id: what, ...said.output }]);
  }
}

/** What notes add: comments of their own. They change none of the workspace's, and resolve nothing. */
function addedBy(notes: Y.Doc, doc: Y.Doc): [string, unknown][] {
  return [...commentMap(notes)].slice(0, mostKeys).filter(([key]) => {
    const [control, thread, about] = key.split('|');
    return about !== 'resolved' && !commentMap(doc).has(`${control}|${thread}|${about}`);
  });
}

/**
 * The threads of each row that has any, oldest first. What does not fit is left out, and so is a thread of which everything was
 * taken back. `notes` holds the comments of members who may not write to the workspace.
 */
export function readComments(doc: Y.Doc, notes?: Y.Doc): ReadonlyMap<ControlId, CommentThread[]> {
  const threads = new Map<string, ReadThread>();
  const own = [...commentMap(doc)].slice(0, mostKeys);
  for (const [key, value] of notes ? [...own, ...addedBy(notes, doc)] : own) {
    const [control, id = '', about = '', what, ...more] = key.split('|');
    if (more.length > 0 || !v.is(controlIdSchema, control) || !v.is(recordIdSchema, id)) continue;
    const name = `${control}|${id}`;
    const thread = threads.get(name) ?? {
      id,
      control,
      first: new Map(),
      edits: new Map(),
      takenBack: new Map(),
      resolution: undefined,
    };
    threads.set(name, thread);
    takeIn(thread, about, what, value);
  }
  const found = [...threads.values()].flatMap((thread) => {
    const { id, control } = thread;
    const comments = [...thread.first].map(([one, said]) => commentOf(one, said, thread)).sort(byTime);
    const [first] = comments;
    if (!first || comments.every(({ deleted }) => deleted)) return [];
    return [{ thread: { id, control, comments, resolved: resolvedBy(thread, comments) }, at: first.at }];
  });
  found.sort((a, b) => byTime({ at: a.at, id: a.thread.id }, { at: b.at, id: b.thread.id }));
  return Map.groupBy(
    found.map(({ thread }) => thread),
    ({ control }) => control,
  );
}

/**
 * The names that a text calls: `@` and one of `people`, the longest that fits at each place. A name that goes on in a letter is
 * another one, and an `@` within a word is an address.
 */
export function mentionsIn(text: string, people: readonly string[]): string[] {
  return [...new Set(mentionParts(text, people).flatMap(({ mention }) => mention ?? []))];
}

/** The text cut at its mentions; all parts together are the text. */
export function mentionParts(
  text: string,
  people: readonly string[],
): { text: string; mention: string | undefined }[] {
  const longestFirst = people.filter(Boolean).toSorted((a, b) => b.length - a.length);
  const parts: { text: string; mention: string | undefined }[] = [];
  let start = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && isWordPart(text.charAt(at - 1))) continue;
    const mention = longestFirst.find(
      (one) => text.startsWith(one, at + 1) && !isWordPart(text.charAt(at + 1 + one.length)),
    );
    if (mention === undefined) continue;
    if (at > start) parts.push({ text: text.slice(start, at), mention: undefined });
    start = at + 1 + mention.length;
    parts.push({ text: text.slice(at, start), mention });
    at = start - 1;
  }
  if (start < text.length) parts.push({ text: text.slice(start), mention: undefined });
  return parts;
}

const isWordPart = (character: string) => /[\p{L}\p{N}_]/u.test(character);
