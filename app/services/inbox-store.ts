import type { LogStore } from '#core/handover/pull-log.ts';
import type { HandoverStore, ReceivedExhibit } from '#core/handover/pull.ts';
import type { StorageFailure } from '#core/handover/storage-failure.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Result } from '#core/shared/result.ts';
import { failure, ok } from '#core/shared/result.ts';
import { linkExhibit } from '#core/workspace/workspace.ts';
import type { EvidenceStore, PartError, PutError } from '../storage/evidence-store.ts';
import type { StorageError } from '../storage/storage-error.ts';
import { storageSentence } from '../storage/storage-error.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';

/** Decided in the extension, so that undo in the app does not take it back. */
const fromExtension = { kind: 'from-extension' } as const;

function notStored(error: PutError | PartError): { ok: false; error: StorageFailure } {
  const sentence = 'sentence' in error ? error.sentence : `The storage answered: ${error.kind}.`;
  return failure({ kind: 'not-stored', sentence });
}

/** Reading must work or nothing does: a failure here ends the pull with the storage's own sentence. */
function valueOf<Value>(result: Result<Value, StorageError>): Value {
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

/**
 * The app's storage as the pull sees it. An exhibit's accepted controls are linked in the workspace and that is stored before the
 * exhibit is: if the tab dies between the two, the next pull links again - which changes nothing - and stores. The other
 * way round an exhibit could be here without its links, and nobody would notice.
 */
export function createInboxStore(
  evidence: EvidenceStore,
  seals: LogStore,
  workspace: WorkspaceStore,
  now: () => Date,
): HandoverStore {
  async function putExhibit({
    record,
    recordSha256,
    files,
    seal,
  }: ReceivedExhibit): Promise<Result<void, StorageFailure>> {
    workspace.doc.transact(() => {
      for (const control of record.controls) {
        linkExhibit(workspace.doc, {
          control,
          exhibit: record.id,
          linkedBy: record.provenance.collectedBy,
          linkedAt: record.reviewedAt,
        });
      }
    }, fromExtension);
    const saved = await workspace.flush();
    if (saved.kind === 'failed')
      return failure({ kind: 'not-stored', sentence: storageSentence(saved.reason) });
    const contents = new Map(
      files.map(({ file, bytes }) => [file.sha256, new Blob([bytes], { type: file.mediaType })]),
    );
    const put = await evidence.put({
      record,
      recordSha256,
      receivedAt: now().toISOString(),
      files: contents,
      seal,
    });
    return put.ok ? ok(undefined) : notStored(put.error);
  }

  return {
    ...seals,
    recordSha256Of: async (exhibit) => valueOf(await evidence.get(exhibit))?.recordSha256,
    bytesReceived: async (exhibit, sha256) => valueOf(await evidence.bytesReceived(exhibit, sha256)),
    async putPart(exhibit, sha256, offset, bytes) {
      const put = await evidence.putPart({ exhibit, sha256, offset, content: new Blob([bytes]) });
      return put.ok ? ok(undefined) : notStored(put.error);
    },
    async readParts(exhibit, sha256) {
      const joined = valueOf(await evidence.joinedParts(exhibit, sha256, ''));
      return new Uint8Array(await joined.arrayBuffer()) satisfies Bytes;
    },
    async dropParts(exhibit) {
      valueOf(await evidence.dropParts(exhibit));
    },
    putExhibit,
  };
}
