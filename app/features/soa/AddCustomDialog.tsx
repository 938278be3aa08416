import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { CustomControl, ReferenceProblem } from '#core/catalogue/custom-control.ts';
import { isSameReference, nextReference, referenceProblem } from '#core/catalogue/custom-control.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import type { SoaActions } from './soa-actions.ts';
import './custom-controls.css';

type AddCustomDialogProps = {
  /** All that are there, for a reference of its own and for the sources that are in use. */
  customControls: readonly CustomControl[];
  actions: SoaActions;
  onClose: () => void;
};

type Refusal = ReferenceProblem | 'taken' | 'no-title';

/** Asks what a new custom control is called and where it comes from; then its row is open. */
export function AddCustomDialog({ customControls, actions, onClose }: AddCustomDialogProps) {
  const { custom: words, app } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const id = useId();
  const [draft, setDraft] = useState({ reference: nextReference(customControls), title: '', source: '' });
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    dialog.current?.showModal();
    // The reference is proposed.
    title.current?.focus();
  }, []);

  function refusalOf(): Refusal | undefined {
    const problem = referenceProblem(draft.reference);
    if (problem) return problem;
    if (customControls.some(({ reference }) => isSameReference(reference, draft.reference))) return 'taken';
    return draft.title.trim() === '' ? 'no-title' : undefined;
  }

  function add(event: FormEvent) {
    event.preventDefault();
    const refused = refusalOf();
    setRefusal(refused);
    if (refused) return;
    const control = actions.addCustomControl(draft);
    dialog.current?.close();
    if (control) goTo(routes.control(control));
  }

  const field = (name: keyof typeof draft, placeholder: string, refusals: readonly Refusal[]) => {
    const isRefused = refusal !== undefined && refusals.includes(refusal);
    return (
      <label>
        <span className="label">{words.fields[name]}</span>
        <input
          ref={name === 'title' ? title : undefined}
          className="field"
          list={name === 'source' ? `${id}-sources` : undefined}
          maxLength={500}
          placeholder={placeholder}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? `${id}-refusal` : undefined}
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
        />
      </label>
    );
  };

  return (
    <dialog ref={dialog} className="custom-dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form onSubmit={add} noValidate>
        <h2 id={`${id}-title`}>{words.title}</h2>
        <p className="help">{words.help}</p>
        <div className="custom-fields">
          {field('reference', '', ['empty', 'too-long', 'separator', 'like-annex', 'taken'])}
          {field('title', words.titlePlaceholder, ['no-title'])}
          {field('source', words.sourcePlaceholder, [])}
        </div>
        <datalist id={`${id}-sources`}>
          {[...new Set(customControls.map(({ source }) => source).filter(Boolean))].map((source) => (
            <option key={source} value={source}>
              {source}
            </option>
          ))}
        </datalist>
        <p role="alert" id={`${id}-refusal`} className="custom-refused">
          {refusal === 'taken'
            ? words.taken(draft.reference.trim())
            : refusal === 'no-title'
              ? words.titleMissing
              : refusal && words.problems[refusal]}
        </p>
        <div className="custom-end">
          <button type="submit" className="button" data-look="main">
            {words.add}
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {app.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
