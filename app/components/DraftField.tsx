import { useId, useState } from 'react';

type DraftFieldProps = {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  placeholder?: string;
  /** The id of a datalist with what may be meant. */
  list?: string;
  labelHidden?: boolean;
  /** Takes the focus when its panel opens. */
  first?: boolean;
};

/** A field of one line. Kept when it is left or on Enter; until then others' changes wait. */
export function DraftField({
  label,
  value,
  onCommit,
  placeholder,
  list,
  labelHidden,
  first,
}: DraftFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft.trim() !== value) onCommit(draft.trim());
    setDraft(undefined);
  };
  return (
    <div>
      <label className={labelHidden ? 'hidden-words' : 'label'} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field"
        data-first={first}
        list={list}
        maxLength={500}
        placeholder={placeholder}
        value={draft ?? value}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </div>
  );
}
