import { useState } from 'react';
import type { FormEvent } from 'react';
import type { FreezeRefusal } from '#core/soa/soa-version.ts';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { PeopleOptions, peopleList } from '../team/PeopleOptions.tsx';

type FreezeFormProps = {
  number: number;
  undecided: number;
  /** Who approves where nobody else is named here. */
  usualApprover: string;
  /** Undefined when it is done. */
  onFreeze: (reason: string, approver: string) => Promise<FreezeRefusal | undefined>;
};

/** Asks why and by whose approval, and freezes. */
export function FreezeForm({ number, undecided, usualApprover, onFreeze }: FreezeFormProps) {
  const { versions: words } = useMessages();
  const [reason, setReason] = useState('');
  const [named, setNamed] = useState<string>();
  const approver = named ?? usualApprover;
  const [refusal, setRefusal] = useState<FreezeRefusal>();

  async function freeze(event: FormEvent) {
    event.preventDefault();
    const refused = await onFreeze(reason, approver);
    setRefusal(refused);
    if (refused) return;
    setReason('');
    setNamed(undefined);
  }

  return (
    <form className="card freeze" onSubmit={(event) => void freeze(event)} noValidate>
      <h2>{words.freezeTitle(number)}</h2>
      <PeopleOptions names={[usualApprover]} />
      <p className="help">{words.freezeText}</p>
      <EditFieldset>
        <div className="field-pairs">
          <label>
            <span className="label">{words.reason}</span>
            <input
              className="field"
              maxLength={500}
              placeholder={words.reasonPlaceholder}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <label>
            <span className="label">{words.approver}</span>
            <input
              className="field"
              maxLength={500}
              placeholder={words.approverPlaceholder}
              list={peopleList}
              value={approver}
              onChange={(event) => setNamed(event.currentTarget.value)}
            />
          </label>
        </div>
        {undecided > 0 && <p className="help">{words.undecided(undecided)}</p>}
        <div className="freeze-end">
          <button type="submit" className="button" data-look="main">
            <Icon name="check" />
            {words.freeze}
          </button>
          <p role="alert" className="freeze-refused">
            {refusal?.kind === 'contested'
              ? words.refused.contested(refusal.where.join(', '))
              : refusal && words.refused[refusal.kind]}
          </p>
        </div>
      </EditFieldset>
    </form>
  );
}
