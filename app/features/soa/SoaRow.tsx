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
  const { control, entry, active } = props;
  const messages = useMessages();
  return (
    <div
      role="row"
      className="grid-row soa-row"
      aria-rowindex={props.rowIndex}
      aria-current={props.selected}
      aria-selected={props.marked}
      data-excluded={entry.applicability === 'not-applicable'}
      data-row={control.id}
    >
      <div role="gridcell" className="ref">
        <input
          type="checkbox"
          className="row-mark"
          data-mark
          tabIndex={-1}
          aria-label={messages.bulk.mark(control.id)}
          checked={props.marked}
          // The grid does it, which knows about ranges.
          onChange={() => undefined}
        />
        {control.id}
      </div>
      <div role="rowheader" className="title">
        <a
          href={routes.control(control.id)}
          tabIndex={active === 'title' ? 0 : -1}
          data-cell={`${control.id}:title`}
          aria-label={messages.soa.open(control.id, control.title)}
          className="cut"
        >
          {control.title}
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
        <RowPresence control={control.id} />
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
