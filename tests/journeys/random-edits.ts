/** Edits of every kind, drawn at random and each with a word of its own, so that afterwards it can be told that none was lost. */
import { v7 as uuidv7 } from 'uuid';
import type * as Y from 'yjs';
import { attributeKinds } from '#core/catalogue/attributes.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import { clauseStatusSchema } from '#core/soa/clause-entry.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import { noFilter, usualLook } from '#core/soa/soa-view.ts';
import { readClauseHistory, recordClauseHistory } from '#core/workspace/clause-history.ts';
import {
  clauseText,
  linkClauseExhibit,
  readClauses,
  setClauseDocument,
  setClauseOwner,
  setClauseStatus,
} from '#core/workspace/clauses.ts';
import { readIsms, scopeText } from '#core/workspace/isms.ts';
import { createRecord, recordText } from '#core/workspace/records.ts';
import { readRegister } from '#core/workspace/registers.ts';
import { createRisk, decideTreatment, readRisks, setAction } from '#core/workspace/risks.ts';
import { setRowValue } from '#core/workspace/row-values.ts';
import { addComment, editComment, readComments, resolveThread } from '#core/workspace/soa-comments.ts';
import { readSoaHistory, recordSoaHistory } from '#core/workspace/soa-history.ts';
import { readViews, saveView } from '#core/workspace/soa-views.ts';
import { linkExhibit, readLinks, readSoa, soaText } from '#core/workspace/workspace.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';

/** Few places, so that edits of two people meet. */
const controls: readonly ControlId[] = ['A.5.1', 'A.6.3', 'A.8.5'];
const clauses = ['4.1', '6.1.2'] as const;
const sharedRisk = '0199a000-0000-7000-8000-00000000feed';
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
  'obligation',
  'clause-status',
  'clause-text',
  'clause-owner',
  'clause-document',
  'clause-exhibit',
  'scope',
] as const;

/** Makes the risk that all write to, where it is not there yet. */
export function prepareEdits(doc: Y.Doc): void {
  if (readRisks(doc).every(({ id }) => id !== sharedRisk))
    createRisk(doc, sharedRisk, { title: 'What both write to' }, { by: '', at: '' });
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
    const [control, clause, id] = [pick(controls), pick(clauses), uuidv7()];
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
        return recordText(doc, 'risk', sharedRisk, 'plan').insert(0, ` ${word} `);
      case 'treatment':
        return decideTreatment(doc, sharedRisk, pick(['modify', 'retain', 'avoid', 'share']), author());
      case 'action':
        return setAction(doc, sharedRisk, id, { title: word, owner: '', due: '' });
      case 'obligation':
        return createRecord(doc, 'obligation', id, { name: word, type: 'law' }, author());
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
    }
  }

  const words: string[] = [];
  for (number = 0; number < count; number += 1) {
    const kind = kinds[number % kinds.length] ?? 'prose';
    word = `${name}-${number}-${kind}.`;
    edit(kind);
    // These two leave no name: a resolution gives way to the next one, a decision about the treatment to one that knew it.
    if (kind !== 'resolve' && kind !== 'treatment') words.push(word);
  }
  for (const stop of stops) stop();
  return words;
}

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
    history: [
      controls.map((control) => readSoaHistory(doc, control)),
      clauses.map((clause) => readClauseHistory(doc, clause)),
    ],
  });
