import { Fragment, useMemo, useState } from 'react';
import * as Y from 'yjs';
import type { WholeWorkspace } from '#core/exchange/workspace-file.ts';
import { readRegister } from '#core/workspace/registers.ts';
import { readRisks } from '#core/workspace/risks.ts';
import { readVersions } from '#core/workspace/soa-versions.ts';
import { readSoa } from '#core/workspace/workspace.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { ImportParts } from './import-parts.ts';

/** What a workspace holds, in numbers. */
function contentOf({ update, exhibits }: WholeWorkspace) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return {
    decided: readSoa(doc).filter(({ applicability }) => applicability !== 'undecided').length,
    risks: readRisks(doc).filter(({ removed }) => !removed).length,
    assets: readRegister(doc, 'asset').length,
    suppliers: readRegister(doc, 'supplier').length,
    obligations: readRegister(doc, 'obligation').length,
    versions: readVersions(doc).length,
    exhibits: exhibits.length,
  };
}

/** What the file's workspace meets here. Documents that share edits are states of one workspace, or copies of its members. */
function startOf(isEmpty: boolean, doc: Y.Doc, update: Uint8Array): 'empty' | 'related' | 'strange' {
  if (isEmpty) return 'empty';
  const theirs = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update));
  const shared = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()].some((replica) =>
    theirs.has(replica),
  );
  return shared ? 'related' : 'strange';
}

/** A workspace file: what is in it, and the button that brings it in. */
export function WorkspacePreview({
  doc,
  files,
  isEmpty,
  toasts,
  undo,
  workspace,
}: ImportParts & { workspace: WholeWorkspace }) {
  const messages = useMessages();
  const words = messages.import.workspace;
  const content = useMemo(() => contentOf(workspace), [workspace]);
  const [start] = useState(() => startOf(isEmpty(), doc, workspace.update));
  const [state, setState] = useState<'shown' | 'working' | 'done' | 'failed'>('shown');

  async function open() {
    setState('working');
    const done = await files.open(workspace).catch(() => false);
    setState(done ? 'done' : 'failed');
    if (done) toasts.show(words.opened, { label: messages.app.undo, run: () => void undo.undo() }, 'import');
  }

  return (
    <section className="card import-whole" aria-labelledby="import-workspace">
      <h2 id="import-workspace">{words.title(workspace.organization)}</h2>
      <dl className="facts">
        {(Object.keys(content) as (keyof typeof content)[]).map((what) => (
          <Fragment key={what}>
            <dt>{words.content[what]}</dt>
            <dd className="number">{messages.import.counts(content[what])}</dd>
          </Fragment>
        ))}
      </dl>
      <p className={start === 'strange' ? 'import-refused' : 'help'}>
        {start === 'strange' && <Icon name="warning" />} {words.into[start]}
      </p>
      <button
        type="button"
        className="button"
        data-look="main"
        disabled={state === 'working' || state === 'done'}
        onClick={() => void open()}
      >
        {start === 'empty' ? words.open : words.merge}
      </button>
      <p role="status" className="help">
        {state === 'working' && words.working}
        {state === 'done' && words.opened}
        {state === 'failed' && words.failed}
      </p>
    </section>
  );
}
