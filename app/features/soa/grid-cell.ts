import type { KeyboardEvent } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { columns } from './SoaRow.tsx';
import type { Column } from './SoaRow.tsx';

/** A place in the grid that the keyboard visits. */
export type Cell = { control: ControlId; column: Column };

const isColumn = (name: string | undefined): name is Column => columns.some((column) => column === name);

/** The cell that holds this element, if it is one that the keyboard visits. */
export function cellOf(element: EventTarget): Cell | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  const [control, column] = (element.dataset['cell'] ?? '').split(':');
  const known = findControl(control ?? '');
  return known && isColumn(column) ? { control: known.id, column } : undefined;
}

/** How far a key moves, in rows and columns; undefined for any other key. */
export function stepFor(event: KeyboardEvent): { rows: number; columns: number } | undefined {
  const far = 1_000;
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
