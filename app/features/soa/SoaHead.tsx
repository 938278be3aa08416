import type { SoaColumn, SoaLook } from '#core/soa/soa-view.ts';
import { soaOrders } from '#core/soa/soa-view.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { reasons } from './soa-columns.ts';

type SoaHeadProps = {
  look: SoaLook;
  onLook: (look: SoaLook) => void;
};

const classOf = (column: SoaColumn) =>
  column === 'evidence'
    ? 'proof'
    : column === 'applicability' || column === 'status'
      ? column
      : `${column}-cell`;

/**
 * The titles of the columns. The four reasons share one visible title; each has its word for screen readers. A click orders by the
 * column, a second one the other way, a third as in Annex A; the keyboard does so under "Columns and views".
 */
export function SoaHead({ look, onLook }: SoaHeadProps) {
  const messages = useMessages();
  const words = messages.soa.columns;
  const wordOf = (column: SoaColumn) =>
    column === 'evidence' || column === 'status' ? words[column] : messages.versions.fields[column];

  function title(column: SoaColumn) {
    const order = soaOrders.find((one) => one === column);
    if (order === undefined) {
      return (
        <div role="columnheader" key={column} className={classOf(column)}>
          {wordOf(column)}
        </div>
      );
    }
    const sorted = look.order === order;
    const next: SoaLook =
      sorted && look.descending
        ? { ...look, order: 'annex', descending: false }
        : { ...look, order, descending: sorted };
    return (
      <div
        role="columnheader"
        key={column}
        className={classOf(column)}
        aria-sort={sorted ? (look.descending ? 'descending' : 'ascending') : undefined}
      >
        <button type="button" className="head-button" tabIndex={-1} onClick={() => onLook(next)}>
          {wordOf(column)}
          {sorted && <Icon name={look.descending ? 'down' : 'up'} />}
        </button>
      </div>
    );
  }

  return (
    <div role="rowgroup" className="grid-head soa-head">
      <div role="row" className="grid-row soa-row" aria-rowindex={1}>
        <div role="columnheader" className="ref">
          {words.control}
        </div>
        <div role="columnheader" className="title">
          {words.title}
        </div>
        {look.columns.map((column) =>
          column === 'reasons'
            ? reasons.map((reason, at) => (
                <div role="columnheader" key={reason} className="reason-cell">
                  {at === 0 && (
                    <span className="over" aria-hidden="true">
                      {words.reasons}
                    </span>
                  )}
                  <span className="hidden-words">{messages.reasons[reason].word}</span>
                </div>
              ))
            : title(column),
        )}
      </div>
    </div>
  );
}
