import { memo } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { InclusionReason } from '#core/soa/soa-entry.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';

type ReasonToggleProps = {
  control: ControlId;
  reason: InclusionReason;
  holds: boolean;
  actions: SoaActions;
  tabIndex: number;
};

export const ReasonToggle = memo(function ReasonToggle({
  control,
  reason,
  holds,
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
      aria-label={messages.soa.reasonOf(control, word)}
      data-hint={`${word}: ${hint}`}
      data-cell={`${control}:${reason}`}
      tabIndex={tabIndex}
      onClick={() => actions.setReason(control, reason, !holds)}
    >
      {letter}
    </button>
  );
});
