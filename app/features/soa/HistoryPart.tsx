import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { Supplier } from '#core/risks/registers.ts';
import type { RowField, RowValue } from '#core/workspace/row-values.ts';
import { isProse } from '#core/workspace/row-values.ts';
import type { SoaChange } from '#core/workspace/soa-history.ts';
import { readSoaHistory, restorable, watchSoaHistory } from '#core/workspace/soa-history.ts';
import type { RowValues } from '#core/workspace/workspace.ts';
import { readRowValues } from '#core/workspace/workspace.ts';
import { Moment } from '../../components/Moment.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';
import { valueWords } from './value-words.ts';
import './comments.css';

type HistoryPartProps = {
  doc: Y.Doc;
  control: ControlId;
  suppliers: readonly Supplier[];
  actions: SoaActions;
};

const pageLength = 15;

/** The field's value as a cell. That it is of the field's type, the change's own type says; it is lost on the way through a list. */
const cellOf = (field: RowField, value: SoaChange['was']) => ({ field, value }) as RowValue<RowField>;

type ChangeRowProps = Omit<HistoryPartProps, 'doc'> & {
  change: SoaChange;
  offers: SoaChange['was'][];
};

/** One change: whose, when, from what to what, and what it can put back. */
function ChangeRow({ change, offers, control, suppliers, actions }: ChangeRowProps) {
  const messages = useMessages();
  const words = messages.history;
  const what = messages.versions.fields[change.field];
  const wordsOf = (value: SoaChange['was']) =>
    value === undefined ? '' : valueWords(cellOf(change.field, value), messages, suppliers);
  return (
    <li>
      <p className="change-head">
        <b>{what}</b>
        <span>{change.by || messages.comments.nobody}</span>
        <span className="help">
          <Moment at={change.at} precise />
        </span>
      </p>
      {isProse(change.field) ? (
        <>
          <p className="help">{change.was === undefined ? words.tooLong : words.edited}</p>
          {change.was !== undefined && <blockquote>{wordsOf(change.was) || words.empty}</blockquote>}
        </>
      ) : (
        <p>
          <span className="help">{wordsOf(change.was) || words.empty}</span>
          {' → '}
          {wordsOf(change.value) || words.empty}
        </p>
      )}
      {offers.length > 0 && (
        <p className="change-end">
          {offers.map((value) => {
            const overwritten = value !== change.was;
            const said = wordsOf(value) || words.empty;
            const prose = isProse(change.field);
            return (
              <span key={JSON.stringify(value)}>
                <button
                  type="button"
                  className="button"
                  data-look="quiet"
                  data-size="small"
                  aria-label={prose ? words.restoreText(what) : words.restoreIn(said, what)}
                  onClick={() => actions.restore(control, cellOf(change.field, value))}
                >
                  {prose ? words.restore : words.restoreShort(said)}
                </button>
                {overwritten && <span className="help"> {words.overwritten}</span>}
              </span>
            );
          })}
        </p>
      )}
    </li>
  );
}

/** Who changed what in the row, and when; older values can be put back. */
export function HistoryPart({ doc, control, suppliers, actions }: HistoryPartProps) {
  const messages = useMessages();
  const words = messages.history;
  const [read, setRead] = useState<{ changes: SoaChange[]; now: RowValues }>();
  const [field, setField] = useState<RowField | 'any'>('any');
  const [length, setLength] = useState(pageLength);
  useEffect(() => {
    const readAgain = () =>
      setRead({ changes: readSoaHistory(doc, control), now: readRowValues(doc, control) });
    readAgain();
    return watchSoaHistory(doc, control, readAgain);
  }, [doc, control]);
  const changes = useMemo(() => read?.changes ?? [], [read]);
  const shown = changes.filter((change) => field === 'any' || change.field === field);
  const changed = [...new Set(changes.map((change) => change.field))];
  if (!read) return null;
  if (changes.length === 0) return <p className="help">{words.none}</p>;
  return (
    <div className="history">
      {changed.length > 1 && (
        <SelectBox<RowField | 'any'>
          label={words.field}
          value={field}
          onChange={setField}
          options={[
            { value: 'any', label: words.anyField },
            ...changed.map((one) => ({ value: one, label: messages.versions.fields[one] })),
          ]}
        />
      )}
      <ol className="changes">
        {shown.slice(0, length).map((change, at) => (
          <ChangeRow
            key={`${change.at}${change.field}${at}`}
            change={change}
            offers={restorable(change, changes, read.now)}
            control={control}
            suppliers={suppliers}
            actions={actions}
          />
        ))}
      </ol>
      {shown.length > length && (
        <button
          type="button"
          className="button"
          data-size="small"
          onClick={() => setLength(length + pageLength)}
        >
          {words.more(shown.length - length)}
        </button>
      )}
    </div>
  );
}
