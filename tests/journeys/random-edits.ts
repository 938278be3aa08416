/** Edits of every kind, drawn at random and each with a word of its own, so that afterwards it can be told that none was lost. */
import { v7 as uuidv7 } from 'uuid';
import type * as Y from 'yjs';
import { attributeKinds } from '#core/catalogue/attributes.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import { controls as annex } from '#core/catalogue/controls.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import { clauseIds, clauseStatusSchema } from '#core/soa/clause-entry.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import { noFilter, usualLook } from '#core/soa/soa-view.ts';
import { readFindings } from '#core/workspace/audit-findings.ts';
import { readClauseHistory, recordClauseHistory } from '#core/workspace/clause-history.ts';
import {
  clauseText,
  linkClauseExhibit,
  readClauses,
  setClauseDocument,
  setClauseOwner,
  setClauseStatus,
} from '#core/workspace/clauses.ts';
import { edit as asOne } from '#core/workspace/edit.ts';
import { readIsms, scopeText, setIsmsName } from '#core/workspace/isms.ts';
import { noteMadePack } from '#core/workspace/made-packs.ts';
import { readReviews, signedReviewMap } from '#core/workspace/management-reviews.ts';
import { createRecord, recordText } from '#core/workspace/records.ts';
import { readRegister } from '#core/workspace/registers.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  readCriteria,
  readRisks,
  saveCriteria,
  setAction,
} from '#core/workspace/risks.ts';
import { setRowValue } from '#core/workspace/row-values.ts';
import { approvalMap } from '#core/workspace/soa-approvals.ts';
import {
  addComment,
  commentMap,
  editComment,
  readComments,
  resolveThread,
} from '#core/workspace/soa-comments.ts';
import { readSoaHistory, recordSoaHistory } from '#core/workspace/soa-history.ts';
import { versionMap } from '#core/workspace/soa-versions.ts';
import { readViews, saveView } from '#core/workspace/soa-views.ts';
import { linkExhibit, readLinks, readSoa, soaText } from '#core/workspace/workspace.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';

/** Few places, so that edits of two people meet; enough that the history of none outgrows its bounds in ten thousand edits. */
const controls: readonly ControlId[] = annex.filter((_, at) => at % 4 === 0).map(({ id }) => id);
const clauses = clauseIds.filter((_, at) => at % 2 === 0);
const sharedRisk = '0199a000-0000-7000-8000-00000000feed';
/** A risk has no more than 200 actions. */
const sharedRisks = [sharedRisk, ...[1, 2, 3].map((digit) => `0199a000-0000-7000-8000-00000000fee${digit}`)];
/** Every kind of record that the workspace's document holds, and every way in which they are merged. */
const kinds = [
  'status',
  'applicability',
  'owner',
  'prose',
  'link',
  'comment',
  'edit-comment',
  'resolve',
  'view',
  'risk',
  'plan',
  'treatment',
  'action',
  'acceptance',
  'criteria',
  'obligation',
  'asset',
  'supplier',
  'finding',
  'review',
  'signed-review',
  'version',
  'approval',
  'pack',
  'clause-status',
  'clause-text',
  'clause-owner',
  'clause-document',
  'clause-exhibit',
  'scope',
  'organization',
] as const;
/** These leave no name: each gives way to the next one that knew it. */
const unnamed: ReadonlySet<(typeof kinds)[number]> = new Set([
  'resolve',
  'treatment',
  'acceptance',
  'criteria',
  'organization',
]);

/** Edits that make each kind once. */
export const editsOfEachKind = kinds.length;

/** Makes the risks that all write to, where they are not there yet. */
export function prepareEdits(doc: Y.Doc): void {
  const there = new Set(readRisks(doc).map(({ id }) => id));
  asOne(doc, () => {
    for (const id of sharedRisks)
      if (!there.has(id)) createRisk(doc, id, { title: 'What both write to' }, { by: '', at: '' });
  });
}

/**
 * Makes so many edits, each kind in turn and everything else about them by chance. Returns a word for each; it stands in what
 * `wholeState` reads for as long as the edit is not lost: in a text, as the author of a decision or of a change, as a title or an id.
 */
