/** Writes what a person chose of an import into the workspace. */
import type * as Y from 'yjs';
import type { ControlId } from '../catalogue/control.ts';
import type { Author } from '../shared/claim.ts';
import { applicabilitySchema, implementationStatusSchema, inclusionReasonSchema } from '../soa/soa-entry.ts';
import * as v from 'valibot';
import { edit } from '../workspace/edit.ts';
import { createRecord } from '../workspace/records.ts';
import { readRegister } from '../workspace/registers.ts';
import { replaceText } from '../workspace/replace-text.ts';
import {
  setApplicability,
  setLastReview,
  setMaturity,
  setOwner,
  setPlannedFor,
  setProvider,
  setReason,
  setReviewer,
  setStatus,
  soaText,
} from '../workspace/workspace.ts';
import type { FieldChange } from './import-report.ts';
import type { SoaImportRow } from './import-soa.ts';
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

function applyChange(
  doc: Y.Doc,
  control: ControlId,
  { field, after }: FieldChange<SoaField>,
  hands: ImportHands,
): void {
  switch (field) {
    case 'applicability':
      return setApplicability(doc, control, v.parse(applicabilitySchema, after), hands.author);
    case 'status':
      return setStatus(doc, control, v.parse(implementationStatusSchema, after), hands.author);
    case 'maturity':
      return setMaturity(doc, control, Number(after));
    case 'plannedFor':
      return setPlannedFor(doc, control, after);
    case 'lastReview':
      return setLastReview(doc, control, after);
    case 'owner':
      return setOwner(doc, control, after);
    case 'reviewer':
      return setReviewer(doc, control, after);
    case 'provider':
      return setProvider(doc, control, supplierFor(doc, after, hands));
    case 'justification':
    case 'implementation':
    case 'remarks':
      return replaceText(soaText(doc, control, field), after);
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
  }
}

/** Writes the changes of these rows in one transaction. Texts are changed where they differ, so that others' typing beside it stays. */
export const applySoaImport = (doc: Y.Doc, rows: readonly SoaImportRow[], hands: ImportHands): void =>
  edit(doc, () => {
    for (const { control, changes } of rows)
      if (control) for (const change of changes) applyChange(doc, control, change, hands);
  });
