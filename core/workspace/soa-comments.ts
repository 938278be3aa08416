/**
 * What members say to each other about rows of the SoA: the map `soa-comments`, one plain value per comment under
 * `A.8.5|<thread>|<comment>`. The first comment of a thread has the thread's own id. A comment is never changed, so two members can
 * only add different ones; an undone first comment leaves the replies of others where they are.
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

/** `at` is ISO 8601 in UTC; `mentions` are the names that the text calls as `@name`. */
export type SoaComment = Author & { id: string; text: string; mentions: string[] };

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
  comment: Omit<SoaComment, 'id'>,
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

export const reopenThread = (doc: Y.Doc, { control, id }: CommentThread): void =>
  edit(doc, () => commentMap(doc).delete(keyOf(control, id, 'resolved')));

type Resolution = v.InferOutput<typeof resolutionSchema>;
type ReadThread = Omit<CommentThread, 'resolved'> & { resolution: Resolution | undefined };

const order = ({ at, id }: { at: string; id: string }) => `${at}|${id}`;
const byTime = (a: { at: string; id: string }, b: { at: string; id: string }) =>
  order(a) < order(b) ? -1 : 1;

function resolvedBy({ comments, resolution }: ReadThread): Author | undefined {
  if (!resolution) return undefined;
  const seen = new Set(resolution.seen);
  if (!comments.every(({ id }) => seen.has(id))) return undefined;
  return { by: resolution.by, at: resolution.at };
}

/** The threads of each row that has any, oldest first. What does not fit is left out. */
export function readComments(doc: Y.Doc): ReadonlyMap<ControlId, CommentThread[]> {
  const threads = new Map<string, ReadThread>();
  for (const [key, value] of [...commentMap(doc)].slice(0, mostKeys)) {
    const [control, id = '', last, ...more] = key.split('|');
    if (more.length > 0 || !v.is(controlIdSchema, control) || !v.is(recordIdSchema, id)) continue;
    const name = `${control}|${id}`;
    const thread = threads.get(name) ?? { id, control, comments: [], resolution: undefined };
    threads.set(name, thread);
    if (last === 'resolved') {
      const resolution = v.safeParse(resolutionSchema, value);
      if (resolution.success) thread.resolution = resolution.output;
    } else if (v.is(recordIdSchema, last)) {
      const comment = v.safeParse(commentSchema, value);
      if (comment.success) thread.comments.push({ id: last, ...comment.output });
    }
  }
  const found = [...threads.values()].flatMap((thread) => {
    const { resolution: _, ...rest } = thread;
    const comments = thread.comments.sort(byTime);
    const [first] = comments;
    return first ? [{ thread: { ...rest, comments, resolved: resolvedBy(thread) }, at: first.at }] : [];
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
