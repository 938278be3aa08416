import { useState } from 'react';
import type * as Y from 'yjs';
import type { ClauseGuidance } from '#core/catalogue/clauses.ts';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import { clauseStatusSchema } from '#core/soa/clause-entry.ts';
import type { ClauseValues } from '#core/workspace/clause-history.ts';
import {
  isRestorable,
  readClauseHistory,
  restorableInClause,
  watchClauseHistory,
} from '#core/workspace/clause-history.ts';
import { clauseText, readClause } from '#core/workspace/clauses.ts';
import { Contest } from '../../components/Contest.tsx';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { DraftField } from '../../components/DraftField.tsx';
import { LinkedList } from '../../components/LinkedList.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { formatDay } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import { exhibitTitle, searchText, smallOf, sourceOf } from '../evidence/exhibit-words.ts';
import { goTo, routes } from '../routes.ts';
import { ChangeList } from '../soa/ChangeList.tsx';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import { useHistory } from '../soa/use-history.ts';
import type { ClauseActions } from './clause-actions.ts';
import { ClauseDocuments } from './ClauseDocuments.tsx';
import { ClauseMark } from './ClauseMark.tsx';

type ClausePanelProps = {
  guidance: ClauseGuidance;
  entry: ClauseEntry;
  doc: Y.Doc;
  exhibits: readonly StoredExhibit[];
  evidence: EvidencePort;
  actions: ClauseActions;
  previous: string | undefined;
  next: string | undefined;
};

/** What the clause asks in our own words, which documents it requires, and what stands about it here. */
export function ClausePanel(props: ClausePanelProps) {
  const { guidance, entry, doc, exhibits, evidence, actions, previous, next } = props;
  const messages = useMessages();
  const words = messages.clauses;
  const { clause } = guidance;
  return (
    <SidePanel
      label={words.region(clause)}
      reference={clause}
      record={clause}
      previous={previous}
      next={next}
      words={words}
      onStep={(to) => goTo(routes.clause(to), { replace: true })}
      onClose={() => goTo(routes.clauses)}
    >
      <header>
        <h2 tabIndex={-1} data-first data-rest>
          {guidance.title}
        </h2>
        <p className="summary">{guidance.explanation}</p>
      </header>
      <section className="panel-part" aria-labelledby="clause-required">
        <h3 id="clause-required" className="label">
          {words.required}
        </h3>
        {guidance.documented.length === 0 ? (
          <p className="help">{words.requiresNothing}</p>
        ) : (
          <ul className="clause-required">
            {guidance.documented.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </section>
      <details className="panel-part">
        <summary>{words.about}</summary>
        <div className="guidance">
          <h3>{words.convinces}</h3>
          <p>{guidance.convinces}</p>
          <h3>{words.questions}</h3>
          <ul>
            {guidance.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </div>
      </details>

      <EditFieldset>
        <fieldset className="panel-part">
          <legend className="label">{words.status}</legend>
          <Contest
            claims={entry.contested.status}
            wordOf={(value) => words.states[value]}
            markOf={(value) => <ClauseMark status={value} />}
            onDecide={(value) => actions.setStatus(clause, value)}
          />
          <div className="radio-list">
            {clauseStatusSchema.options.map((value) => (
              <label key={value} className="radio-row">
                <input
                  type="radio"
                  name="clause-status"
                  checked={entry.status === value && entry.contested.status.length === 0}
                  onChange={() => actions.setStatus(clause, value)}
                />
                <ClauseMark status={value} />
              </label>
            ))}
          </div>
        </fieldset>
        <div className="panel-part">
          <SharedTextArea
            text={clauseText(doc, clause)}
            label={words.how}
            placeholder={words.howPlaceholder}
          />
        </div>
        <div className="panel-part">
          <DraftField
            label={words.owner}
            value={entry.owner}
            placeholder={words.ownerPlaceholder}
            list={peopleList}
            onCommit={(owner) => actions.setOwner(clause, owner)}
          />
        </div>
        <ClauseDocuments entry={entry} actions={actions} />
        <LinkedList
          title={words.exhibits}
          count={words.exhibitCount(entry.exhibits.length)}
          none={words.noExhibits}
          items={entry.exhibits.map((id) => {
            const exhibit = exhibits.find((one) => one.id === id);
            const title = exhibit
              ? exhibitTitle(exhibit.record, messages.evidence.untitled)
              : messages.row.missing;
            return {
              id,
              shown: (
                <>
                  <Thumbnail evidence={evidence} small={exhibit ? smallOf(exhibit.record) : {}} />
                  <div className="words">
                    <a className="cut" href={routes.exhibit(id)}>
                      {title}
                    </a>
                    {exhibit && (
                      <span className="help cut">
                        {sourceOf(exhibit.record, messages.evidence.file)},{' '}
                        {formatDay(exhibit.record.provenance.capturedAt)}
                      </span>
                    )}
                  </div>
                </>
              ),
              unlink: { label: messages.links.unlink(title), run: () => actions.unlink(clause, id) },
            };
          })}
          add={{
            label: words.link,
            placeholder: messages.row.linkSearch,
            nothing: exhibits.length === 0 ? messages.row.noneToLink : messages.row.nothingToLink,
            items: exhibits
              .filter(({ id }) => !entry.exhibits.includes(id))
              .map((exhibit) => ({
                id: exhibit.id,
                title: exhibitTitle(exhibit.record, messages.evidence.untitled),
                detail: sourceOf(exhibit.record, messages.evidence.file),
                search: searchText(exhibit),
                picture: <Thumbnail evidence={evidence} small={smallOf(exhibit.record)} />,
              })),
            onChoose: (id) => actions.link(clause, id),
          }}
        />
      </EditFieldset>
      <ClauseHistory doc={doc} clause={clause} actions={actions} exhibits={exhibits} />
    </SidePanel>
  );
}

type ClauseHistoryProps = Pick<ClausePanelProps, 'doc' | 'actions' | 'exhibits'> & { clause: string };

const readState = (doc: Y.Doc, clause: string) => ({
  changes: readClauseHistory(doc, clause),
  now: readClause(doc, clause),
});

/** Who changed what in the clause, when it is asked for. */
function ClauseHistory({ doc, clause, actions, exhibits }: ClauseHistoryProps) {
  const messages = useMessages();
  const words = messages.clauses;
  const [open, setOpen] = useState(false);
  const read = useHistory(doc, open ? clause : undefined, readState, watchClauseHistory);

  function wordsOf(field: keyof ClauseValues, value: unknown): string {
    switch (field) {
      case 'status':
        return words.states[value as ClauseValues['status']];
      case 'documents':
        return (value as ClauseValues['documents']).map(({ title }) => title).join(', ');
      case 'exhibits':
        return (value as ClauseValues['exhibits'])
          .map((id) => exhibits.find((one) => one.id === id))
          .map((one) => (one ? exhibitTitle(one.record, messages.evidence.untitled) : messages.row.missing))
          .join(', ');
      case 'how':
      case 'owner':
        return String(value);
    }
  }

  return (
    <details className="panel-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.history.title}</summary>
      {read && (
        <ChangeList<ClauseValues>
          changes={read.changes}
          fieldWords={words.history.fields}
          wordsOf={wordsOf}
          isProse={(field) => field === 'how'}
          offersOf={(change) =>
            isRestorable(change.field) ? restorableInClause(change, read.changes, read.now) : []
          }
          onRestore={(field, value) => {
            if (isRestorable(field)) actions.restore(clause, field, value);
          }}
        />
      )}
    </details>
  );
}
