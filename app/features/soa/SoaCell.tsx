import type { ReactNode } from 'react';
import type { ControlName } from '#core/catalogue/control-name.ts';
import type { Claim } from '#core/shared/claim.ts';
import type { Applicability, ImplementationStatus, SoaEntry } from '#core/soa/soa-entry.ts';
import type { SoaColumn } from '#core/soa/soa-view.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { Moment } from '../../components/Moment.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { formatCalendarDate, formatNumber } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { OwnerCell } from './OwnerCell.tsx';
import { ReasonToggle } from './ReasonToggle.tsx';
import { derivedFrom } from './derived-from.ts';
import type { SoaActions } from './soa-actions.ts';
import type { SoaCellName } from './soa-columns.ts';
import { reasons } from './soa-columns.ts';

export type SoaCellProps = {
  name: ControlName;
  entry: SoaEntry;
  /** The cell that Tab reaches, when it is in this row. */
  active: string | undefined;
  /** Capture time of the newest exhibit; undefined without one or when its files are not here. */
  newest: string | undefined;
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

const Nothing = () => (
  <span className="faint" aria-hidden="true">
    –
  </span>
);

/** What a row has in one of the chosen columns; the reasons are four cells. */
export function SoaCell({ column, ...props }: SoaCellProps & { column: SoaColumn }): ReactNode {
  const { name, entry, active, actions, onMenu } = props;
  const { id, reference } = name;
  const messages = useMessages();
  /** What a cell that is locked says of itself. */
  const locked = useMayEdit() ? undefined : messages.team.locked;
  const place = (cell: SoaCellName) => ({
    'data-cell': `${id}:${cell}`,
    tabIndex: cell === active ? 0 : -1,
  });
  const fieldWord = column === 'evidence' ? messages.soa.columns.evidence : messages.versions.fields[column];

  /** A cell that is read here and written in the panel. */
  const read = (text: string) => (
    <div role="gridcell" className={`${column}-cell`}>
      <a
        className="cell-button"
        href={routes.control(id)}
        aria-label={`${messages.soa.cellOf(reference, fieldWord)} ${text || messages.versions.nothing}`}
        {...place(column as SoaCellName)}
      >
        {text === '' ? <Nothing /> : <span className="cut">{text}</span>}
      </a>
    </div>
  );
  const named = (which: 'owner' | 'reviewer', set: (name: string) => void, label: string, field: string) => (
    <div role="gridcell" className={`${which}-cell`}>
      <OwnerCell
        cell={place(which)['data-cell']}
        owner={entry[which]}
        label={label}
        fieldLabel={field}
        tabIndex={place(which).tabIndex}
        onCommit={set}
      />
    </div>
  );

  switch (column) {
    case 'applicability': {
      const shown = shownDecision(
        entry.applicability,
        entry.contested.applicability,
        messages.applicability,
        messages.contest,
      );
      return (
        <div role="gridcell" className="applicability">
          <button
            type="button"
            className="cell-button"
            aria-haspopup="menu"
            aria-label={messages.soa.applicabilityOf(reference, shown.said)}
            aria-disabled={locked !== undefined}
            data-hint={locked ?? shown.hint}
            {...place('applicability')}
            onClick={(event) => onMenu('applicability', entry, event.currentTarget)}
          >
            <StateMark value={shown.mark} word={shown.word} />
          </button>
        </div>
      );
    }
    case 'reasons':
      return reasons.map((reason) => (
        <div role="gridcell" className="reason-cell" key={reason}>
          {entry.applicability !== 'not-applicable' && (
            <ReasonToggle
              control={id}
              reference={reference}
              reason={reason}
              holds={entry.reasons.includes(reason)}
              from={derivedFrom(entry, reason).join(', ')}
              actions={actions}
              tabIndex={place(reason).tabIndex}
            />
          )}
        </div>
      ));
    case 'status': {
      const shown = shownDecision(entry.status, entry.contested.status, messages.status, messages.contest);
      const planned = entry.plannedFor && messages.soa.plannedFor(formatCalendarDate(entry.plannedFor));
      return (
        <div role="gridcell" className="status">
          <button
            type="button"
            className="cell-button"
            aria-haspopup="menu"
            aria-label={messages.soa.statusOf(reference, shown.said)}
            aria-disabled={locked !== undefined}
            data-hint={locked ?? shown.hint ?? planned}
            {...place('status')}
            onClick={(event) => onMenu('status', entry, event.currentTarget)}
          >
            <StateMark value={shown.mark} word={shown.word} />
          </button>
        </div>
      );
    }
    case 'owner':
      return named(
        'owner',
        (owner) => actions.setOwner(id, owner),
        messages.soa.ownerOf(reference, entry.owner),
        messages.soa.ownerField(reference),
      );
    case 'reviewer':
      return named(
        'reviewer',
        (reviewer) => actions.setReviewer(id, reviewer.trim()),
        messages.soa.reviewerOf(reference, entry.reviewer),
        messages.soa.reviewerField(reference),
      );
    case 'plannedFor':
    case 'lastReview':
      return read(entry[column] && formatCalendarDate(entry[column]));
    case 'maturity':
      return read(entry.maturity === 0 ? '' : (messages.rowMore.maturities[entry.maturity] ?? ''));
    case 'justification':
    case 'implementation':
    case 'remarks':
      return read(entry[column]);
    case 'evidence':
      return (
        <div role="gridcell" className="proof">
          <a className="cell-button" href={routes.control(id)} {...place('evidence')}>
            <span className="hidden-words">{messages.soa.evidenceOf(reference)} </span>
            {entry.exhibits.length === 0 ? (
              <>
                <span className="hidden-words">{messages.soa.noEvidence}</span>
                <Nothing />
              </>
            ) : (
              <>
                <span className="count number">{formatNumber(entry.exhibits.length)}</span>
                {props.newest && <Moment at={props.newest} />}
              </>
            )}
          </a>
        </div>
      );
  }
}
