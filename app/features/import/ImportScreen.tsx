import { useEffect, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { mostImportBytes, type ImportProblem } from '#core/exchange/import-file.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { readImport } from '../../services/import-reader.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { ImportPreview } from './ImportPreview.tsx';
import './import.css';

export type ImportScreenProps = {
  doc: Y.Doc;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  undo: Undo;
  toasts: Toasts;
  preferences: PreferencesService;
  now: () => Date;
};

type State =
  | { kind: 'waiting' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; name: string; problem: ImportProblem }
  | { kind: 'read'; name: string; tables: readonly NamedTable[] };

/** A file comes in: chosen or dropped, read in a worker, shown with all that it would change, applied as one step. */
export function ImportScreen(props: ImportScreenProps) {
  const messages = useMessages();
  const words = messages.import;
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const reading = useRef<AbortController>(undefined);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => () => reading.current?.abort(), []);

  async function open(file: File | undefined) {
    if (!file) return;
    reading.current?.abort();
    const { signal } = (reading.current = new AbortController());
    setState({ kind: 'reading', name: file.name });
    const read = await readImport(file, mostImportBytes, signal).catch(() => undefined);
    // Another file was chosen meanwhile, or the person cancelled or left.
    if (signal.aborted || !read) return;
    setState(
      read.ok
        ? { kind: 'read', name: file.name, tables: read.value }
        : { kind: 'refused', name: file.name, problem: read.error },
    );
  }
  const cancel = () => {
    reading.current?.abort();
    setState({ kind: 'waiting' });
  };

  return (
    <div
      className="screen"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void open(event.dataTransfer.files[0]);
      }}
    >
      <div className="column import">
        <p className="lead">{words.intro}</p>
        <section className="card import-drop" aria-label={words.choose}>
          <p className="import-file">
            <Icon name="page" />
            {state.kind === 'waiting' ? words.drop : state.name}
          </p>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".xlsx,.csv,.tsv,.txt"
            aria-label={words.choose}
            onChange={(event) => {
              void open(event.currentTarget.files?.[0]);
              // So that the same file can be chosen again after it was mended.
              event.currentTarget.value = '';
            }}
          />
          {state.kind === 'reading' ? (
            <span className="import-run">
              <progress className="meter" aria-label={words.reading(state.name)} />
              <button type="button" className="button" onClick={cancel}>
                {messages.app.cancel}
              </button>
            </span>
          ) : (
            <button
              type="button"
              className="button"
              data-look={state.kind === 'waiting' ? 'main' : undefined}
              onClick={() => picker.current?.click()}
            >
              {state.kind === 'waiting' ? words.choose : words.another}
            </button>
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
        {state.kind === 'read' && <ImportPreview {...props} tables={state.tables} key={state.name} />}
      </div>
    </div>
  );
}
