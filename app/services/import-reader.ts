import type { ImportWorkspace, TableKind, TablePlan, TableReport } from '#core/exchange/import-tables.ts';
import { mostWorkspaceBytes, type WholeWorkspace } from '#core/exchange/workspace-file.ts';
import type { ImportAnswer, ImportQuestion, ReadAnswer, TableHead } from '../worker/import.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/import.ts?worker&url';
import { workerUrl } from './worker-url.ts';

/** As long as a file may be read or compared. The largest that are taken need a third of it. */
const deadlineMs = 10_000;

/** A file's tables, held by a worker. Each question rejects when it takes longer than 10 s or the file is closed. */
export type OpenTables = {
  kind: 'tables';
  tables: readonly TableHead[];
  /** How each table is first taken; undefined for one that is not. */
  plans: readonly (TablePlan | undefined)[];
  planAs(table: number, as: TableKind): Promise<TablePlan>;
  /** What the tables would change, by table. */
  compare(
    plans: readonly (TablePlan | undefined)[],
    workspace: ImportWorkspace,
  ): Promise<(TableReport | undefined)[]>;
};
export type ImportProblemKind = Extract<ReadAnswer, { ok: false }>['error'];
export type OpenedImport =
  | { ok: true; value: OpenTables | { kind: 'workspace'; workspace: WholeWorkspace } }
  | { ok: false; error: ImportProblemKind };

class Late extends Error {}

/** Asks one thing after the other; the worker ends with `signal`, with its own death, and with an answer that is late. */
function createWorker(signal: AbortSignal) {
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  let asked = 0;
  const end = (reason: unknown) => {
    worker.terminate();
    over.abort(reason);
  };
  signal.addEventListener('abort', () => end(signal.reason), { signal: over.signal });
  worker.addEventListener('error', () => end(new Error('the worker of imports has died')));

  type Asked = ImportQuestion extends infer Each
    ? Each extends unknown
      ? Omit<Each, 'number'>
      : never
    : never;
  const ask = <Kind extends ImportQuestion['kind']>(
    question: Asked & { kind: Kind },
    transfer: Transferable[] = [],
  ) =>
    new Promise<Extract<ImportAnswer, { kind: Kind }>>((resolve, reject) => {
      over.signal.throwIfAborted();
      asked += 1;
      const number = asked;
      const done = new AbortController();
      const late = setTimeout(() => end(new Late()), deadlineMs);
      done.signal.addEventListener('abort', () => clearTimeout(late));
      over.signal.addEventListener(
        'abort',
        () => {
          done.abort();
          reject(over.signal.reason as Error);
        },
        { signal: done.signal },
      );
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<ImportAnswer>) => {
          if (data.number !== number) return;
          done.abort();
          // The worker answers a question in its own kind, or says that it failed.
          if (data.kind === question.kind) resolve(data as Extract<ImportAnswer, { kind: Kind }>);
          else reject(new Error('the file could not be read'));
        },
        { signal: done.signal },
      );
      worker.postMessage({ ...question, number }, transfer);
    });
  return { ask, end };
}

/**
 * Opens a file in a worker of its own, which lives until `signal` fires; the promise rejects then with the signal's reason. What takes
 * longer than 10 s is refused.
 */
export async function openImport(file: File, signal: AbortSignal): Promise<OpenedImport> {
  if (file.size > mostWorkspaceBytes) return { ok: false, error: { kind: 'too-large' } };
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
  if (!bytes) return { ok: false, error: { kind: 'unreadable' } };
  signal.throwIfAborted();
  const { ask, end } = createWorker(signal);
  try {
    const { read } = await ask({ kind: 'read', bytes, name: file.name }, [bytes.buffer]);
    if (!read.ok || read.value.kind === 'workspace') end(new Error('all is read'));
    if (!read.ok) return read;
    if (read.value.kind === 'workspace') return { ok: true, value: read.value };
    const { tables, plans } = read.value;
    return {
      ok: true,
      value: {
        kind: 'tables',
        tables,
        plans,
        planAs: async (table, as) => (await ask({ kind: 'plan', table, as })).plan,
        compare: async (taken, workspace) =>
          (await ask({ kind: 'compare', plans: [...taken], workspace })).reports,
      },
    };
  } catch (error) {
    signal.throwIfAborted();
    // Else memory ran out, most likely: what cannot be read is a broken file to its owner.
    return error instanceof Late ? { ok: false, error: { kind: 'too-slow' } } : broken;
  }
}

const broken: OpenedImport = { ok: false, error: { kind: 'broken' } };

/** Why a comparison was given up. */
export const comparisonProblem = (error: unknown): ImportProblemKind => ({
  kind: error instanceof Late ? 'too-slow' : 'broken',
});
