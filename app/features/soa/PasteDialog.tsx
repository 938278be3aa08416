import { useEffect, useId, useMemo, useRef } from 'react';
import type * as Y from 'yjs';
import type { PasteColumn, PasteProblem } from '#core/exchange/paste-cells.ts';
import { parseClipboard, readPaste } from '#core/exchange/paste-cells.ts';
import type { Supplier } from '#core/risks/registers.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { readRowValues } from '#core/workspace/workspace.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';
import { valueWords } from './value-words.ts';
import './paste.css';

/** What was pasted, and the rows and columns from the focused cell on. */
export type PasteRequest = {
  text: string;
  rows: readonly SoaEntry[];
  columns: readonly PasteColumn[];
  /** Whether the rows are those that were marked. */
  marked: boolean;
};

type PasteDialogProps = {
  request: PasteRequest;
  doc: Y.Doc;
  suppliers: readonly Supplier[];
  actions: SoaActions;
  onClose: () => void;
};

const cut = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

/** Shows what a paste would change and what of it cannot be taken, before anything is changed. */
export function PasteDialog({ request, doc, suppliers, actions, onClose }: PasteDialogProps) {
  const messages = useMessages();
  const words = messages.paste;
  const dialog = useRef<HTMLDialogElement>(null);
  const answer = useRef<HTMLButtonElement>(null);
  const heading = useId();
  const read = useMemo(() => {
    const table = parseClipboard(request.text);
    if (!table.ok) return table;
    const rows = request.rows.map((entry) => ({ entry, own: readRowValues(doc, entry.control) }));
    return { ok: true as const, value: readPaste(table.value, { ...request, rows }) };
  }, [request, doc]);
  useEffect(() => {
    dialog.current?.showModal();
    // The answer that is meant most often; Escape is the other one.
    answer.current?.focus();
  }, []);

  const columnWord = (column: PasteColumn) =>
    column === 'title' || column === 'evidence'
      ? messages.soa.columns[column]
      : messages.versions.fields[column];
  const referenceOf = (control: string) => {
    const row = request.rows.find((entry) => entry.control === control);
    return row ? nameOfRow(row).reference : control;
  };
  const problemRow = ({ control, column, text, kind }: PasteProblem) => (
    <tr key={`${control} ${column}`}>
      <th scope="row">{referenceOf(control)}</th>
      <td>{columnWord(column)}</td>
      <td className="pasted">{cut(text) || messages.versions.nothing}</td>
      <td>{words.problems[kind]}</td>
    </tr>
  );

  function apply() {
    if (read.ok) actions.paste(read.value.changes);
    // Closed by itself, the dialog gives the focus back to the cell.
    dialog.current?.close();
  }

  return (
    <dialog ref={dialog} className="paste-dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{words.title}</h2>
      {!read.ok ? (
        <p>{words.refused[read.error.kind]}</p>
      ) : (
        <>
          <p role="status">
            {words.summary(
              read.value.changes.length,
              new Set(read.value.changes.map(({ control }) => control)).size,
              read.value.problems.length,
            )}
          </p>
          {(read.value.rowsLeft > 0 || read.value.columnsLeft > 0) && (
            <p className="help">{words.left(read.value.rowsLeft, read.value.columnsLeft)}</p>
          )}
          {/* It scrolls, so the keyboard must be able to. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="paste-tables" tabIndex={0} role="group" aria-label={words.title}>
            {read.value.changes.length > 0 && (
              <table aria-label={words.changes}>
                <thead>
                  <tr>
                    <th scope="col">{messages.versions.columns.control}</th>
                    <th scope="col">{messages.versions.columns.field}</th>
                    <th scope="col">{messages.versions.columns.before}</th>
                    <th scope="col">{messages.versions.columns.after}</th>
                  </tr>
                </thead>
                <tbody>
                  {read.value.changes.map(({ control, before, after }) => (
                    <tr key={`${control} ${after.field}`}>
                      <th scope="row">{referenceOf(control)}</th>
                      <td>{messages.versions.fields[after.field]}</td>
                      <td className="pasted faint">
                        {cut(valueWords(before, messages, suppliers)) || messages.versions.nothing}
                      </td>
                      <td className="pasted">
                        {cut(valueWords(after, messages, suppliers)) || messages.versions.nothing}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {read.value.problems.length > 0 && (
              <table aria-label={words.notTaken}>
                <caption>{words.notTaken}</caption>
                <thead>
                  <tr>
                    <th scope="col">{messages.versions.columns.control}</th>
                    <th scope="col">{messages.versions.columns.field}</th>
                    <th scope="col">{words.pasted}</th>
                    <th scope="col">{words.why}</th>
                  </tr>
                </thead>
                <tbody>{read.value.problems.map(problemRow)}</tbody>
              </table>
            )}
          </div>
        </>
      )}
      <div className="paste-end">
        {read.ok && read.value.changes.length > 0 && (
          <button type="button" className="button" data-look="main" ref={answer} onClick={apply}>
            {words.apply(read.value.changes.length)}
          </button>
        )}
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {messages.app.cancel}
        </button>
      </div>
    </dialog>
  );
}
