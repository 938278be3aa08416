import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { ClauseActions } from './clause-actions.ts';

const isAddress = (place: string) => /^https?:\/\//i.test(place);

/** The documents that meet the clause, and a line to name another. */
export function ClauseDocuments({ entry, actions }: { entry: ClauseEntry; actions: ClauseActions }) {
  const { clauses: words } = useMessages();
  const heading = useId();
  const [title, setTitle] = useState('');
  const [place, setPlace] = useState('');

  function add(event: FormEvent) {
    event.preventDefault();
    if (title.trim() === '') return;
    actions.addDocument(entry.clause, { title: title.trim(), place: place.trim() });
    setTitle('');
    setPlace('');
  }

  return (
    <section className="panel-part" aria-labelledby={heading}>
      <div className="part-head">
        <h3 id={heading} className="label">
          {words.documents}
        </h3>
        <span className="help">{words.documentCount(entry.documents.length)}</span>
      </div>
      {entry.documents.length === 0 && <p className="help">{words.noDocuments}</p>}
      <ul className="clause-documents">
        {entry.documents.map((document) => (
          <li key={document.id}>
            <Icon name="page" />
            <span className="words">
              {isAddress(document.place) ? (
                <a href={document.place} rel="noreferrer noopener" target="_blank">
                  {document.title}
                </a>
              ) : (
                <span>{document.title}</span>
              )}
              {document.place && <span className="help">{document.place}</span>}
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={words.removeDocument(document.title)}
              data-hint={words.removeDocument(document.title)}
              onClick={() => actions.removeDocument(entry.clause, document)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form className="clause-document-form" onSubmit={add}>
        <input
          className="field"
          aria-label={words.documentTitle}
          placeholder={words.documentTitle}
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <input
          className="field"
          aria-label={words.documentPlace}
          placeholder={words.documentPlacePlaceholder}
          maxLength={2000}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <button type="submit" className="button" data-size="small" disabled={title.trim() === ''}>
          {words.addDocument}
        </button>
      </form>
    </section>
  );
}
