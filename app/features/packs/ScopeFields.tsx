import { useId } from 'react';
import { controlGroups } from '#core/catalogue/control.ts';
import { leftOutSchema } from '#core/pack/pack-scope.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { ExhibitChoice } from './ExhibitChoice.tsx';
import { scopeKinds, type PackWishState, type ScopeKind } from './pack-wish.ts';

type TextFieldProps = {
  label: string;
  type: 'date' | 'number' | 'text';
  value: string;
  onChange: (value: string) => void;
  help?: string;
};

function TextField({ label, type, value, onChange, help }: TextFieldProps) {
  const id = useId();
  return (
    <label>
      <span className="label">{label}</span>
      <input
        className="field"
        type={type}
        value={value}
        maxLength={200}
        min={type === 'number' ? 1 : undefined}
        autoComplete="off"
        aria-describedby={help === undefined ? undefined : id}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {help !== undefined && (
        <span className="help" id={id}>
          {help}
        </span>
      )}
    </label>
  );
}

type ScopeFieldsProps = { state: PackWishState; exhibits: readonly StoredExhibit[] };

/** Which exhibits a pack holds, with what each kind of scope needs to know. */
export function ScopeFields({ state, exhibits }: ScopeFieldsProps) {
  const words = useMessages().packScope;
  const { wish, change, changeKind } = state;
  const kinds = scopeKinds.map((value) => ({ value, label: words.kinds[value] }));
  return (
    <>
      <ChoiceField<ScopeKind> label={words.title} value={wish.kind} options={kinds} onChange={changeKind} />
      {wish.kind === 'window' && (
        <div className="field-pairs">
          <TextField label={words.from} type="date" value={wish.from} onChange={(from) => change({ from })} />
          <TextField label={words.to} type="date" value={wish.to} onChange={(to) => change({ to })} />
        </div>
      )}
      {wish.kind === 'theme' && (
        <ChoiceField
          label={words.theme}
          value={wish.theme}
          options={controlGroups.map(({ id, clause, title }) => ({
            value: id,
            label: `${clause} ${title}`.trim(),
          }))}
          onChange={(theme) => change({ theme })}
        />
      )}
      {wish.kind === 'sample' && (
        <div className="field-pairs">
          <TextField
            label={words.size}
            type="number"
            value={wish.size}
            onChange={(size) => change({ size })}
          />
          <TextField
            label={words.seed}
            type="text"
            value={wish.seed}
            help={words.seedHelp}
            onChange={(seed) => change({ seed })}
          />
        </div>
      )}
      {wish.kind === 'selection' && <ExhibitChoice state={state} exhibits={exhibits} />}
      <fieldset className="leave-out">
        <legend className="label">{words.leaveOut}</legend>
        {leftOutSchema.options.map((part) => (
          <label key={part}>
            <input
              type="checkbox"
              checked={state.leftOut.includes(part)}
              disabled={state.leftOut.includes(part) && !wish.leftOut.has(part)}
              onChange={({ currentTarget }) => state.leaveOut(part, currentTarget.checked)}
            />
            {words.parts[part]}
          </label>
        ))}
      </fieldset>
      {(wish.leftOut.has('names') || wish.leftOut.has('texts')) && <p className="help">{words.blanks}</p>}
    </>
  );
}
