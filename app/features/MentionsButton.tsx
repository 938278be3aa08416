import { useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { SearchMenu } from '../components/lazy-overlays.tsx';
import { useWatchable } from '../components/use-watchable.ts';
import { formatNumber } from '../messages/format.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { Mentions } from '../services/mentions.ts';
import { useControlNames } from './control-names.ts';
import { goTo, routes } from './routes.ts';

/** How many comments call this person unread, on every screen; opens the list of them. Nothing while there are none. */
export function MentionsButton({ mentions }: { mentions: Mentions }) {
  const { mentions: words, comments } = useMessages();
  const names = useControlNames();
  const unread = useWatchable(mentions);
  const [anchor, setAnchor] = useState<HTMLElement>();
  if (unread.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="inbox-chip mentions"
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        aria-label={words.unread(unread.length)}
        data-hint={words.title}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="comment" />
        <span className="number">{formatNumber(unread.length)}</span>
      </button>
      {anchor && (
        <SearchMenu
          anchor={anchor}
          label={words.title}
          placeholder={words.search}
          nothing={words.nothing}
          items={unread.map(({ id, control, by, text }) => ({
            id,
            title: words.of(by || comments.nobody, names.referenceOf(control)),
            detail: text,
            search: `${by} ${names.referenceOf(control)} ${names.find(control)?.title ?? ''} ${text}`,
          }))}
          onChoose={(id) => {
            const mention = unread.find((one) => one.id === id);
            setAnchor(undefined);
            if (mention) goTo(routes.control(mention.control));
          }}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </>
  );
}
