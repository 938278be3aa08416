/** Writes what a person chose of an import into the workspace. */
import type * as Y from 'yjs';
import { isCustomId, type ControlId } from '../catalogue/control.ts';
import { isSameReference } from '../catalogue/custom-control.ts';
import type { Author } from '../shared/claim.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
  maturitySchema,
} from '../soa/soa-entry.ts';
import * as v from 'valibot';
import { createCustomControl, readCustomControls, setCustomField } from '../workspace/custom-controls.ts';
import { edit } from '../workspace/edit.ts';
import { createRecord, linkControl } from '../workspace/records.ts';
import { readRegister } from '../workspace/registers.ts';
import { setRowValue } from '../workspace/row-values.ts';
import type { RowField, RowValue } from '../workspace/row-values.ts';
import { linkExhibit, setReason, unlinkExhibit } from '../workspace/workspace.ts';
import { linkedIds, type LinkField } from './import-links.ts';
import type { FieldChange } from './import-report.ts';
import { customFieldOf, type SoaImportRow } from './import-soa.ts';
import type { SoaField } from './soa-wordings.ts';

/** `newId` gives a UUID of version 7 each time: providers that no register has yet are made. */
export type ImportHands = { author: Author; newId: () => string };

/** The supplier of this name, made with report and date where there is none. `text` has them in three lines. */
function supplierFor(doc: Y.Doc, text: string, { author, newId }: ImportHands): string {
  const [name = '', report = '', reportDate = ''] = text.split('\n');
  if (name === '') return '';
  const known = readRegister(doc, 'supplier').find(
    (supplier) => supplier.name.trim().toLowerCase() === name.toLowerCase(),
  );
  if (known) return known.id;
  const id = newId();
  createRecord(
    doc,
    'supplier',
    id,
    { name, ...(report && { report }), ...(reportDate && { reportDate }) },
    author,
  );
  return id;
}

/** Links what is named now and was not before, and the other way round; links that others made meanwhile stay. */
function applyLinks(
  doc: Y.Doc,
  control: ControlId,
  field: LinkField,
  before: readonly string[],
  after: readonly string[],
  { author }: ImportHands,
): void {
  const set = (id: string, holds: boolean) => {
    if (field === 'risks') linkControl(doc, 'risk', id, control, holds);
    else if (field === 'obligations') linkControl(doc, 'obligation', id, control, holds);
    else if (holds) linkExhibit(doc, { control, exhibit: id, linkedBy: author.by, linkedAt: author.at });
    else unlinkExhibit(doc, control, id);
  };
  for (const id of before) if (!after.includes(id)) set(id, false);
  for (const id of after) if (!before.includes(id)) set(id, true);
}

function applyChange(
  doc: Y.Doc,
  control: ControlId,
  { field, before, after }: FieldChange<SoaField>,
  hands: ImportHands,
): void {
  const write = (cell: RowValue<RowField>) => setRowValue(doc, control, cell, hands.author);
  switch (field) {
    case 'custom:title':
    case 'custom:source':
    case 'custom:description':
      if (isCustomId(control)) setCustomField(doc, control, customFieldOf(field), after);
      return;
    case 'applicability':
      return write({ field, value: v.parse(applicabilitySchema, after) });
    case 'status':
      return write({ field, value: v.parse(implementationStatusSchema, after) });
    case 'maturity':
      return write({ field, value: v.parse(maturitySchema, Number(after)) });
    case 'provider':
      return write({ field, value: supplierFor(doc, after, hands) });
    case 'reason:legal':
    case 'reason:contractual':
    case 'reason:risk':
    case 'reason:business':
      return setReason(
        doc,
        control,
        v.parse(inclusionReasonSchema, field.slice('reason:'.length)),
        after === 'yes',
      );
    case 'risks':
    case 'obligations':
    case 'exhibits':
      return applyLinks(doc, control, field, linkedIds(before), linkedIds(after), hands);
    case 'plannedFor':
    case 'lastReview':
    case 'owner':
    case 'reviewer':
    case 'justification':
    case 'implementation':
    case 'remarks':
      return write({ field, value: after });
  }
}

/** The custom control that the row is to make; one with its reference may have come since the table was read. */
function controlFor(doc: Y.Doc, reference: string, { author, newId }: ImportHands): ControlId {
  const known = readCustomControls(doc).find((custom) => isSameReference(custom.reference, reference));
  return known?.id ?? createCustomControl(doc, newId(), { reference }, author);
}

/** Writes the changes of these rows in one transaction. Texts are changed where they differ, so that others' typing beside it stays. */
export const applySoaImport = (doc: Y.Doc, rows: readonly SoaImportRow[], hands: ImportHands): void =>
  edit(doc, () => {
    for (const { control: known, reference, changes } of rows) {
      const control = known ?? (reference === undefined ? undefined : controlFor(doc, reference, hands));
      if (control) for (const change of changes) applyChange(doc, control, change, hands);
    }
  });
