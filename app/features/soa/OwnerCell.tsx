import { useState } from 'react';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { peopleList } from '../team/PeopleOptions.tsx';

type OwnerCellProps = {
  /** The cell's name for the keyboard, such as `A.8.5:owner`. */
  cell: string;
  owner: string;
  /** What the cell says, and what the field asks for, to screen readers. */
  label: string;
  fieldLabel: string;
  tabIndex: number;
  onCommit: (owner: string) => void;
};

/** Shows the owner; Enter or a click makes it a field. Enter and leaving it keep the text, Escape puts it back. */
export function OwnerCell({ cell, owner, label, fieldLabel, tabIndex, onCommit }: OwnerCellProps) {
  const { locked } = useMessages().team;
  const mayEdit = useMayEdit();
  const [draft, setDraft] = useState<string>();

  const finish = (text: string | undefined, refocus: boolean) => {
    setDraft(undefined);
    if (text !== undefined && text.trim() !== owner) onCommit(text);
    if (refocus) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus());
    }
  };

  if (draft === undefined || !mayEdit) {
    return (
      <button
        type="button"
        className="cell-button owner"
        aria-label={label}
        aria-disabled={!mayEdit}
        data-hint={mayEdit ? undefined : locked}
        data-cell={cell}
        tabIndex={tabIndex}
        onClick={() => mayEdit && setDraft(owner)}
      >
        {owner ? <span className="cut">{owner}</span> : <span className="faint">–</span>}
      </button>
    );
  }
  return (
    <input
      className="field owner-field"
      aria-label={fieldLabel}
      list={peopleList}
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
