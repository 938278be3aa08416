import { useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { findClause } from '#core/catalogue/clauses.ts';
import type { ClauseStatus } from '#core/soa/clause-entry.ts';
import { clauseStatusSchema, isClauseId } from '#core/soa/clause-entry.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { Clauses } from '../../services/clause-projection.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { PeopleOptions } from '../team/PeopleOptions.tsx';
import { useCalm } from '../use-calm.ts';
import { createClauseActions } from './clause-actions.ts';
import { ClauseGrid } from './ClauseGrid.tsx';
import { ClausePanel } from './ClausePanel.tsx';
import '../soa/soa.css';
import './clauses.css';

type ClauseScreenProps = {
  doc: Y.Doc;
  clauses: Watchable<Clauses>;
  evidence: EvidencePort;
  undo: Undo;
  toasts: Toasts;
  memberName: () => string;
  now: () => Date;
  /** The clause whose details are open. */
  selected: string | undefined;
};

/** How far the organisation is with each part of clauses 4 to 10. */
export function ClauseScreen(props: ClauseScreenProps) {
  const { doc, clauses, evidence, undo, toasts, memberName, now, selected } = props;
  const messages = useMessages();
  const words = messages.clauses;
  const all = useCalm(clauses);
  const exhibits = useWatchable(evidence.exhibits) ?? [];
  const [text, setText] = useState('');
  const [status, setStatus] = useState<ClauseStatus | 'all'>('all');
  const actions = useMemo(
    () => createClauseActions({ doc, undo, toasts, messages, memberName, now }),
    [doc, undo, toasts, messages, memberName, now],
  );
  const shown = useMemo(() => {
    const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return all.filter((entry) => {
      const said = [entry.clause, findClause(entry.clause)?.title, entry.owner, entry.how]
        .join(' ')
        .toLocaleLowerCase();
      return (status === 'all' || entry.status === status) && wanted.every((word) => said.includes(word));
    });
  }, [all, text, status]);
  const owners = all.map(({ owner }) => owner);
  const at = shown.findIndex(({ clause }) => clause === selected);
  const entry = all.find(({ clause }) => clause === selected);
  const guidance = selected !== undefined && isClauseId(selected) ? findClause(selected) : undefined;

  return (
    <div className="record-place" data-open={selected !== undefined}>
      <div className="record-list">
        <div className="record-tools">
          <p className="lead clause-lead">{words.intro}</p>
          <div className="tool-row filters">
            <SearchInput label={words.search} value={text} onChange={setText} />
            <SelectBox<ClauseStatus | 'all'>
              label={words.filterStatus}
              value={status}
              options={[
                { value: 'all', label: words.anyStatus },
                ...clauseStatusSchema.options.map((value) => ({ value, label: words.states[value] })),
              ]}
              onChange={setStatus}
            />
            <span className="help number shown" role="status">
              {words.shown(shown.length, all.length)}
            </span>
          </div>
        </div>
        <div className="record-scroll">
          {shown.length === 0 ? (
            <EmptyState icon="search" title={words.nothing} hint={words.nothingHint}>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setText('');
                  setStatus('all');
                }}
              >
                {words.clear}
              </button>
            </EmptyState>
          ) : (
            <ClauseGrid shown={shown} all={all} selected={selected} />
          )}
          <p id="clause-keys" className="hidden-words">
            {words.keys}
          </p>
        </div>
      </div>
      <PeopleOptions names={owners} me={memberName()} />
      {guidance && entry && (
        <ClausePanel
          guidance={guidance}
          entry={entry}
          doc={doc}
          exhibits={exhibits}
          evidence={evidence}
          actions={actions}
          previous={at > 0 ? shown[at - 1]?.clause : undefined}
          next={at >= 0 ? shown[at + 1]?.clause : shown[0]?.clause}
        />
      )}
    </div>
  );
}
