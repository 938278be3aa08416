import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import {
  applyTables,
  guessKind,
  planTable,
  readTable,
  tableKinds,
  type ImportWorkspace,
  type TableKind,
  type TablePlan,
  type TableReport,
} from '#core/exchange/import-tables.ts';
import type { ImportRow } from '#core/exchange/import-report.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { ImportScreenProps } from './ImportScreen.tsx';
import { RowReport } from './RowReport.tsx';

/** How one sheet is taken: undefined plan for one that is not. `left` are the keys of rows that the person does not want. */
type Sheet = { plan: TablePlan | undefined; left: ReadonlySet<string> };

const firstSheet = (table: NamedTable): Sheet => {
  const kind = guessKind(table);
  return { plan: kind && planTable(table.rows, kind), left: new Set() };
};

/** A list takes in the same record once: what was decided for a row holds for this report only. */
const chosenOf = (rows: readonly ImportRow<string>[], left: ReadonlySet<string>) =>
  rows.filter(({ key, changes }) => changes.length > 0 && !left.has(key));

/** The report with the chosen rows alone. */
const withChosen = (report: TableReport, left: ReadonlySet<string>): TableReport =>
  // Filtering rows leaves them what they were.
  ({ ...report, rows: chosenOf(report.rows, left) }) as TableReport;

/** What a file that was read would change: sheet by sheet, column by column, row by row. */
export function ImportPreview({
  doc,
  soa,
  registers: registerSource,
  undo,
  toasts,
  preferences,
  now,
  tables,
}: ImportScreenProps & { tables: readonly NamedTable[] }) {
  const messages = useMessages();
  const words = messages.import;
  const { entries } = useWatchable(soa);
  const registers = useWatchable(registerSource);
  const [sheets, setSheets] = useState(() => tables.map(firstSheet));
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      sheets.findIndex(({ plan }) => plan),
    ),
  );
  const workspace = useMemo<ImportWorkspace>(
    () => ({ ...registers, risks: [...registers.risks, ...registers.removedRisks], entries }),
    [registers, entries],
  );
  const plans = sheets.map(({ plan }) => plan);
  const reports = useMemo(
    () => plans.map((plan, at) => plan && readTable(tables[at]?.rows ?? [], plan, workspace)),
    // The plans are new objects only where a person changed one.
    [tables, workspace, ...plans],
  );
  const chosen = reports.flatMap((report, at) =>
    report ? withChosen(report, sheets[at]?.left ?? new Set()) : [],
  );
  const rowCount = chosen.reduce((sum, { rows }) => sum + rows.length, 0);
  const cellCount = chosen
    .flatMap(({ rows }) => rows as ImportRow<string>[])
    .reduce((sum, { changes }) => sum + changes.length, 0);

  const change = (at: number, next: Partial<Sheet>) =>
    setSheets(sheets.map((sheet, index) => (index === at ? { ...sheet, ...next } : sheet)));

  function apply() {
    const author = { by: preferences.getState().memberName, at: now().toISOString() };
    undo.step(() => applyTables(doc, chosen, { author, newId: () => uuidv7() }));
    toasts.show(words.applied(rowCount), { label: messages.app.undo, run: () => void undo.undo() }, 'import');
  }

  const table = tables[shown];
  const sheet = sheets[shown];
  const report = reports[shown];
  const nameOf = (at: number) => tables[at]?.name ?? words.onlySheet;
  const kindOptions: { value: TableKind | 'none'; label: string }[] = [
    { value: 'none', label: words.kinds.none },
    ...tableKinds.map((kind) => ({ value: kind, label: words.kinds[kind] })),
  ];
  return (
    <>
      {tables.length > 1 && (
        <div className="chips import-sheets" role="group" aria-label={words.sheets}>
          {tables.map((_, at) => (
            <button
              type="button"
              className="chip"
              key={nameOf(at)}
              aria-pressed={at === shown}
              onClick={() => setShown(at)}
            >
              {nameOf(at)}
              <span className="count number">
                {words.counts(chosenOf(reports[at]?.rows ?? [], sheets[at]?.left ?? new Set()).length)}
              </span>
            </button>
          ))}
        </div>
      )}
      {plans.every((plan) => !plan) && <p role="status">{words.noneTaken}</p>}
      {table && sheet && (
        <section className="card import-sheet" aria-labelledby="import-sheet">
          <div className="tool-row">
            <h2 id="import-sheet">{nameOf(shown)}</h2>
            <SelectBox
              label={words.sheetIs}
              value={sheet.plan?.kind ?? 'none'}
              options={kindOptions}
              onChange={(kind) =>
                change(shown, {
                  plan: kind === 'none' ? undefined : planTable(table.rows, kind),
                  left: new Set(),
                })
              }
            />
          </div>
          {!sheet.plan && <p className="help">{words.notTaken}</p>}
          {sheet.plan && report && (
            <>
              <ColumnChoice table={table} plan={sheet.plan} onChange={(plan) => change(shown, { plan })} />
              <RowReport
                key={`${shown}-${sheet.plan.kind}`}
                rows={report.rows}
                lines={table.lines}
                left={sheet.left}
                criteria={registers.criteria}
                onLeft={(left) => change(shown, { left })}
              />
            </>
          )}
        </section>
      )}
      <div className="import-apply">
        <button type="button" className="button" data-look="main" disabled={rowCount === 0} onClick={apply}>
          {rowCount === 0 ? words.nothingToApply : words.apply(rowCount, cellCount)}
        </button>
      </div>
    </>
  );
}
