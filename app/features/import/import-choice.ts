import type { ImportRow } from '#core/exchange/import-report.ts';

/** A row that would make a custom control is for a person to want: it may as well be a slip in a reference. */
const isOnRequest = ({ notes }: ImportRow<string>): boolean =>
  notes.some(({ kind }) => kind === 'new-custom-control');

/** Whether the row is taken; `turned` has the keys of rows about which a person decided otherwise than is proposed. */
export const isTaken = (row: ImportRow<string>, turned: ReadonlySet<string>): boolean =>
  turned.has(row.key) === isOnRequest(row);

/** The keys to turn so that all of these rows are taken, or none. */
export const turnAll = (rows: readonly ImportRow<string>[], taken: boolean): ReadonlySet<string> =>
  new Set(rows.filter((row) => isOnRequest(row) === taken).map(({ key }) => key));
