import { useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { Applicability, ImplementationStatus } from '#core/soa/soa-entry.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import type { SoaActions } from './soa-actions.ts';

type BulkBarProps = { controls: readonly ControlId[]; actions: SoaActions; onClear: () => void };

/** Decision, status or owner for all marked rows at once; each is one step of undo. */
export function BulkBar({ controls, actions, onClear }: BulkBarProps) {
  const messages = useMessages();
  const words = messages.bulk;
  const mayEdit = useMayEdit();
  const [owner, setOwner] = useState('');
  const fields = (
    <>
      <SelectBox<Applicability | 'none'>
        label={words.setApplicability}
        value="none"
        options={[
          { value: 'none', label: words.setApplicability },
          ...applicabilitySchema.options.map((value) => ({
            value,
            label: messages.applicability.long[value],
          })),
        ]}
        onChange={(value) => value !== 'none' && actions.setMany(controls, { applicability: value })}
      />
      <SelectBox<ImplementationStatus | 'none'>
        label={words.setStatus}
        value="none"
        options={[
          { value: 'none', label: words.setStatus },
          ...implementationStatusSchema.options.map((value) => ({ value, label: messages.status[value] })),
        ]}
        onChange={(value) => value !== 'none' && actions.setMany(controls, { status: value })}
      />
      <form
        className="bulk-owner"
        onSubmit={(event) => {
          event.preventDefault();
          actions.setMany(controls, { owner });
        }}
      >
        <input
          className="field"
          aria-label={words.owner}
          placeholder={words.ownerPlaceholder}
          list={peopleList}
          maxLength={500}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <button type="submit" className="button" data-size="small">
          {words.setOwner}
        </button>
      </form>
    </>
  );
  return (
    <section className="bulk-bar" aria-label={words.region}>
      <b role="status" className="number">
        {words.marked(controls.length)}
      </b>
      {mayEdit ? fields : <span className="help">{messages.team.locked}</span>}
      <button type="button" className="button" data-look="quiet" data-size="small" onClick={onClear}>
        {words.clear}
      </button>
    </section>
  );
}
