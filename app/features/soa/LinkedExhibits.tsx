import { useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { Icon } from '../../components/Icon.tsx';
import { Moment } from '../../components/Moment.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { SearchMenu } from '../../components/lazy-overlays.tsx';
import { formatDay } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { exhibitTitle, sourceOf, smallOf, searchText } from '../evidence/exhibit-words.ts';
import { routes } from '../routes.ts';
import type { SoaActions } from './soa-actions.ts';

type LinkedExhibitsProps = {
  control: ControlId;
  links: readonly EvidenceLink[];
  exhibits: readonly StoredExhibit[];
  evidence: EvidencePort;
  actions: SoaActions;
};

/** The exhibits that support the control, newest capture first; those whose files are elsewhere stand at the end. */
export function LinkedExhibits({ control, links, exhibits, evidence, actions }: LinkedExhibitsProps) {
  const messages = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const own = links.filter((link) => link.control === control);
  const linked = own
    .map((link) => ({ link, exhibit: exhibits.find(({ id }) => id === link.exhibit) }))
    .sort((a, b) => capturedAt(b.exhibit).localeCompare(capturedAt(a.exhibit)));
  const rest = exhibits.filter(({ id }) => !own.some((link) => link.exhibit === id));

  return (
    <section className="panel-part" aria-labelledby="row-exhibits">
      <div className="part-head">
        <h3 id="row-exhibits" className="label">
          {messages.row.exhibits}
        </h3>
        <span className="help">{messages.row.exhibitCount(own.length)}</span>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="plus" />
          {messages.row.link}
        </button>
      </div>
      {linked.length === 0 ? (
        <p className="none">{messages.row.noExhibits}</p>
      ) : (
        <ul className="linked">
          {linked.map(({ link, exhibit }) => (
            <li key={link.exhibit}>
              <Thumbnail evidence={evidence} small={exhibit ? smallOf(exhibit.record) : {}} />
              <div className="words">
                {exhibit ? (
                  <a className="cut" href={routes.exhibit(link.exhibit)}>
                    {exhibitTitle(exhibit.record, messages.evidence.untitled)}
                  </a>
                ) : (
                  <span className="cut" data-hint={messages.row.missingHint}>
                    {messages.row.missing}
                  </span>
                )}
                <span className="help cut">
                  {exhibit && (
                    <>
                      {sourceOf(exhibit.record, messages.evidence.file)},{' '}
                      <Moment at={exhibit.record.provenance.capturedAt} />
                    </>
                  )}
                  {!exhibit && messages.row.linkedBy(link.linkedBy, formatDay(link.linkedAt))}
                </span>
              </div>
              <button
                type="button"
                className="icon-button"
                aria-label={messages.row.unlink(
                  exhibit ? exhibitTitle(exhibit.record, '') : messages.row.missing,
                )}
                data-hint={messages.row.linkedBy(link.linkedBy, formatDay(link.linkedAt))}
                onClick={() => actions.unlink(link)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {anchor && (
        <SearchMenu
          anchor={anchor}
          label={messages.row.link}
          placeholder={messages.row.linkSearch}
          nothing={exhibits.length === 0 ? messages.row.noneToLink : messages.row.nothingToLink}
          items={rest.map((exhibit) => ({
            id: exhibit.id,
            title: exhibitTitle(exhibit.record, messages.evidence.untitled),
            detail: `${sourceOf(exhibit.record, messages.evidence.file)}, ${formatDay(exhibit.record.provenance.capturedAt)}`,
            search: searchText(exhibit),
            picture: <Thumbnail evidence={evidence} small={smallOf(exhibit.record)} />,
          }))}
          onChoose={(id) => actions.link(control, id)}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </section>
  );
}

const capturedAt = (exhibit: StoredExhibit | undefined) => exhibit?.record.provenance.capturedAt ?? '';
