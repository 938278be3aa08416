/**
 * What members say about clauses 4 to 10: for each part a map `clause/6.1.2` with plain values and decisions, and the text
 * `clause/6.1.2/how`. Documents and exhibits are flat keys of their own in the map, `document:<id>` and `exhibit:<id>`, so that two
 * members who add different ones both succeed. Older versions of the app keep all of it without showing it.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import type { Author } from '../shared/claim.ts';
import type { ClauseDocument, ClauseEntry, ClauseStatus } from '../soa/clause-entry.ts';
import { clauseIds, clauseStatusSchema, isClauseId } from '../soa/clause-entry.ts';
import { wholeCell } from './change-history.ts';
import { authorSchema, decide, decided, readClaims } from './decision.ts';
import { edit } from './edit.ts';
import { recordIdSchema, valueOf } from './records.ts';
import { replaceText } from './replace-text.ts';

const line = v.pipe(v.string(), v.maxLength(500));
export const documentSchema = v.object({
  title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(500)),
  place: v.pipe(v.string(), v.trim(), v.maxLength(2_000)),
});
/** More documents or exhibits of one clause than this are not read. */
const mostLinks = 500;

/** The clause's map. Throws for a clause that has parts, or that there is not: nothing can be said about these. */
function clauseMap(doc: Y.Doc, clause: string): Y.Map<unknown> {
  if (!isClauseId(clause)) throw new Error(`clauseMap: ${clause} is no clause without parts`);
  return doc.getMap<unknown>(`clause/${clause}`);
}

/** How the clause is met, as collaborative text: bind it to an editor, never replace it whole. */
export const clauseText = (doc: Y.Doc, clause: string): Y.Text => doc.getText(`clause/${clause}/how`);

/** The clause that a root type belongs to, by the type's name; undefined for other types. */
export function clauseOfType(name: string): string | undefined {
  const [first, clause = '', last] = name.split('/');
  return first === 'clause' && last !== 'history' && isClauseId(clause) ? clause : undefined;
}

const linksOf = (map: Y.Map<unknown>, prefix: string) =>
  [...map.keys()]
    .filter((key) => key.startsWith(prefix))
    .sort()
    .slice(0, mostLinks)
    .map((key) => [key.slice(prefix.length), map.get(key)] as const);

function documentsOf(map: Y.Map<unknown>): ClauseDocument[] {
  return linksOf(map, 'document:').flatMap(([id, value]) => {
    const document = v.safeParse(documentSchema, value);
    return v.is(recordIdSchema, id) && document.success ? [{ id, ...document.output }] : [];
  });
}

function exhibitsOf(map: Y.Map<unknown>): string[] {
  const links = linksOf(map, 'exhibit:').flatMap(([id, value]) => {
    const who = v.safeParse(authorSchema, value);
    return v.is(exhibitIdSchema, id) && who.success ? [{ id, at: who.output.at }] : [];
  });
  return links.sort((a, b) => (`${a.at}|${a.id}` < `${b.at}|${b.id}` ? -1 : 1)).map(({ id }) => id);
}

/** What stands about the clause; values that do not fit count as not set. */
export function readClause(doc: Y.Doc, clause: string): ClauseEntry {
  const map = clauseMap(doc, clause);
  const status = decided(readClaims(map, 'status', clauseStatusSchema), 'unverified');
  return {
    clause,
    status: status.value,
    how: doc.share.has(`clause/${clause}/how`) ? clauseText(doc, clause).toString() : '',
    owner: valueOf(map, 'owner', line, ''),
    documents: documentsOf(map),
    exhibits: exhibitsOf(map),
    contested: { status: status.contested },
  };
}

/** All clauses without parts, in order. */
export const readClauses = (doc: Y.Doc): ClauseEntry[] => clauseIds.map((clause) => readClause(doc, clause));

/** Decides with what is visible here in view; a decision made elsewhere meanwhile makes the status contested. */
export const setClauseStatus = (doc: Y.Doc, clause: string, status: ClauseStatus, author: Author): void =>
  edit(doc, () => decide(clauseMap(doc, clause), 'status', v.parse(clauseStatusSchema, status), author));

export const setClauseOwner = (doc: Y.Doc, clause: string, owner: string): void =>
  edit(doc, () => clauseMap(doc, clause).set('owner', v.parse(line, owner)));

/** Makes the text say this by the smallest change. */
export const setClauseText = (doc: Y.Doc, clause: string, how: string): void =>
  edit(doc, () =>
    doc.transact(({ meta }) => {
      meta.set(wholeCell, true);
      replaceText(clauseText(doc, clause), how);
    }),
  );

/** Names a document under its id, a new UUID for a new one. Throws without a title. */
export const setClauseDocument = (doc: Y.Doc, clause: string, { id, ...document }: ClauseDocument): void =>
  edit(doc, () =>
    clauseMap(doc, clause).set(`document:${v.parse(recordIdSchema, id)}`, v.parse(documentSchema, document)),
  );

export const removeClauseDocument = (doc: Y.Doc, clause: string, id: string): void =>
  edit(doc, () => clauseMap(doc, clause).delete(`document:${id}`));

/** The first statement stands: linking again does not change who said it and when. */
export function linkClauseExhibit(doc: Y.Doc, clause: string, exhibit: string, author: Author): void {
  const map = clauseMap(doc, clause);
  const key = `exhibit:${v.parse(exhibitIdSchema, exhibit)}`;
  if (!map.has(key)) edit(doc, () => map.set(key, v.parse(authorSchema, author)));
}

export const unlinkClauseExhibit = (doc: Y.Doc, clause: string, exhibit: string): void =>
  edit(doc, () => clauseMap(doc, clause).delete(`exhibit:${exhibit}`));
