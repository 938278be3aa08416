import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { Supplier } from '#core/risks/registers.ts';
import type { RowField, RowValue } from '#core/workspace/row-values.ts';
import { isProse } from '#core/workspace/row-values.ts';
import { readSoaHistory, restorable, watchSoaHistory } from '#core/workspace/soa-history.ts';
import type { RowValues } from '#core/workspace/workspace.ts';
import { readRowValues } from '#core/workspace/workspace.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { ChangeList } from './ChangeList.tsx';
import type { SoaActions } from './soa-actions.ts';
import { useHistory } from './use-history.ts';
import { valueWords } from './value-words.ts';

type HistoryPartProps = {
  doc: Y.Doc;
  control: ControlId;
  suppliers: readonly Supplier[];
  actions: SoaActions;
};

/** The field's value as a cell. That it is of the field's type, the change's own type says; it is lost on the way through a list. */
const cellOf = (field: RowField, value: unknown) => ({ field, value }) as RowValue<RowField>;

const readRow = (doc: Y.Doc, control: ControlId) => ({
  changes: readSoaHistory(doc, control),
  now: readRowValues(doc, control),
});

/** Who changed what in the row, and when; older values can be put back. */
export function HistoryPart({ doc, control, suppliers, actions }: HistoryPartProps) {
  const messages = useMessages();
  const read = useHistory(doc, control, readRow, watchSoaHistory);
  if (!read) return null;
  return (
    <ChangeList<RowValues>
      changes={read.changes}
      fieldWords={messages.versions.fields}
      wordsOf={(field, value) => valueWords(cellOf(field, value), messages, suppliers)}
      isProse={isProse}
      offersOf={(change) => restorable(change, read.changes, read.now)}
      onRestore={(field, value) => actions.restore(control, cellOf(field, value))}
    />
  );
}
