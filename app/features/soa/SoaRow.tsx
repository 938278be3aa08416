import { memo } from 'react';
import type { Control } from '#core/catalogue/control.ts';
import type { Claim } from '#core/shared/claim.ts';
import type { Applicability, ImplementationStatus, InclusionReason, SoaEntry } from '#core/soa/soa-entry.ts';
import { Moment } from '../../components/Moment.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { formatCalendarDate, formatNumber } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { OwnerCell } from './OwnerCell.tsx';
import { derivedFrom } from './derived-from.ts';
import { ReasonToggle } from './ReasonToggle.tsx';
import type { SoaActions } from './soa-actions.ts';

export const reasons: readonly InclusionReason[] = ['legal', 'contractual', 'risk', 'business'];

/** The cells that the keyboard visits, from left to right. */
export const columns = ['title', 'applicability', ...reasons, 'status', 'owner', 'evidence'] as const;
export type Column = (typeof columns)[number];

export type SoaRowProps = {
  control: Control;
  entry: SoaEntry;
  /** Counts all rows of the grid from 1, headers included, for assistive technology. */
  rowIndex: number;
  selected: boolean;
  /** Whether it is one of those that are edited together. */
  marked: boolean;
  /** The cell that Tab reaches, when it is in this row. */
  active: string | undefined;
  /** Capture time of the newest exhibit; undefined without one or when its files are not here. */
  newest: string | undefined;
  /** How many things an auditor would raise about the row. */
  findings: number;
  actions: SoaActions;
  onMenu: (kind: 'applicability' | 'status', entry: SoaEntry, anchor: HTMLElement) => void;
};

/** A decision as a cell shows it: its mark and word, or that it is contested, by whom and how. */
function shownDecision<Value extends Applicability | ImplementationStatus>(
  value: Value,
  claims: readonly Claim<Value>[],
  words: Record<Value, string>,
  contest: Messages['contest'],
) {
  if (claims.length === 0) return { mark: value, word: words[value], said: words[value], hint: undefined };
  const all = claims.map((claim) => contest.claim(claim.by, words[claim.value]));
  return {
    mark: 'contested' as const,
    word: contest.word,
    said: contest.cell(all),
    hint: `${contest.title}. ${all.join('. ')}.`,
  };
}

export const SoaRow = memo(function SoaRow(props: SoaRowProps) {
  const { control, entry, active, actions, onMenu } = props;
  const messages = useMessages();
  const excluded = entry.applicability === 'not-applicable';
  const tab = (column: Column) => (column === active ? 0 : -1);
  const cell = (column: Column) => `${control.id}:${column}`;
  const count = entry.exhibits.length;
  const applicability = shownDecision(
    entry.applicability,
    entry.contested.applicability,
    messages.applicability,
    messages.contest,
  );
  const status = shownDecision(entry.status, entry.contested.status, messages.status, messages.contest);

  return (
    <div
      role="row"
      className="grid-row soa-row"
      aria-rowindex={props.rowIndex}
      aria-current={props.selected}
      aria-selected={props.marked}
      data-excluded={excluded}
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
          tabIndex={tab('title')}
          data-cell={cell('title')}
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
      </div>
      <div role="gridcell" className="applicability">
        <button
          type="button"
          className="cell-button"
          aria-haspopup="menu"
          aria-label={messages.soa.applicabilityOf(control.id, applicability.said)}
          data-hint={applicability.hint}
          data-cell={cell('applicability')}
          tabIndex={tab('applicability')}
          onClick={(event) => onMenu('applicability', entry, event.currentTarget)}
        >
          <StateMark value={applicability.mark} word={applicability.word} />
        </button>
      </div>
      {reasons.map((reason) => (
        <div role="gridcell" className="reason-cell" key={reason}>
          {!excluded && (
            <ReasonToggle
              control={control.id}
              reason={reason}
              holds={entry.reasons.includes(reason)}
              from={derivedFrom(entry, reason).join(', ')}
              actions={actions}
              tabIndex={tab(reason)}
            />
          )}
        </div>
      ))}
      <div role="gridcell" className="status">
        <button
          type="button"
          className="cell-button"
          aria-haspopup="menu"
          aria-label={messages.soa.statusOf(control.id, status.said)}
          data-hint={
            status.hint ?? (entry.plannedFor && messages.soa.plannedFor(formatCalendarDate(entry.plannedFor)))
          }
          data-cell={cell('status')}
          tabIndex={tab('status')}
          onClick={(event) => onMenu('status', entry, event.currentTarget)}
        >
          <StateMark value={status.mark} word={status.word} />
        </button>
      </div>
      <div role="gridcell" className="owner-cell">
        <OwnerCell
          cell={cell('owner')}
          owner={entry.owner}
          label={messages.soa.ownerOf(control.id, entry.owner)}
          fieldLabel={messages.soa.ownerField(control.id)}
          tabIndex={tab('owner')}
          onCommit={(owner) => actions.setOwner(control.id, owner)}
        />
      </div>
      <div role="gridcell" className="proof">
        <a
          className="cell-button"
          href={routes.control(control.id)}
          data-cell={cell('evidence')}
          tabIndex={tab('evidence')}
        >
          <span className="hidden-words">{messages.soa.evidenceOf(control.id)} </span>
          {count === 0 ? (
            <>
              <span className="hidden-words">{messages.soa.noEvidence}</span>
              <span className="faint" aria-hidden="true">
                –
              </span>
            </>
          ) : (
            <>
              <span className="count number">{formatNumber(count)}</span>
              {props.newest && <Moment at={props.newest} />}
            </>
          )}
        </a>
      </div>
    </div>
  );
});
