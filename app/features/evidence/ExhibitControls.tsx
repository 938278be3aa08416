import { useState } from 'react';
import { controls } from '#core/catalogue/controls.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { Icon } from '../../components/Icon.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { SearchMenu } from '../../components/lazy-overlays.tsx';
import { formatDay } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import type { SoaActions } from '../soa/soa-actions.ts';

type ExhibitControlsProps = {
  exhibit: string;
  entries: readonly SoaEntry[];
  links: readonly EvidenceLink[];
  actions: SoaActions;
};

/** The SoA rows that the exhibit supports, with the ways to add and to take back. */
export function ExhibitControls({ exhibit, entries, links, actions }: ExhibitControlsProps) {
  const messages = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const own = links
    .filter((link) => link.exhibit === exhibit)
    .toSorted((a, b) => a.control.localeCompare(b.control, 'en', { numeric: true }));
  return (
    <section className="detail-part" aria-labelledby="exhibit-controls">
      <div className="part-head">
        <h2 id="exhibit-controls">{messages.exhibit.supports}</h2>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="plus" />
          {messages.exhibit.linkControl}
        </button>
      </div>
      {own.length === 0 && <p className="help">{messages.exhibit.supportsNone}</p>}
      <ul className="supports">
        {own.map((link) => {
          const entry = entries.find(({ control }) => control === link.control);
          return (
            <li key={link.control}>
              <a href={routes.control(link.control)}>
                <span className="tag">{link.control}</span>
                <span className="cut">{findControl(link.control)?.title}</span>
              </a>
              {entry && <StateMark value={entry.status} word={messages.status[entry.status]} wordHidden />}
              <button
                type="button"
                className="icon-button"
                aria-label={messages.row.unlink(link.control)}
                data-hint={messages.row.linkedBy(link.linkedBy, formatDay(link.linkedAt))}
                onClick={() => actions.unlink(link)}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      {anchor && (
        <SearchMenu
          anchor={anchor}
          label={messages.exhibit.linkControl}
          placeholder={messages.exhibit.linkControlSearch}
          nothing={messages.exhibit.nothingToLink}
          items={controls
            .filter(({ id }) => !own.some((link) => link.control === id))
            .map(({ id, title, theme, keywords }) => ({
              id,
              title: `${id} ${title}`,
              detail: messages.themes[theme],
              search: [id, title, ...keywords].join(' '),
            }))}
          onChoose={(id) => {
            const control = findControl(id);
            if (control) actions.link(control.id, exhibit);
          }}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </section>
  );
}
