import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { SearchMenu } from './lazy-overlays.tsx';
import './linked-list.css';

/** One thing that is linked: what shows it, and the way to take the link back. */
export type LinkedItem = {
  id: string;
  shown: ReactNode;
  unlink: { label: string; hint?: string | undefined; run: () => void };
};

type LinkedListProps = {
  title: string;
  /** 2 where the list is a part of a page, 3 inside a panel. */
  level?: 2 | 3 | undefined;
  /** How many there are, in words. */
  count?: string;
  /** What stands there while nothing is linked. */
  none: string;
  items: readonly LinkedItem[];
  add: Pick<Parameters<typeof SearchMenu>[0], 'label' | 'placeholder' | 'nothing' | 'items' | 'onChoose'>;
};

/** What a record is linked to, with search to add and a button each to take away. */
export function LinkedList({ title, level = 3, count, none, items, add }: LinkedListProps) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const heading = useId();
  return (
    <section className={level === 2 ? 'detail-part' : 'panel-part'} aria-labelledby={heading}>
      <div className="part-head">
        {level === 2 ? (
          <h2 id={heading}>{title}</h2>
        ) : (
          <h3 id={heading} className="label">
            {title}
          </h3>
        )}
        {count !== undefined && <span className="help">{count}</span>}
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="plus" />
          {add.label}
        </button>
      </div>
      {items.length === 0 ? (
        <p className={level === 2 ? 'help' : 'none'}>{none}</p>
      ) : (
        <ul className="linked">
          {items.map(({ id, shown, unlink }) => (
            <li key={id}>
              {shown}
              <button
                type="button"
                className="icon-button"
                aria-label={unlink.label}
                data-hint={unlink.hint}
                onClick={unlink.run}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {anchor && <SearchMenu anchor={anchor} {...add} onClose={() => setAnchor(undefined)} />}
    </section>
  );
}
