import { useId, useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { controls } from '#core/catalogue/controls.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { Icon } from '../../components/Icon.tsx';
import { SearchMenu } from '../../components/lazy-overlays.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';

type LinkedControlsProps = {
  title: string;
  linked: readonly ControlId[];
  /** The controls that the SoA excludes. */
  excluded: ReadonlySet<ControlId>;
  onLink: (control: ControlId, holds: boolean) => void;
};

/** Controls that a record names, with search to add and a button each to take away. */
export function LinkedControls({ title, linked, excluded, onLink }: LinkedControlsProps) {
  const { risk: words } = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const heading = useId();
  return (
    <section className="panel-part" aria-labelledby={heading}>
      <div className="part-head">
        <h3 id={heading} className="label">
          {title}
        </h3>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="plus" />
          {words.linkControl}
        </button>
      </div>
      {linked.length === 0 ? (
        <p className="none">{words.noControls}</p>
      ) : (
        <ul className="linked">
          {linked.map((control) => (
            <li key={control}>
              <div className="words">
                <a className="cut" href={routes.control(control)}>
                  <span className="ref">{control}</span> {findControl(control)?.title}
                </a>
                {excluded.has(control) && (
                  <span className="warn">
                    <Icon name="warning" /> {words.excluded}
                  </span>
                )}
              </div>
              <button
                type="button"
                className="icon-button"
                aria-label={words.unlink(control)}
                onClick={() => onLink(control, false)}
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
          label={words.linkControl}
          placeholder={words.searchControls}
          nothing={words.nothingToLink}
          items={controls
            .filter(({ id }) => !linked.includes(id))
            .map(({ id, title: name, keywords }) => ({
              id,
              title: `${id} ${name}`,
              detail: excluded.has(id) ? words.excluded : '',
              search: `${id} ${name} ${keywords.join(' ')}`,
            }))}
          onChoose={(id) => {
            const control = findControl(id);
            if (control) onLink(control.id, true);
          }}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </section>
  );
}
