/** Does what takes a whole workspace and too long for the page's thread: answers one question and is done. */
import type { SampleWorkspace } from '#core/sample/sample-workspace.ts';
import type { PastState } from '#core/workspace/past-state.ts';

export type WorkspaceQuestion =
  | { kind: 'sample' }
  /** `update`: the whole document, as Yjs encodes it; `at`: ISO 8601, UTC. */
  | { kind: 'past'; update: Uint8Array; at: string };
export type WorkspaceAnswer =
  | { kind: 'sample'; sample: SampleWorkspace }
  /** Undefined where the history does not reach back so far. */
  | { kind: 'past'; past: PastState | undefined }
  | { kind: 'failed'; detail: string };

/** The code of one answer is no use to the other. */
async function answer(question: WorkspaceQuestion): Promise<WorkspaceAnswer> {
  if (question.kind === 'sample') {
    const { makeSampleWorkspace } = await import('#core/sample/sample-workspace.ts');
    return { kind: 'sample', sample: await makeSampleWorkspace() };
  }
  const [Y, { readPastState }] = await Promise.all([import('yjs'), import('#core/workspace/past-state.ts')]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, question.update);
  return { kind: 'past', past: readPastState(doc, question.at) };
}

addEventListener('message', ({ data }: MessageEvent<WorkspaceQuestion>) => {
  answer(data).then(postMessage, (error: unknown) =>
    postMessage({ kind: 'failed', detail: String(error) } satisfies WorkspaceAnswer),
  );
});
