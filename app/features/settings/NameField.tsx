import { useId, useState } from 'react';

type NameFieldProps = {
  label: string;
  help: string;
  value: string;
  autoComplete: string;
  onSave: (name: string) => void;
};

/** Kept when the field is left or Enter is pressed. */
export function NameField({ label, help, value, autoComplete, onSave }: NameFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft.trim() !== value) onSave(draft);
    setDraft(undefined);
  };
  return (
    <div className="setting">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field"
        maxLength={200}
        autoComplete={autoComplete}
        aria-describedby={`${id}-help`}
        value={draft ?? value}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <p id={`${id}-help`} className="help">
        {help}
      </p>
    </div>
  );
}
