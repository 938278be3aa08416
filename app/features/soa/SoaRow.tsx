import { memo } from 'react';
import type { SoaColumn } from '#core/soa/soa-view.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { RowPresence } from '../team/RowPresence.tsx';
import { SoaCell } from './SoaCell.tsx';
import type { SoaCellProps } from './SoaCell.tsx';

export type SoaRowProps = SoaCellProps & {
  columns: readonly SoaColumn[];
  /** Counts all rows of the grid from 1, headers included, for assistive technology. */
  rowIndex: number;
  selected: boolean;
  /** Whether it is one of those that are edited together. */
  marked: boolean;
  /** How many things an auditor would raise about the row. */
  findings: number;
  /** How many threads of comments are open. */
  comments: number;
};

export const SoaRow = memo(function SoaRow({ columns, ...props }: SoaRowProps) {
  const { name, entry, active } = props;
  const messages = useMessages();
  return (
    <div
      role="row"
      className="grid-row soa-row"
      aria-rowindex={props.rowIndex}
      aria-current={props.selected}
      aria-selected={props.marked}
      data-excluded={entry.applicability === 'not-applicable'}
      data-row={name.id}
    >
      <div role="gridcell" className="ref">
        <input
          type="checkbox"
          className="row-mark"
          data-mark
          tabIndex={-1}
          aria-label={messages.bulk.mark(name.reference)}
          checked={props.marked}
          // The grid does it, which knows about ranges.
          onChange={() => undefined}
        />
        {name.group === 'custom' ? (
          <span className="cut" data-hint={name.reference}>
            {name.reference}
          </span>
        ) : (
          name.reference
        )}
      </div>
      <div role="rowheader" className="title">
        <a
          href={routes.control(name.id)}
          tabIndex={active === 'title' ? 0 : -1}
          data-cell={`${name.id}:title`}
          aria-label={messages.soa.open(name.reference, name.title)}
          className="cut"
        >
          {name.title || messages.custom.untitled}
        </a>
        {props.findings > 0 && (
          <span
            className="finding-count number"
            role="img"
            aria-label={messages.row.findings(props.findings)}
          >
            {formatNumber(props.findings)}
          </span>
        )}
        <RowPresence control={name.id} />
        {props.comments > 0 && (
          <span
            className="comment-count number"
            role="img"
            aria-label={messages.comments.open(props.comments)}
            data-hint={messages.comments.open(props.comments)}
          >
            <Icon name="comment" />
            {formatNumber(props.comments)}
          </span>
        )}
      </div>
      {columns.map((column) => (
        <SoaCell key={column} column={column} {...props} />
      ))}
    </div>
  );
});
