import type * as Y from 'yjs';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import type { IsmsName } from '#core/workspace/isms.ts';
import { scopeText, setIsmsName } from '#core/workspace/isms.ts';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import { NameField } from './NameField.tsx';

type IsmsPartProps = { doc: Y.Doc; isms: Watchable<IsmsFacts>; undo: Undo; toasts: Toasts };

/** Whose management system it is, who approves it and what it covers: what stands on covers. */
export function IsmsPart({ doc, isms, undo, toasts }: IsmsPartProps) {
  const { isms: words } = useMessages();
  const facts = useWatchable(isms);
  const save = (which: IsmsName) => (name: string) => {
    if (undo.step(() => setIsmsName(doc, which, name))) toasts.show(words.saved);
  };
  return (
    <section className="card" aria-labelledby="settings-isms">
      <h2 id="settings-isms">{words.title}</h2>
      <p className="help setting">{words.intro}</p>
      <EditFieldset>
        <NameField
          label={words.organization}
          help={words.organizationHelp}
          value={facts.organization}
          autoComplete="organization"
          onSave={save('organization')}
        />
        <NameField
          label={words.approver}
          help={words.approverHelp}
          value={facts.approver}
          autoComplete="off"
          onSave={save('approver')}
        />
        <div className="setting">
          <SharedTextArea text={scopeText(doc)} label={words.scope} placeholder={words.scopePlaceholder} />
        </div>
      </EditFieldset>
    </section>
  );
}
