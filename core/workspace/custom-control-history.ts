/** Who changed what in the definition of a custom control, and when: the array `control/<record id>/history`. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { CustomControlId } from '../catalogue/control.ts';
import type { CustomField } from '../catalogue/custom-control.ts';
import { createHistory } from './change-history.ts';
import {
  customValueSchemas,
  readAllCustomControls,
  readCustomControl,
  setCustomField,
  type CustomControlRecord,
} from './custom-controls.ts';
import { customIdOf, recordOfCustom, recordOfType } from './records.ts';

export type CustomControlValues = Omit<CustomControlRecord, 'id'>;

const history = createHistory<CustomControlId, CustomControlValues>({
  ids: (doc) => readAllCustomControls(doc).map(({ id }) => id),
  arrayName: (control) => `control/${recordOfCustom(control)}/history`,
  placeOf: (name) => {
    const record = recordOfType(name);
    return record?.kind === 'control' && !name.endsWith('/history') ? customIdOf(record.id) : undefined;
  },
  read: (doc, control) => {
    const { id: _id, ...values } = readCustomControl(doc, control);
    return values;
  },
  schemas: { ...customValueSchemas, removed: v.boolean() },
  prose: ['description'],
  typed: [],
});

export const readCustomControlHistory = history.read;
export const watchCustomControlHistory = history.watch;
export const recordCustomControlHistory = history.record;
export const restorableInCustomControl = history.restorable;

/** Puts an older value back, as a change like any other. Throws on a value that the field cannot have. */
export const restoreInCustomControl = (
  doc: Y.Doc,
  control: CustomControlId,
  field: CustomField,
  value: unknown,
): void => setCustomField(doc, control, field, v.parse(v.string(), value));
