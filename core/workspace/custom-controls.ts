/**
 * Readers and writers of custom controls: records `control/<id>` with the plain values reference, title and source, and the text
 * `control/<id>/description`. The control's row stands where all rows stand, under `soa/C.<id>`; links name it as `C.<id>`. A control
 * that was removed takes its row and links out of sight and brings them back as they were, with what others wrote into them meanwhile.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { CustomControlId } from '../catalogue/control.ts';
import {
  inReferenceOrder,
  nextReference,
  referenceSchema,
  unreadableReference,
  type CustomControl,
} from '../catalogue/custom-control.ts';
import type { Author } from '../shared/claim.ts';
import { wholeCell } from './change-history.ts';
import { edit } from './edit.ts';
import {
  createRecord,
  customIdOf,
  recordIds,
  recordMap,
  recordOfCustom,
  recordText,
  removeRecord,
  restoreRecord,
  textOf,
  valueOf,
} from './records.ts';
import { replaceText } from './replace-text.ts';

const lineSchema = v.pipe(v.string(), v.maxLength(500));
export const customValueSchemas = {
  reference: referenceSchema,
  title: lineSchema,
  source: lineSchema,
  description: v.pipe(v.string(), v.maxLength(200_000)),
};

/** A custom control as it stands. */
export type CustomControlRecord = CustomControl & { removed: boolean };

/** The control as it stands, removed or not. Values that do not fit count as not set. */
export function readCustomControl(doc: Y.Doc, id: CustomControlId): CustomControlRecord {
  const record = recordOfCustom(id);
  const map = recordMap(doc, 'control', record);
  return {
    id,
    reference: valueOf(map, 'reference', referenceSchema, unreadableReference),
    title: valueOf(map, 'title', lineSchema, ''),
    source: valueOf(map, 'source', lineSchema, ''),
    description: textOf(doc, 'control', record, 'description'),
    removed: map.get('removed') === true,
  };
}

/** All that were ever made, removed ones included, in the order of their references. */
export const readAllCustomControls = (doc: Y.Doc): CustomControlRecord[] =>
  inReferenceOrder(recordIds(doc, 'control').map((id) => readCustomControl(doc, customIdOf(id))));

/** Those that are in the SoA, in the order of their references. */
export const readCustomControls = (doc: Y.Doc): CustomControl[] =>
  readAllCustomControls(doc).flatMap(({ removed, ...control }) => (removed ? [] : [control]));

/** What a new control may begin with; without a reference it gets the next free one. */
export type CustomControlDraft = Partial<Omit<CustomControl, 'id'>>;

/**
 * Makes a control and thereby its row. `record` is a new UUID of version 7. Returns the control's id; throws on a reference that
 * `referenceProblem` finds wrong, and on a line that is too long.
 */
export function createCustomControl(
  doc: Y.Doc,
  record: string,
  draft: CustomControlDraft,
  author: Author,
): CustomControlId {
  const { title = '', source = '', description = '' } = draft;
  const reference = draft.reference ?? nextReference(readAllCustomControls(doc));
  const values = {
    reference: v.parse(referenceSchema, reference),
    title: v.parse(lineSchema, title),
    source: v.parse(lineSchema, source),
  };
  edit(doc, () => {
    createRecord(doc, 'control', record, values, author);
    if (description !== '') recordText(doc, 'control', record, 'description').insert(0, description);
  });
  return customIdOf(record);
}

/** The description as collaborative text: bind it to an editor, never replace it whole. */
export const customDescription = (doc: Y.Doc, id: CustomControlId): Y.Text =>
  recordText(doc, 'control', recordOfCustom(id), 'description');

/** Makes the field say this; the description by the smallest change. Throws on a value that does not fit. */
export function setCustomField(
  doc: Y.Doc,
  id: CustomControlId,
  field: keyof typeof customValueSchemas,
  value: string,
): void {
  const parsed = v.parse(customValueSchemas[field], value);
  edit(doc, () =>
    doc.transact(({ meta }) => {
      if (field !== 'description') recordMap(doc, 'control', recordOfCustom(id)).set(field, parsed);
      else {
        meta.set(wholeCell, true);
        replaceText(customDescription(doc, id), parsed);
      }
    }),
  );
}

/** Takes row and links out of sight; nothing of them is lost. */
export const removeCustomControl = (doc: Y.Doc, id: CustomControlId): void =>
  removeRecord(doc, 'control', recordOfCustom(id));

export const restoreCustomControl = (doc: Y.Doc, id: CustomControlId): void =>
  restoreRecord(doc, 'control', recordOfCustom(id));
