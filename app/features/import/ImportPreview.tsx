import { useEffect, useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import {
  applyTables,
  tableKinds,
  type ImportWorkspace,
  type TableKind,
  type TablePlan,
  type TableReport,
} from '#core/exchange/import-tables.ts';
import type { ImportRow } from '#core/exchange/import-report.ts';
import { evidenceIndex } from '#core/exchange/evidence-index.ts';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { comparisonProblem } from '../../services/import-reader.ts';
import type { ImportProblemKind, OpenTables } from '../../services/import-reader.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { isTaken } from './import-choice.ts';
import type { ImportParts } from './import-parts.ts';
import { RowReport } from './RowReport.tsx';

/** Nothing is decided otherwise than it is proposed. */
const none: ReadonlySet<string> = new Set();

/** Rows that change something, without those that the person does not want. */
const chosenOf = (rows: readonly ImportRow<string>[], turned: ReadonlySet<string>) =>
  rows.filter((row) => row.changes.length > 0 && isTaken(row, turned));

/** The report with the chosen rows alone. */
const withChosen = (report: TableReport, turned: ReadonlySet<string>): TableReport =>
  // Filtering rows leaves them what they were.
  ({ ...report, rows: chosenOf(report.rows, turned) }) as TableReport;

/** What a file that was read would change: sheet by sheet, column by column, row by row. */
export function ImportPreview({
  doc,
  soa,
  registers: registerSource,
  undo,
  toasts,
  preferences,
  now,
  evidence,
  file,
  onRefused,
}: ImportParts & { file: OpenTables; onRefused: (problem: ImportProblemKind) => void }) {
  const { tables } = file;
  const messages = useMessages();
  const words = messages.import;
  const { entries } = useWatchable(soa);
  const registers = useWatchable(registerSource);
  /** How each sheet is taken; undefined for one that is not. */
  const [plans, setPlans] = useState(file.plans);
  /** By sheet, the keys of rows about which the person decided otherwise than is proposed. */
  const [turned, setTurned] = useState<readonly ReadonlySet<string>[]>(() => tables.map(() => none));
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      plans.findIndex((plan) => plan),
    ),
  );
  const exhibits = useWatchable(evidence.exhibits);
  const workspace = useMemo<ImportWorkspace>(() => {
    const { risks, removedRisks, criteria, asset, supplier, obligation } = registers;
    const named = evidenceIndex(entries, exhibits?.map(({ record }) => record) ?? []);
    return {
      risks: [...risks, ...removedRisks],
      criteria,
      asset,
      supplier,
      obligation,
      entries,
      exhibits: named.map(({ id, number, title }) => ({ id, number, title })),
    };
  }, [registers, entries, exhibits]);
  /** What the worker found, and for which state of plans and workspace. */
  const [found, setFound] = useState<{ of: object; reports: readonly (TableReport | undefined)[] }>();
  const asked = useMemo(() => ({ plans, workspace }), [plans, workspace]);
  useEffect(() => {
    let wanted = true;
    file.compare(asked.plans, asked.workspace).then(
      (reports) => wanted && setFound({ of: asked, reports }),
      (error: unknown) => wanted && onRefused(comparisonProblem(error)),
    );
    return () => void (wanted = false);
    // `onRefused` is another one each time and always does the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [file, asked]);
  const isFresh = found?.of === asked;
  const reports = found?.reports ?? [];
  const chosen = reports.flatMap((report, at) => (report ? withChosen(report, turned[at] ?? none) : []));
  const rowCount = chosen.reduce((sum, { rows }) => sum + rows.length, 0);
  const cellCount = chosen
    .flatMap(({ rows }) => rows as ImportRow<string>[])
    .reduce((sum, { changes }) => sum + changes.length, 0);

  const turn = (at: number, keys: ReadonlySet<string>) => setTurned(turned.with(at, keys));
  const retake = async (at: number, kind: TableKind | 'none') =>
    replan(at, kind === 'none' ? undefined : await file.planAs(at, kind));
  const replan = (at: number, plan: TablePlan | undefined) => {
    setPlans(plans.with(at, plan));
    if (plan?.kind !== plans[at]?.kind) turn(at, none);
  };

  function apply() {
    const author = { by: preferences.getState().memberName, at: now().toISOString() };
    undo.step(() => applyTables(doc, chosen, { author, newId: () => uuidv7() }));
    toasts.show(words.applied(rowCount), { label: messages.app.undo, run: () => void undo.undo() }, 'import');
  }

  const table = tables[shown];
  const plan = plans[shown];
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
                {words.counts(chosenOf(reports[at]?.rows ?? [], turned[at] ?? none).length)}
              </span>
            </button>
          ))}
        </div>
      )}
      {plans.every((plan) => !plan) && <p role="status">{words.noneTaken}</p>}
      {table && (
        <section className="card import-sheet" aria-labelledby="import-sheet">
          <div className="tool-row">
            <h2 id="import-sheet">{nameOf(shown)}</h2>
            <SelectBox
              label={words.sheetIs}
              value={plan?.kind ?? 'none'}
              options={kindOptions}
              onChange={(kind) =>
                void retake(shown, kind).catch((error: unknown) => onRefused(comparisonProblem(error)))
              }
            />
          </div>
          {!plan && <p className="help">{words.notTaken}</p>}
          {plan && !report && <progress className="meter" aria-label={words.comparing} />}
          {plan && report && (
            <>
              {plan.kind !== 'criteria' && (
                <ColumnChoice table={table} plan={plan} onChange={(next) => replan(shown, next)} />
              )}
              <RowReport
                key={`${shown}-${plan.kind}`}
                rows={report.rows}
                lines={table.lines}
                turned={turned[shown] ?? none}
                criteria={registers.criteria}
                onTurned={(keys) => turn(shown, keys)}
              />
            </>
          )}
        </section>
      )}
      <div className="import-apply">
        <button
          type="button"
          className="button"
          data-look="main"
          disabled={rowCount === 0 || !isFresh}
          onClick={apply}
        >
          {!isFresh
            ? words.comparing
            : rowCount === 0
              ? words.nothingToApply
              : words.apply(rowCount, cellCount)}
        </button>
      </div>
    </>
  );
}
