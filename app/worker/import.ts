/** Reads one file that comes in away from the page's thread, answers once and is done. */
import { readImportFile, type ImportProblem } from '#core/exchange/import-file.ts';
import {
  isWorkspaceFile,
  readWorkspaceFile,
  type WholeWorkspace,
  type WorkspaceFileProblem,
} from '#core/exchange/workspace-file.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Result } from '#core/shared/result.ts';

export type ReadFile =
  { kind: 'tables'; tables: NamedTable[] } | { kind: 'workspace'; workspace: WholeWorkspace };
export type ReadAnswer = Result<ReadFile, ImportProblem | WorkspaceFileProblem>;

async function answer({ bytes, name }: { bytes: Bytes; name: string }): Promise<ReadAnswer> {
  if (isWorkspaceFile(bytes)) {
    const read = await readWorkspaceFile(bytes);
    return read.ok ? { ok: true, value: { kind: 'workspace', workspace: read.value } } : read;
  }
  const read = readImportFile(bytes, name);
  return read.ok ? { ok: true, value: { kind: 'tables', tables: read.value } } : read;
}

// What throws here reaches the page as a rejection of its own: without an answer it would wait for its deadline.
addEventListener('message', ({ data }: MessageEvent<{ bytes: Bytes; name: string }>) => {
  answer(data).then(postMessage, () =>
    postMessage({ ok: false, error: { kind: 'broken' } } satisfies ReadAnswer),
  );
});
