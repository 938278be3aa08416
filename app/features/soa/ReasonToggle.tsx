import { memo } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { InclusionReason } from '#core/soa/soa-entry.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';

type ReasonToggleProps = {
  control: ControlId;
  /** What the control is called. */
  reference: string;
  reason: InclusionReason;
  holds: boolean;
  /** What the reason follows from, joined; empty when it is ticked by hand. One that follows cannot be taken away here. */
  from: string;
  actions: SoaActions;
  tabIndex: number;
};

export const ReasonToggle = memo(function ReasonToggle({
  control,
  reference,
  reason,
  holds,
  from,
  actions,
  tabIndex,
}: ReasonToggleProps) {
  const messages = useMessages();
  const mayEdit = useMayEdit();
  const isFixed = !mayEdit || from !== '';
  const { letter, word, hint } = messages.reasons[reason];
  const said = from === '' ? `${word}: ${hint}` : messages.rowMore.derived(word, [from]);
  return (
    <button
      type="button"
      className="reason"
      aria-pressed={holds}
      data-derived={from !== ''}
      aria-disabled={isFixed}
      aria-label={messages.soa.reasonOf(reference, word)}
      data-hint={mayEdit ? said : messages.team.locked}
      data-cell={`${control}:${reason}`}
      tabIndex={tabIndex}
      onClick={() => !isFixed && actions.setReason(control, reason, !holds)}
    >
      {letter}
    </button>
  );
});
