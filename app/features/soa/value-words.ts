import type { Supplier } from '#core/risks/registers.ts';
import type { RowField, RowValue } from '#core/workspace/row-values.ts';
import { formatCalendarDate } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';

/** A cell's value in the reader's words; empty when nothing stands there. */
export function valueWords(
  cell: RowValue<RowField>,
  messages: Messages,
  suppliers: readonly Supplier[],
): string {
  switch (cell.field) {
    case 'applicability':
      return messages.applicability.long[cell.value];
    case 'status':
      return messages.status[cell.value];
    case 'reasons':
      return cell.value.map((reason) => messages.reasons[reason].word).join(', ');
    case 'maturity':
      return messages.rowMore.maturities[cell.value] ?? String(cell.value);
    case 'plannedFor':
    case 'lastReview':
      return cell.value && formatCalendarDate(cell.value);
    case 'provider':
      return suppliers.find(({ id }) => id === cell.value)?.name ?? '';
    case 'justification':
    case 'implementation':
    case 'remarks':
    case 'owner':
    case 'reviewer':
      return cell.value;
  }
}
