import type { KeyboardEvent } from 'react';

/** A place in a grid that the keyboard visits. Its element carries `data-cell="row:column"`. */
export type Cell = { row: string; column: string };

/** The cell that holds this element, if it is one of these rows and columns. */
export function cellOf(
  element: EventTarget | null,
  rows: readonly string[],
  columns: readonly string[],
): Cell | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  const [row = '', column = ''] = (element.dataset['cell'] ?? '').split(':');
  return rows.includes(row) && columns.includes(column) ? { row, column } : undefined;
}

/** How far a key moves, in rows and columns; undefined for any other key. */
export function stepFor(event: KeyboardEvent): { rows: number; columns: number } | undefined {
  const far = 10_000;
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return { rows: 1, columns: 0 };
    case 'ArrowUp':
    case 'k':
      return { rows: -1, columns: 0 };
    case 'ArrowRight':
      return { rows: 0, columns: 1 };
    case 'ArrowLeft':
      return { rows: 0, columns: -1 };
    case 'PageDown':
      return { rows: 10, columns: 0 };
    case 'PageUp':
      return { rows: -10, columns: 0 };
    case 'Home':
      return event.ctrlKey ? { rows: -far, columns: 0 } : { rows: 0, columns: -far };
    case 'End':
      return event.ctrlKey ? { rows: far, columns: 0 } : { rows: 0, columns: far };
    default:
      return undefined;
  }
}
