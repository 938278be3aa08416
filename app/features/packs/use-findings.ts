import { useSyncExternalStore, useState } from 'react';
import type * as Y from 'yjs';
import { mostReplyBytes, verifyReply, type ReplyError } from '#core/reply/reply.ts';
import { failure, ok, type Result } from '#core/shared/result.ts';
import {
  decideFindingState,
  importReply,
  readFindings,
  type AuditFinding,
  type FindingState,
} from '#core/workspace/audit-findings.ts';
import { madePack } from '#core/workspace/made-packs.ts';
import type { Undo } from '../../services/undo.ts';
import { createWatchable, type Watchable } from '../../services/watchable.ts';

/** `other-pack`: nobody of this workspace made the pack that the reply answers; it names its organisation and day. */
export type ImportRefusal =
  { kind: ReplyError['kind'] } | { kind: 'other-pack'; organization: string; generatedAt: string };

export type Imported = { fresh: number; all: number; name: string; organization: string };

export type FindingsInput = { doc: Y.Doc; undo: Undo; memberName: () => string; now: () => Date };

/** What auditors said, kept in step with the document while somebody looks. */
function createFindings(doc: Y.Doc): Watchable<readonly AuditFinding[]> {
  const state = createWatchable<readonly AuditFinding[]>(readFindings(doc));
  return {
    getState: state.getState,
    subscribe(listener) {
      const refresh = () => state.set(readFindings(doc));
      refresh();
      doc.on('afterTransaction', refresh);
      const stop = state.subscribe(listener);
      return () => {
        doc.off('afterTransaction', refresh);
        stop();
      };
    },
  };
}

export function useFindings({ doc, undo, memberName, now }: FindingsInput) {
  const [source] = useState(() => createFindings(doc));
  const findings = useSyncExternalStore(source.subscribe, source.getState);
  const author = () => ({ by: memberName(), at: now().toISOString() });
  return {
    findings,
    /** Takes over a reply file. Nothing is changed when it is refused. */
    async take(file: File): Promise<Result<Imported, ImportRefusal>> {
      if (file.size > mostReplyBytes) return failure({ kind: 'malformed' });
      const reply = await verifyReply(await file.text());
      if (!reply.ok) return reply;
      const { pack, auditor, marks } = reply.value;
      if (!madePack(doc, pack.manifestSha256))
        return failure({
          kind: 'other-pack',
          organization: pack.organization,
          generatedAt: pack.generatedAt,
        });
      const fresh = await importReply(doc, reply.value, author());
      return ok({ fresh, all: marks.length, ...auditor });
    },
    decide: (id: string, state: FindingState) =>
      undo.step(() => decideFindingState(doc, id, state, author())),
  };
}
