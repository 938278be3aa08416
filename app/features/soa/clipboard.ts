import { startsLikeFormula } from '#core/exchange/formula-guard.ts';
import type { PasteColumn } from '#core/exchange/paste-cells.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Messages } from '../../messages/en.ts';
import type { SoaCellName } from './soa-columns.ts';
import { reasons } from './soa-columns.ts';

const isReason = (name: SoaCellName) => reasons.some((reason) => reason === name);

/** The columns that cells stand for, from left to right; the four cells of the reasons are one column. */
export function columnsFrom(names: readonly SoaCellName[]): PasteColumn[] {
  const columns = names.map((name) => (isReason(name) ? 'reasons' : name) as PasteColumn);
  return columns.filter((column, at) => column !== columns[at - 1]);
}

/** What a spreadsheet gets of a cell: words as they are pasted back, dates as `YYYY-MM-DD`. */
function cellText(entry: SoaEntry, column: PasteColumn, messages: Messages): string {
  switch (column) {
    case 'title':
      return `${nameOfRow(entry).reference} ${nameOfRow(entry).title}`;
    case 'evidence':
      return String(entry.exhibits.length);
    case 'applicability':
      return messages.applicability.long[entry.applicability];
    case 'status':
      return messages.status[entry.status];
    case 'reasons':
      return entry.reasons.map((reason) => messages.reasons[reason].word).join(', ');
    case 'maturity':
      return entry.maturity === 0 ? '' : String(entry.maturity);
    case 'plannedFor':
    case 'lastReview':
    case 'owner':
    case 'reviewer':
    case 'justification':
    case 'implementation':
    case 'remarks':
      return entry[column];
  }
}

/** A cell as spreadsheets read it from the clipboard: a formula is guarded, quotes stand where a tab or a line end would cut it. */
function quoted(text: string): string {
  const guarded = startsLikeFormula(text) ? `'${text}` : text;
  return /["\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The cells as text with tabs, for Excel, LibreOffice and our own rows. */
export const cellsAsText = (
  rows: readonly SoaEntry[],
  columns: readonly PasteColumn[],
  messages: Messages,
): string =>
  rows
    .map((entry) => columns.map((column) => quoted(cellText(entry, column, messages))).join('\t'))
    .join('\r\n');
