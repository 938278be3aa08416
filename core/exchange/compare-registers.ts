/** What differs between two states of the risk register and the registers beside it, cell by cell, as the exports word the cells. */
import { controlNames } from '../catalogue/control-name.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { RegisterName } from '../risks/registers.ts';
import { registerNames } from '../risks/registers.ts';
import { actionColumns, criteriaCells, registerTable, riskColumns } from './risk-columns.ts';

export type ComparedPart = 'criteria' | 'risk' | 'action' | RegisterName;

/** A cell that differs. `name` is the record's, as it is now where it still is; a side that lacks the record has empty cells. */
export type RegisterDifference = {
  part: ComparedPart;
  /** The record's id; the same in both states. */
  id: string;
  name: string;
  change: 'added' | 'removed' | 'changed';
  field: string;
  before: string;
  after: string;
};

type Row = { id: string; name: string; cells: ReadonlyMap<string, string> };

/** Counted anew from the actions, which are compared themselves; the id never differs. */
const notCompared = new Set(['Open actions', 'Risk id']);

/** A table's rows under its heads, each with the id and the name of its record. */
const tableRows = (
  [heads = [], ...rows]: readonly (readonly string[])[],
  records: readonly { id: string; name: string }[],
): Row[] =>
  records.map(({ id, name }, at) => ({
    id,
    name,
    cells: new Map(heads.map((head, column) => [head, rows[at]?.[column] ?? ''])),
  }));

function rowsOf(part: ComparedPart, state: RegisterState): Row[] {
  if (part === 'criteria') return [{ id: part, name: '', cells: new Map(criteriaCells(state.criteria)) }];
  if (part === 'risk')
    return state.risks.map((risk) => ({
      id: risk.id,
      name: `${risk.reference} ${risk.title}`.trim(),
      cells: new Map(
        riskColumns
          .filter(({ title }) => !notCompared.has(title))
          .map(({ title, text }) => [title, text(risk, state)]),
      ),
    }));
  if (part === 'action')
    return state.risks.flatMap((risk) =>
      risk.actions.map((action) => ({
        id: `${risk.id}/${action.id}`,
        name: `${risk.reference} ${action.title}`.trim(),
        // What the risk is called is a cell of the risk.
        cells: new Map(actionColumns.slice(2).map(({ title, text }) => [title, text({ risk, action })])),
      })),
    );
  const names = controlNames(state.customControls);
  if (part === 'asset') return tableRows(registerTable(part, state.asset, names), state.asset);
  if (part === 'supplier') return tableRows(registerTable(part, state.supplier, names), state.supplier);
  return tableRows(registerTable(part, state.obligation, names), state.obligation);
}

function compareRows(
  part: ComparedPart,
  before: readonly Row[],
  after: readonly Row[],
): RegisterDifference[] {
  const [old, fresh] = [before, after].map((rows) => new Map(rows.map((row) => [row.id, row])));
  const ids = new Set([...after, ...before].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const [was, is] = [old?.get(id), fresh?.get(id)];
    const change = !was ? 'added' : !is ? 'removed' : 'changed';
    const fields = new Set([...(is?.cells.keys() ?? []), ...(was?.cells.keys() ?? [])]);
    return [...fields]
      .map((field): RegisterDifference => ({
        part,
        id,
        name: (is ?? was)?.name ?? '',
        change,
        field,
        before: was?.cells.get(field) ?? '',
        after: is?.cells.get(field) ?? '',
      }))
      .filter((cell) => cell.before !== cell.after);
  });
}

/** The cells that differ: criteria, risks, actions, assets, suppliers, obligations, each in the order of the later state. */
export const compareRegisters = (before: RegisterState, after: RegisterState): RegisterDifference[] =>
  (['criteria', 'risk', 'action', ...registerNames] as const).flatMap((part) =>
    compareRows(part, rowsOf(part, before), rowsOf(part, after)),
  );
