import { useState } from 'react';
import type { Change } from '#core/workspace/change-history.ts';
import { Moment } from '../../components/Moment.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import './comments.css';

type Field<Values> = keyof Values & string;

type ChangeListProps<Values> = {
  /** Newest first. */
  changes: readonly Change<Values>[];
  fieldWords: Readonly<Record<Field<Values>, string>>;
  /** A value of the field in the reader's words; empty where nothing stands there. */
  wordsOf: (field: Field<Values>, value: unknown) => string;
  isProse: (field: Field<Values>) => boolean;
  /** What can be put back by the change. */
  offersOf: (change: Change<Values>) => readonly unknown[];
  onRestore: (field: Field<Values>, value: unknown) => void;
};

const pageLength = 15;

/** One change: whose, when, from what to what, and what it can put back. */
function ChangeRow<Values>(props: ChangeListProps<Values> & { change: Change<Values> }) {
  const { change, fieldWords, isProse, offersOf, onRestore } = props;
  const messages = useMessages();
  const mayEdit = useMayEdit();
  const words = messages.history;
  // The fields of a change are names.
  const field = change.field as Field<Values>;
  const what = fieldWords[field];
  const prose = isProse(field);
  const said = (value: unknown) => (value === undefined ? '' : props.wordsOf(field, value)) || words.empty;
  const offers = offersOf(change);
  return (
    <li>
      <p className="change-head">
        <b>{what}</b>
        <span>{change.by || messages.comments.nobody}</span>
        <span className="help">
          <Moment at={change.at} precise />
        </span>
      </p>
      {prose ? (
        <>
          <p className="help">{change.was === undefined ? words.tooLong : words.edited}</p>
          {change.was !== undefined && <blockquote>{said(change.was)}</blockquote>}
        </>
      ) : (
        <p>
          <span className="help">{said(change.was)}</span>
          {' → '}
          {said(change.value)}
        </p>
      )}
      {offers.length > 0 && (
        <p className="change-end">
          {offers.map((value) => (
            <span key={JSON.stringify(value)}>
              <button
                type="button"
                className="button"
                data-look="quiet"
                data-size="small"
                disabled={!mayEdit}
                aria-label={prose ? words.restoreText(what) : words.restoreIn(said(value), what)}
                onClick={() => onRestore(field, value)}
              >
                {prose ? words.restore : words.restoreShort(said(value))}
              </button>
              {value !== change.was && <span className="help"> {words.overwritten}</span>}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

/** Changes of one place, of all its fields or one, some at a time. */
export function ChangeList<Values>(props: ChangeListProps<Values>) {
  const { changes, fieldWords } = props;
  const words = useMessages().history;
  const [field, setField] = useState<Field<Values> | 'any'>('any');
  const [length, setLength] = useState(pageLength);
  if (changes.length === 0) return <p className="help">{words.none}</p>;
  const shown = changes.filter((change) => field === 'any' || change.field === field);
  const changed = [...new Set(changes.map((change) => change.field as Field<Values>))];
  return (
    <div className="history">
      {changed.length > 1 && (
        <SelectBox<Field<Values> | 'any'>
          label={words.field}
          value={field}
          onChange={setField}
          options={[
            { value: 'any', label: words.anyField },
            ...changed.map((one) => ({ value: one, label: fieldWords[one] })),
          ]}
        />
      )}
      <ol className="changes">
        {shown.slice(0, length).map((change, at) => (
          <ChangeRow key={`${change.at}${String(change.field)}${at}`} {...props} change={change} />
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
