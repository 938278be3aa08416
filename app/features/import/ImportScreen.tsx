import { useEffect, useRef, useState } from 'react';
import { DropArea, FilePick } from '../../components/FilePick.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { openImport } from '../../services/import-reader.ts';
import type { ImportProblemKind, OpenedImport } from '../../services/import-reader.ts';
import { ImportPreview } from './ImportPreview.tsx';
import type { ImportParts } from './import-parts.ts';
import { WorkspacePreview } from './WorkspacePreview.tsx';
import { WorkspaceSave } from './WorkspaceSave.tsx';
import './import.css';

type OpenFile = Extract<OpenedImport, { ok: true }>['value'];

type State =
  | { kind: 'waiting' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; name: string; problem: ImportProblemKind }
  | { kind: 'read'; name: string; file: OpenFile; opened: number };

/** A file comes in: chosen or dropped, read in a worker, shown with all that it would change, applied as one step. */
export function ImportScreen(props: ImportParts) {
  const messages = useMessages();
  const words = messages.import;
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);

  async function open(file: File) {
    reading.current?.abort();
    const { signal } = (reading.current = new AbortController());
    setState({ kind: 'reading', name: file.name });
    const read = await openImport(file, signal).catch(() => undefined);
    // Another file was chosen meanwhile, or the person cancelled or left.
    if (signal.aborted || !read) return;
    setState(
      read.ok
        ? { kind: 'read', name: file.name, file: read.value, opened: performance.now() }
        : { kind: 'refused', name: file.name, problem: read.error },
    );
  }
  const refuse = (problem: ImportProblemKind) =>
    setState((now) => (now.kind === 'read' ? { kind: 'refused', name: now.name, problem } : now));
  const cancel = () => {
    reading.current?.abort();
    setState({ kind: 'waiting' });
  };

  return (
    <DropArea className="screen" onFile={(file) => void open(file)}>
      <div className="column import">
        <p className="lead">{words.intro}</p>
        <section className="card import-drop" aria-label={words.choose}>
          <p className="import-file">
            <Icon name="page" />
            {state.kind === 'waiting' ? words.drop : state.name}
          </p>
          {state.kind === 'reading' ? (
            <span className="import-run">
              <progress className="meter" aria-label={words.reading(state.name)} />
              <button type="button" className="button" onClick={cancel}>
                {messages.app.cancel}
              </button>
            </span>
          ) : (
            <FilePick
              label={words.choose}
              accept=".xlsx,.csv,.tsv,.txt,.zip"
              look={state.kind === 'waiting' ? 'main' : undefined}
              onFile={(file) => void open(file)}
            >
              {state.kind === 'waiting' ? words.choose : words.another}
            </FilePick>
          )}
          <p className="help">{words.limits}</p>
          <p role="status" className="import-refused">
            {state.kind === 'refused' && (
              <>
                <Icon name="warning" />{' '}
                {words.refused(state.name.slice(0, 100), words.problems[state.problem.kind])}
              </>
            )}
          </p>
        </section>
        {state.kind === 'read' && state.file.kind === 'tables' && (
          <ImportPreview key={state.opened} {...props} file={state.file} onRefused={refuse} />
        )}
        {state.kind === 'read' && state.file.kind === 'workspace' && (
          <WorkspacePreview {...props} workspace={state.file.workspace} />
        )}
        {state.kind !== 'read' && <WorkspaceSave files={props.files} />}
      </div>
    </DropArea>
  );
}
