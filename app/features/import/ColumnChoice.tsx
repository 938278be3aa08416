import { columnLetters } from '#core/exchange/xlsx.ts';
import { columnsOf, type TablePlan } from '#core/exchange/import-tables.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { fieldName } from './import-words.ts';

type ColumnChoiceProps = { table: NamedTable; plan: TablePlan; onChange: (plan: TablePlan) => void };

/** Values that tell a person what a column holds. */
const samples = 3;
/** Titles stand within these rows or nowhere. */
const rowsOffered = 20;

/** Which column is taken as what, guessed and open to correction. */
export function ColumnChoice({ table, plan, onChange }: ColumnChoiceProps) {
  const messages = useMessages();
  const words = messages.import;
  const { rows } = table;
  const titles = rows[plan.headerRow] ?? [];
  const body = rows.slice(plan.headerRow + 1);
  const width = Math.max(plan.columns.length, titles.length);
  const options = [
    { value: '', label: words.ignored },
    ...columnsOf(plan.kind).map((field) => ({ value: field, label: fieldName(field, messages) })),
  ];
  const headerOptions = [
    { value: '-1', label: words.noHeader },
    ...rows
      .slice(0, rowsOffered)
      .map((_, at) => ({ value: String(at), label: String(table.lines[at] ?? at + 1) })),
  ];
  const samplesOf = (column: number) =>
    body
      .map((row) => (row[column] ?? '').trim())
      .filter((text) => text !== '')
      .slice(0, samples)
      .map((text) => text.slice(0, 60))
      .join(' · ');

  function take(column: number, field: string) {
    const columns = Array.from({ length: width }, (_, at) => plan.columns[at]);
    // A field comes from one column: the other one gives it up.
    const before = field === '' ? -1 : columns.indexOf(field);
    if (before >= 0) columns[before] = undefined;
    columns[column] = field === '' ? undefined : field;
    onChange({ ...plan, columns });
  }

  return (
    <details className="import-columns" open>
      <summary>{words.columns}</summary>
      <p className="help">{words.columnsHelp}</p>
      <div className="import-options">
        <span>
          {words.headerRow}{' '}
          <SelectBox
            label={words.headerRow}
            value={String(plan.headerRow)}
            options={headerOptions}
            onChange={(value) => onChange({ ...plan, headerRow: Number(value) })}
          />
        </span>
        <label>
          <input
            type="checkbox"
            checked={plan.empty === 'clear'}
            onChange={(event) => onChange({ ...plan, empty: event.currentTarget.checked ? 'clear' : 'keep' })}
          />
          {words.empty}
        </label>
        <span className="help">{words.emptyHelp}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columnHeads.title}</th>
            <th scope="col">{words.columnHeads.sample}</th>
            <th scope="col">{words.columnHeads.field}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: width }, (_, column) => (
            <tr key={column}>
              <th scope="row">
                {titles[column]?.trim().slice(0, 80) || words.column(columnLetters(column))}
              </th>
              <td className="import-samples">{samplesOf(column)}</td>
              <td>
                <SelectBox
                  label={`${words.columnHeads.field}: ${titles[column]?.trim().slice(0, 80) || words.column(columnLetters(column))}`}
                  value={plan.columns[column] ?? ''}
                  options={options}
                  onChange={(field) => take(column, field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
