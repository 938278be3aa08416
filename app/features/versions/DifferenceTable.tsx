import type { ReactNode } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { DifferingText } from './DifferingText.tsx';

/** What differs in one row or record; `head` says which it is. */
export type DifferenceGroup = {
  id: string;
  head: ReactNode;
  cells: readonly { field: string; before: string; after: string }[];
};

type DifferenceTableProps = {
  label: string;
  /** What the first column holds. */
  what: string;
  groups: readonly DifferenceGroup[];
};

/** Cells that differ, before beside after, grouped by what they belong to. */
export function DifferenceTable({ label, what, groups }: DifferenceTableProps) {
  const { columns } = useMessages().versions;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">{columns.field}</th>
            <th scope="col">{columns.before}</th>
            <th scope="col">{columns.after}</th>
          </tr>
        </thead>
        <tbody>
          {groups.flatMap(({ id, head, cells }) =>
            cells.map(({ field, before, after }, at) => (
              <tr key={`${id} ${field}`} data-first={at === 0}>
                {at === 0 && (
                  <th scope="rowgroup" rowSpan={cells.length}>
                    {head}
                  </th>
                )}
                <td>{field}</td>
                <td className="cell" data-column={columns.before}>
                  <DifferingText text={before} other={after} as="del" />
                </td>
                <td className="cell" data-column={columns.after}>
                  <DifferingText text={after} other={before} as="ins" />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
