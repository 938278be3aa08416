import { useState } from 'react';
import type { ClipboardEvent } from 'react';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { SoaColumn } from '#core/soa/soa-view.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { cellOf } from '../../components/grid-cell.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PasteRequest } from './PasteDialog.tsx';
import { cellsAsText, columnsFrom } from './clipboard.ts';
import { cellNames } from './soa-columns.ts';

type Grid = {
  shown: readonly SoaEntry[];
  marked: ReadonlySet<string>;
  columns: readonly SoaColumn[];
  say: (sentence: string) => void;
};

/** Copying from the cells and pasting into them; what was pasted waits until a person has seen what it would do. */
export function useCellClipboard({ shown, marked, columns, say }: Grid) {
  const messages = useMessages();
  const mayEdit = useMayEdit();
  const [pasted, setPasted] = useState<PasteRequest>();

  /** The marked rows, or those from the cell on, and the columns from the cell on; undefined outside the cells. */
  function reach(target: EventTarget) {
    const names = cellNames(columns);
    const controls = shown.map(({ control }) => control);
    const cell = cellOf(target, controls, names);
    if (!cell) return undefined;
    const from = shown.findIndex(({ control }) => control === cell.row);
    return {
      rows: marked.size > 0 ? shown.filter(({ control }) => marked.has(control)) : shown.slice(from),
      columns: columnsFrom(names.slice(names.findIndex((name) => name === cell.column))),
      marked: marked.size > 0,
    };
  }

  return {
    pasted,
    forget: () => setPasted(undefined),

    onPaste(event: ClipboardEvent) {
      const cells = reach(event.target);
      if (!cells) return;
      event.preventDefault();
      if (!mayEdit) return say(messages.team.locked);
      setPasted({ ...cells, text: event.clipboardData.getData('text/plain') });
    },

    /** Copies the marked rows as they are shown, or the cell alone. */
    onCopy(event: ClipboardEvent) {
      const cells = reach(event.target);
      if (!cells || getSelection()?.isCollapsed === false) return;
      const rows = cells.marked ? cells.rows : cells.rows.slice(0, 1);
      const copied = cells.marked ? columnsFrom(cellNames(columns)) : cells.columns.slice(0, 1);
      event.preventDefault();
      event.clipboardData.setData('text/plain', cellsAsText(rows, copied, messages));
      say(messages.paste.copied(rows.length));
    },
  };
}