export function makeEdits(
  doc: Y.Doc,
  name: string,
  count: number,
  seed = name.length + name.charCodeAt(0),
): string[] {
  const draw = seededDraw(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[draw(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  let word = '';
  let number = 0;
  const author = () => ({ by: word, at: new Date(Date.UTC(2026, 4, 4, 8, 0, number)).toISOString() });
  const stops = [recordSoaHistory(doc, author), recordClauseHistory(doc, author)];
  const threads = () => [...readComments(doc).values()].flat();

  function edit(kind: (typeof kinds)[number]): void {
    const [control, clause, risk, id] = [pick(controls), pick(clauses), pick(sharedRisks), uuidv7()];
    /** As long as a SHA-256, and met by nobody else. */
    const hash = id.replaceAll('-', '').repeat(2);
    switch (kind) {
      case 'status':
      case 'applicability': {
        const options = kind === 'status' ? implementationStatusSchema.options : applicabilitySchema.options;
        const now = readSoa(doc).find((entry) => entry.control === control)?.[kind];
        const value = pick((options as readonly string[]).filter((option) => option !== now));
        return setRowValue(
          doc,
          control,
          { field: kind, value } as Parameters<typeof setRowValue>[2],
          author(),
        );
      }
      case 'owner':
        return setRowValue(doc, control, { field: 'owner', value: word }, author());
      case 'prose': {
        const text = soaText(doc, control, pick(['justification', 'implementation', 'remarks']));
        // At the start or the end: within the word of another edit it would hide that one, not lose it.
        return text.insert(draw(2) === 0 ? 0 : text.length, ` ${word} `);
      }
      case 'link':
        return linkExhibit(doc, { control, exhibit: id, linkedBy: word, linkedAt: author().at });
      case 'comment':
        return addComment(doc, { control, thread: id, id }, { ...author(), text: word, mentions: [] });
      case 'edit-comment': {
        const own = threads().filter(({ comments }) => comments[0]?.by.startsWith(name));
        const thread = pick(own);
        const by = thread.comments[0]?.by ?? '';
        const at = { control: thread.control, thread: thread.id, id: thread.id, edit: id };
        return editComment(doc, at, { by, at: author().at, text: word, mentions: [] });
      }
      case 'resolve':
        return resolveThread(doc, pick(threads().filter(({ resolved }) => !resolved)), author());
      case 'view': {
        const attributes = [pick(attributeKinds[0].values)];
        return saveView(doc, { id, name: word, filter: { ...noFilter, attributes }, look: usualLook });
      }
      case 'risk':
        return createRisk(doc, id, { title: word }, author());
      case 'plan':
        return recordText(doc, 'risk', risk, 'plan').insert(0, ` ${word} `);
      case 'treatment':
        return decideTreatment(doc, sharedRisk, pick(['modify', 'retain', 'avoid', 'share']), author());
      case 'action':
        return setAction(doc, risk, id, { title: word, owner: '', due: '' });
      case 'acceptance': {
        const score = { likelihood: 1 + draw(5), consequence: 1 + draw(5) };
        return decideAcceptance(
          doc,
          sharedRisk,
          { kind: 'accepted', owner: word, score, criteria: 1 },
          author(),
        );
      }
      case 'criteria':
        return saveCriteria(doc, defaultCriteria, author());
      case 'obligation':
        return createRecord(doc, 'obligation', id, { name: word, type: 'law' }, author());
      case 'asset':
      case 'supplier':
        return createRecord(doc, kind, id, { name: word }, author());
      case 'finding': {
        const mark = { subject: { kind: 'row', control }, verdict: 'query', text: word };
        const auditor = { name, organization: '' };
        const from = { fingerprint: hash, manifestSha256: hash, writtenAt: author().at };
        return createRecord(doc, 'finding', id, { said: { mark, auditor, ...from } }, author());
      }
      case 'review':
        return createRecord(doc, 'review', id, { chair: word }, author());
      // What is signed or frozen is made of more than a word, and checked where it is shown; replicas carry it as it is.
      case 'signed-review':
        return asOne(doc, () => signedReviewMap(doc).set(hash, { line: word, introduction: '', text: word }));
      case 'version':
        return asOne(doc, () => versionMap(doc).set(hash, word));
      case 'approval':
        return asOne(doc, () => approvalMap(doc).set(hash, { line: word, introduction: '' }));
      case 'pack': {
        const scope = { kind: 'selection' } as const;
        const manifest = { generatedAt: author().at, scope, exhibits: [], exhibitsRoot: hash };
        return noteMadePack(doc, { manifest, manifestSha256: hash, version: '' }, author());
      }
      case 'clause-status': {
        const now = readClauses(doc).find((entry) => entry.clause === clause)?.status;
        const value = pick(clauseStatusSchema.options.filter((option) => option !== now));
        return setClauseStatus(doc, clause, value, author());
      }
      case 'clause-text':
        return clauseText(doc, clause).insert(0, ` ${word} `);
      case 'clause-owner':
        return setClauseOwner(doc, clause, word);
      case 'clause-document':
        return setClauseDocument(doc, clause, { id, title: word, place: '' });
      case 'clause-exhibit':
        return linkClauseExhibit(doc, clause, id, author());
      case 'scope':
        return scopeText(doc).insert(0, ` ${word} `);
      case 'organization':
        return setIsmsName(doc, 'organization', word);
    }
  }

  const words: string[] = [];
  for (number = 0; number < count; number += 1) {
    const kind = kinds[number % kinds.length] ?? 'prose';
    word = `${name}-${number}-${kind}.`;
    edit(kind);
    if (!unnamed.has(kind)) words.push(word);
  }
  for (const stop of stops) stop();
  return words;
}

/** A comment beside the workspace's document, as an auditor writes it; returns its word. */
export function makeNote(notes: Y.Doc, name: string): string {
  const [id, word] = [uuidv7(), `${name}-0-note.`];
  const saying = { text: word, mentions: [], by: word, at: '2026-05-04T08:00:00.000Z' };
  addComment(notes, { control: 'A.5.1', thread: id, id }, saying);
  return word;
}

const inOrder = (map: Y.Map<unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export const notesState = (notes: Y.Doc): string => JSON.stringify(inOrder(commentMap(notes)));

/** All that is in the document, as one text; the same for two documents that say the same. */
export const wholeState = (doc: Y.Doc): string =>
  JSON.stringify({
    soa: readSoa(doc),
    links: readLinks(doc),
    comments: [...readComments(doc)].sort(([a], [b]) => (a < b ? -1 : 1)),
    views: readViews(doc),
    risks: readRisks(doc),
    registers: (['asset', 'supplier', 'obligation'] as const).map((name) => readRegister(doc, name)),
    clauses: readClauses(doc),
    isms: readIsms(doc),
    criteria: readCriteria(doc),
    findings: readFindings(doc),
    reviews: readReviews(doc),
    kept: [signedReviewMap(doc), versionMap(doc), approvalMap(doc), doc.getMap<unknown>('packs')].map(
      inOrder,
    ),
    history: [
      controls.map((control) => readSoaHistory(doc, control)),
      clauses.map((clause) => readClauseHistory(doc, clause)),
    ],
  });
