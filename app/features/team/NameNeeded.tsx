import { useId, useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';

type NameNeededProps = { preferences: PreferencesService; toasts: Toasts; action: string; go: () => void };

/** Asks for the member's name beside the button that needs it; with a name the button alone. */
export function NameNeeded({ preferences, toasts, action, go }: NameNeededProps) {
  const messages = useMessages();
  const text = messages.team;
  const id = useId();
  const [name, setName] = useState(preferences.getState().memberName);
  return (
    <form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return document.getElementById(id)?.focus();
        orSay(preferences.setName('memberName', name).then(go), toasts, messages);
      }}
    >
      <label className="label" htmlFor={id}>
        {text.name}
      </label>
      <input
        id={id}
        className="field"
        required
        maxLength={200}
        autoComplete="name"
        aria-describedby={`${id}-help`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className="help">
        {text.needName}
      </p>
      <button type="submit" className="button" data-look="main">
        {action}
      </button>
    </form>
  );
}
