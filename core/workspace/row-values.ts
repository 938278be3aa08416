/** A cell of an SoA row by its name: the schema of what may stand there, and the one way to write it. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { ControlId } from '../catalogue/control.ts';
import type { Author } from '../shared/claim.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
  maturitySchema,
} from '../soa/soa-entry.ts';
import { wholeCell } from './change-history.ts';
import { edit } from './edit.ts';
import { recordIdSchema } from './records.ts';
import { replaceText } from './replace-text.ts';
import type { RowValues, SoaText } from './workspace.ts';
import {
  readRowValues,
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
} from './workspace.ts';

export type RowField = keyof RowValues;
export type RowValue<Field extends RowField> = {
  [Name in Field]: { field: Name; value: RowValues[Name] };
}[Field];

const line = v.pipe(v.string(), v.maxLength(500));
const prose = v.pipe(v.string(), v.maxLength(200_000));
const date = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);

export const rowValueSchemas = {
  applicability: applicabilitySchema,
  reasons: v.pipe(v.array(inclusionReasonSchema), v.maxLength(inclusionReasonSchema.options.length)),
  provider: v.union([v.literal(''), recordIdSchema]),
  justification: prose,
  status: implementationStatusSchema,
  plannedFor: date,
  implementation: prose,
  maturity: maturitySchema,
  owner: line,
  reviewer: line,
  lastReview: date,
  remarks: prose,
} satisfies { [Field in RowField]: v.GenericSchema<unknown, RowValues[Field]> };

/** Prose, which several write at once. */
export const isProse = (field: RowField): field is SoaText =>
  field === 'justification' || field === 'implementation' || field === 'remarks';

/** Makes the cell say this. Prose changes only where it differs; a decision is made having seen all that stands here. */
export function setRowValue(doc: Y.Doc, control: ControlId, cell: RowValue<RowField>, author: Author): void {
  switch (cell.field) {
    case 'applicability':
      return setApplicability(doc, control, cell.value, author);
    case 'status':
      return setStatus(doc, control, cell.value, author);
    case 'reasons':
      return edit(doc, () => {
        const { reasons } = readRowValues(doc, control);
        for (const reason of inclusionReasonSchema.options) {
          const holds = cell.value.includes(reason);
          if (holds !== reasons.includes(reason)) setReason(doc, control, reason, holds);
        }
      });
    case 'provider':
      return setProvider(doc, control, cell.value);
    case 'justification':
    case 'implementation':
    case 'remarks':
      return edit(doc, () =>
        doc.transact(({ meta }) => {
          meta.set(wholeCell, true);
          replaceText(soaText(doc, control, cell.field), cell.value);
        }),
      );
    case 'plannedFor':
      return setPlannedFor(doc, control, cell.value);
    case 'lastReview':
      return setLastReview(doc, control, cell.value);
    case 'maturity':
      return setMaturity(doc, control, cell.value);
    case 'owner':
      return setOwner(doc, control, cell.value);
    case 'reviewer':
      return setReviewer(doc, control, cell.value);
  }
}
