/** Who changed what in a row of the SoA, and when: the array `soa/A.8.5/history`, or `soa/C.<record id>/history` of a custom control. */
import * as v from 'valibot';
import { controlIdSchema, type ControlId } from '../catalogue/control.ts';
import { createHistory } from './change-history.ts';
import { readAllCustomControls } from './custom-controls.ts';
import { customIdOf, recordOfType } from './records.ts';
import { rowValueSchemas } from './row-values.ts';
import { readRowValues, rowIds, type RowValues } from './workspace.ts';

const history = createHistory<ControlId, RowValues>({
  ids: (doc) => rowIds({ customControls: readAllCustomControls(doc) }),
  arrayName: (control) => `soa/${control}/history`,
  placeOf: (name) => {
    const record = recordOfType(name);
    if (record) return record.kind === 'control' ? customIdOf(record.id) : undefined;
    const [first, control, last] = name.split('/');
    return first === 'soa' && last !== 'history' && v.is(controlIdSchema, control) ? control : undefined;
  },
  read: readRowValues,
  schemas: rowValueSchemas,
  prose: ['justification', 'implementation', 'remarks'],
  typed: ['plannedFor', 'lastReview'],
});

export const readSoaHistory = history.read;
export const watchSoaHistory = history.watch;
export const recordSoaHistory = history.record;
export const restorable = history.restorable;
