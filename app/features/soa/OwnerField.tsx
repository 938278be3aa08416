import { useId, useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { useMessages } from '../../messages/use-messages.ts';

type OwnerFieldProps = {
  control: ControlId;
  owner: string;
  onCommit: (control: ControlId, owner: string) => void;
};

/** Who answers for the control. Kept when the field is left; until then others' changes wait. */
export function OwnerField({ control, owner, onCommit }: OwnerFieldProps) {
  const messages = useMessages();
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft.trim() !== owner) onCommit(control, draft);
    setDraft(undefined);
  };
  return (
    <div className="panel-part">
      <label className="label" htmlFor={id}>
        {messages.row.owner}
      </label>
      <input
        id={id}
        className="field"
        list="soa-owners"
        maxLength={500}
        placeholder={messages.row.ownerPlaceholder}
        value={draft ?? owner}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </div>
  );
}
