import { modeNames, offeredModes } from '../messages/capture-modes.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { tell } from '../messages/messages.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';
import { useChosenMode } from './use-chosen-mode.ts';

function ModeTile({ mode, chosen, onChoose }: { mode: OfferedMode; chosen: boolean; onChoose: () => void }) {
  const { name, entry } = modeNames[mode];
  return (
    <label className="mode" title={entry}>
      <input type="radio" name="mode" value={mode} checked={chosen} onChange={onChoose} />
      <Icon name={mode} />
      {name}
    </label>
  );
}

/** What to clip of the page in front, and the button that does it. */
export function ClipBar({ db }: { db: ExtensionDatabase }) {
  const [choice, choose] = useChosenMode(db);
  const clip = () => {
    if (choice?.tab.id !== undefined) void tell({ kind: 'clip', mode: choice.mode, tabId: choice.tab.id });
  };
  return (
    <section className="clip-bar" aria-label={strings.clipMode}>
      <fieldset className="modes" aria-describedby="clip-hint">
        <legend className="unseen">{strings.clipMode}</legend>
        <div className="mode-tiles">
          {offeredModes.map((mode) => (
            <ModeTile key={mode} mode={mode} chosen={choice?.mode === mode} onChoose={() => choose(mode)} />
          ))}
        </div>
      </fieldset>
      <div className="actions">
        <button type="button" className="wide primary" onClick={clip}>
          {strings.clip}
        </button>
      </div>
      <p className="quiet" id="clip-hint">
        {strings.clipHint}
      </p>
    </section>
  );
}
