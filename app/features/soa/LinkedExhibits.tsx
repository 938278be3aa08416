import { memo } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { LinkedList } from '../../components/LinkedList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { formatDay } from '../../messages/format.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { ArrivingExhibit } from '../../services/team-state.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { ArrivalNote } from '../evidence/ArrivalNote.tsx';
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
export const LinkedExhibits = memo(function LinkedExhibits({
  control,
  links,
  exhibits,
  evidence,
  actions,
}: LinkedExhibitsProps) {
  const messages = useMessages();
  const arriving = useWatchable(evidence.arriving);
  const own = links.filter((link) => link.control === control);
  const linked = own
    .map((link) => ({ link, exhibit: exhibits.find(({ id }) => id === link.exhibit) }))
    .sort((a, b) => capturedAt(b.exhibit).localeCompare(capturedAt(a.exhibit)));

  return (
    <LinkedList
      title={messages.row.exhibits}
      count={messages.row.exhibitCount(own.length)}
      none={messages.row.noExhibits}
      items={linked.map(({ link, exhibit }) => {
        const who = messages.row.linkedBy(link.linkedBy, formatDay(link.linkedAt));
        return {
          id: link.exhibit,
          shown: (
            <>
              <Thumbnail evidence={evidence} small={exhibit ? smallOf(exhibit.record) : {}} />
              <div className="words">
                {exhibit ? (
                  <a className="cut" href={routes.exhibit(link.exhibit)}>
                    {exhibitTitle(exhibit.record, messages.evidence.untitled)}
                  </a>
                ) : (
                  <MissingExhibit arriving={arriving.find(({ id }) => id === link.exhibit)} />
                )}
                <span className="help cut">
                  {exhibit ? (
                    <>
                      {sourceOf(exhibit.record, messages.evidence.file)},{' '}
                      <Moment at={exhibit.record.provenance.capturedAt} />
                    </>
                  ) : (
                    who
                  )}
                </span>
              </div>
            </>
          ),
          unlink: {
            label: messages.links.unlink(exhibit ? exhibitTitle(exhibit.record, '') : messages.row.missing),
            hint: who,
            run: () => actions.unlink(link),
          },
        };
      })}
      add={{
        label: messages.row.link,
        placeholder: messages.row.linkSearch,
        nothing: exhibits.length === 0 ? messages.row.noneToLink : messages.row.nothingToLink,
        items: exhibits
          .filter(({ id }) => !own.some((link) => link.exhibit === id))
          .map((exhibit) => ({
            id: exhibit.id,
            title: exhibitTitle(exhibit.record, messages.evidence.untitled),
            detail: `${sourceOf(exhibit.record, messages.evidence.file)}, ${formatDay(exhibit.record.provenance.capturedAt)}`,
            search: searchText(exhibit),
            picture: <Thumbnail evidence={evidence} small={smallOf(exhibit.record)} />,
          })),
        onChoose: (id) => actions.link(control, id),
      }}
    />
  );
});

function MissingExhibit({ arriving }: { arriving: ArrivingExhibit | undefined }) {
  const messages = useMessages();
  if (arriving) return <ArrivalNote exhibit={arriving} />;
  return (
    <span className="cut" data-hint={messages.row.missingHint}>
      {messages.row.missing}
    </span>
  );
}

const capturedAt = (exhibit: StoredExhibit | undefined) => exhibit?.record.provenance.capturedAt ?? '';
