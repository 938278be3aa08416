import { memo } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { InclusionReason } from '#core/soa/soa-entry.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';

type ReasonToggleProps = {
  control: ControlId;
  reason: InclusionReason;
  holds: boolean;
  /** What the reason follows from, joined; empty when it is ticked by hand. One that follows cannot be taken away here. */
  from: string;
  actions: SoaActions;
  tabIndex: number;
};

export const ReasonToggle = memo(function ReasonToggle({
  control,
  reason,
  holds,
  from,
  actions,
  tabIndex,
}: ReasonToggleProps) {
  const messages = useMessages();
  const { letter, word, hint } = messages.reasons[reason];
  return (
    <button
      type="button"
      className="reason"
      aria-pressed={holds}
      aria-disabled={from !== ''}
      aria-label={messages.soa.reasonOf(control, word)}
      data-hint={from === '' ? `${word}: ${hint}` : messages.rowMore.derived(word, [from])}
      data-cell={`${control}:${reason}`}
      tabIndex={tabIndex}
      onClick={() => from === '' && actions.setReason(control, reason, !holds)}
    >
      {letter}
    </button>
  );
});
