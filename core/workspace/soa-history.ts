/** Who changed what in a row of the SoA, and when: the array `soa/A.8.5/history`. */
import * as v from 'valibot';
import { controlIdSchema, type ControlId } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import { createHistory, type Change } from './change-history.ts';
import { rowValueSchemas } from './row-values.ts';
import { readRowValues, type RowValues } from './workspace.ts';

/** A change of one cell. */
export type SoaChange = Change<RowValues>;

const history = createHistory<ControlId, RowValues>({
  ids: controls.map(({ id }) => id),
  arrayName: (control) => `soa/${control}/history`,
  placeOf: (name) => {
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
