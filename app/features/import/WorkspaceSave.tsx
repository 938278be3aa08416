import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { WorkspaceFiles } from '../../services/workspace-files.ts';

/** The button that saves all of the workspace as one file. */
export function WorkspaceSave({ files }: { files: WorkspaceFiles }) {
  const { import: messages } = useMessages();
  const words = messages.workspace;
  const [end, setEnd] = useState('');
  const [isWorking, setWorking] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function save() {
    const { signal } = (running.current = new AbortController());
    setWorking(true);
    setEnd('');
    try {
      const name = await files.save(signal);
      setEnd(name === undefined ? '' : words.saved(name));
    } catch {
      setEnd(words.notSaved);
    }
    setWorking(false);
  }

  return (
    <section className="card import-whole" aria-labelledby="workspace-save">
      <h2 id="workspace-save">{words.saveTitle}</h2>
      <p>{words.saveText}</p>
      <button type="button" className="button" disabled={isWorking} onClick={() => void save()}>
        <Icon name="save" />
        {isWorking ? words.working : words.save}
      </button>
      <p role="status" className="help">
        {end}
      </p>
    </section>
  );
}
