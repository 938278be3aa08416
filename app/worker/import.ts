/** Reads one file that comes in away from the page's thread, keeps its tables, and works out what they would change as often as asked. */
import { readImportFile, type ImportProblem } from '#core/exchange/import-file.ts';
import {
  planTable,
  planTables,
  readTables,
  type ImportWorkspace,
  type TableKind,
  type TablePlan,
  type TableReport,
} from '#core/exchange/import-tables.ts';
import {
  isWorkspaceFile,
  readWorkspaceFile,
  type WholeWorkspace,
  type WorkspaceFileProblem,
} from '#core/exchange/workspace-file.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Result } from '#core/shared/result.ts';

/** A table as the page shows it: `rows` are the first ones, by which a person tells the columns. */
export type TableHead = NamedTable;

export type ReadFile =
  | { kind: 'tables'; tables: TableHead[]; plans: (TablePlan | undefined)[] }
  | { kind: 'workspace'; workspace: WholeWorkspace };
export type ReadAnswer = Result<ReadFile, ImportProblem | WorkspaceFileProblem>;

/** `number` is given back with the answer. */
export type ImportQuestion = { number: number } & (
  | { kind: 'read'; bytes: Bytes; name: string }
  /** The plan by which a table is shown when a person says that it is of this kind. */
  | { kind: 'plan'; table: number; as: TableKind }
  | { kind: 'compare'; plans: (TablePlan | undefined)[]; workspace: ImportWorkspace }
);
export type ImportAnswer = { number: number } & (
  | { kind: 'read'; read: ReadAnswer }
  | { kind: 'plan'; plan: TablePlan }
  | { kind: 'compare'; reports: (TableReport | undefined)[] }
  | { kind: 'failed' }
);

const shownRows = 200;
let tables: NamedTable[] = [];

async function read(bytes: Bytes, name: string): Promise<ReadAnswer> {
  if (isWorkspaceFile(bytes)) {
    const workspace = await readWorkspaceFile(bytes);
    return workspace.ok ? { ok: true, value: { kind: 'workspace', workspace: workspace.value } } : workspace;
  }
  const found = readImportFile(bytes, name);
  if (!found.ok) return found;
  tables = found.value;
  const plans = planTables(tables);
  const heads = tables.map((table) => ({ ...table, rows: table.rows.slice(0, shownRows) }));
  return { ok: true, value: { kind: 'tables', tables: heads, plans } };
}

async function answer(question: ImportQuestion): Promise<ImportAnswer> {
  const { number } = question;
  switch (question.kind) {
    case 'read':
      return { number, kind: 'read', read: await read(question.bytes, question.name) };
    case 'plan':
      return { number, kind: 'plan', plan: planTable(tables[question.table]?.rows ?? [], question.as) };
    case 'compare':
      return {
        number,
        kind: 'compare',
        reports: readTables(tables, question.plans, question.workspace),
      };
  }
}

// What throws here reaches the page as an answer of its own: without one it would wait for its deadline.
addEventListener('message', ({ data }: MessageEvent<ImportQuestion>) => {
  answer(data).then(postMessage, () =>
    postMessage({ number: data.number, kind: 'failed' } satisfies ImportAnswer),
  );
});
