import { useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { useMessages } from '../../messages/use-messages.ts';

type OwnerCellProps = {
  control: ControlId;
  owner: string;
  tabIndex: number;
  onCommit: (control: ControlId, owner: string) => void;
};

/** Shows the owner; Enter or a click makes it a field. Enter and leaving it keep the text, Escape puts it back. */
export function OwnerCell({ control, owner, tabIndex, onCommit }: OwnerCellProps) {
  const messages = useMessages();
  const [draft, setDraft] = useState<string>();
  const cell = `${control}:owner`;

  const finish = (text: string | undefined, refocus: boolean) => {
    setDraft(undefined);
    if (text !== undefined && text.trim() !== owner) onCommit(control, text);
    if (refocus) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus());
    }
  };

  if (draft === undefined) {
    return (
      <button
        type="button"
        className="cell-button owner"
        aria-label={messages.soa.ownerOf(control, owner)}
        data-cell={cell}
        tabIndex={tabIndex}
        onClick={() => setDraft(owner)}
      >
        {owner ? <span className="cut">{owner}</span> : <span className="faint">–</span>}
      </button>
    );
  }
  return (
    <input
      className="field owner-field"
      aria-label={messages.soa.ownerField(control)}
      list="soa-owners"
      maxLength={500}
      value={draft}
      // The field appears because its cell was activated.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => finish(draft, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(draft, true);
        if (event.key === 'Escape') finish(undefined, true);
      }}
    />
  );
}
