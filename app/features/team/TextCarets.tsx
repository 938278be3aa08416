import { use, useEffect, useReducer, useRef } from 'react';
import type { RefObject } from 'react';
import * as Y from 'yjs';
import { base64ToBytes, bytesToBase64 } from '#core/shared/bytes.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { TeamContext } from './team-context.ts';
import { usePresent } from './use-present.ts';
import './text-carets.css';

/** The name of a text that is a root type of its document; undefined for another. */
function rootName(text: Y.Text): string | undefined {
  for (const [name, type] of text.doc?.share ?? []) if (Object.is(type, text)) return name;
  return undefined;
}

/** Where somebody's cursor is in the text as it is now; undefined when it is not in there. What others send may be anything. */
function indexOf(text: Y.Text, at: string): number | undefined {
  try {
    const place = Y.decodeRelativePosition(base64ToBytes(at));
    const found = text.doc && Y.createAbsolutePositionFromRelativePosition(place, text.doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}

type TextCaretsProps = { text: Y.Text; field: RefObject<HTMLTextAreaElement | null> };

/** The cursors of others in a shared text, and tells the others where one's own is. Lies over the field, which stays what it is. */
export function TextCarets({ text, field }: TextCaretsProps) {
  const messages = useMessages();
  const team = use(TeamContext);
  const overlay = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const name = rootName(text);
  const others = usePresent().filter(({ caret }) => caret !== undefined && caret.text === name);
  const carets = others
    .flatMap(({ device, name: who, caret }) => {
      const index = indexOf(text, caret?.at ?? '');
      return index === undefined ? [] : [{ device, who: who || messages.team.unnamed, index }];
    })
    .toSorted((a, b) => a.index - b.index);

  useEffect(() => {
    const area = field.current;
    if (!area || !team || name === undefined) return undefined;
    const tell = () => {
      if (team.state.getState().kind !== 'shared') return;
      const place = Y.createRelativePositionFromTypeIndex(text, area.selectionEnd);
      team.caret({ text: name, at: bytesToBase64(Y.encodeRelativePosition(place)) });
    };
    const leave = () => team.caret(undefined);
    const follow = () => {
      if (overlay.current) overlay.current.scrollTop = area.scrollTop;
    };
    for (const event of ['focus', 'select', 'input', 'keyup', 'click']) area.addEventListener(event, tell);
    area.addEventListener('blur', leave);
    area.addEventListener('scroll', follow);
    return () => {
      for (const event of ['focus', 'select', 'input', 'keyup', 'click'])
        area.removeEventListener(event, tell);
      area.removeEventListener('blur', leave);
      area.removeEventListener('scroll', follow);
      leave();
    };
  }, [field, name, team, text]);

  const hasOthers = others.length > 0;
  useEffect(() => {
    if (!hasOthers) return undefined;
    text.observe(redraw);
    return () => text.unobserve(redraw);
  }, [hasOthers, text]);

  if (carets.length === 0) return null;
  const content = text.toString();
  return (
    <div ref={overlay} className="field text-carets">
      {carets.map(({ device, who, index }, at) => (
        <span key={device}>
          <span aria-hidden="true">{content.slice(carets[at - 1]?.index ?? 0, index)}</span>
          <span
            className="text-caret"
            role="img"
            aria-label={messages.team.writingHere(who)}
            data-who={who}
          />
        </span>
      ))}
    </div>
  );
}
