import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { mostCommentCharacters } from '#core/workspace/soa-comments.ts';
import { useMessages } from '../../messages/use-messages.ts';

type MentionFieldProps = {
  label: string;
  placeholder?: string;
  send: string;
  people: readonly string[];
  /** Takes the focus when it appears, because somebody asked for it. */
  first?: boolean;
  /** What stands in it at first. */
  start?: string;
  onSend: (text: string) => void;
  /** Escape in a field in which nothing was written. */
  onLeave?: () => void;
};

const mostOffered = 6;

/** The name that is being written at the caret: where its `@` stands and what follows it; undefined where none is. */
function writtenName(text: string, caret: number): { at: number; begun: string } | undefined {
  const at = text.lastIndexOf('@', caret - 1);
  const begun = text.slice(at + 1, caret);
  if (at < 0 || begun.includes('\n') || (at > 0 && /[\p{L}\p{N}_]/u.test(text.charAt(at - 1))))
    return undefined;
  return { at, begun };
}

/** A field for a comment: `@` offers people by name, Ctrl Enter sends. */
export function MentionField({
  label,
  placeholder,
  send,
  people,
  first,
  start = '',
  onSend,
  onLeave,
}: MentionFieldProps) {
  const { comments: words } = useMessages();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(start);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  // The place of an `@` whose offers were put away.
  const [declined, setDeclined] = useState<number>();
  const written = writtenName(text, caret);
  const begun = written?.begun.toLocaleLowerCase() ?? '';
  const fits = (name: string) =>
    name.toLocaleLowerCase() !== begun &&
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((_, at, parts) => parts.slice(at).join(' ').startsWith(begun));
  const offered = written && written.at !== declined ? people.filter(fits).slice(0, mostOffered) : [];
  const current = Math.min(chosen, offered.length - 1);
  const list = `${id}-people`;

  function complete(name: string) {
    if (!written) return;
    const before = `${text.slice(0, written.at)}@${name} `;
    setText(before + text.slice(caret).replace(/^ /, ''));
    setChosen(0);
    setCaret(before.length);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
    });
  }

  function submit() {
    if (text.trim() === '') return;
    onSend(text);
    setText('');
    setCaret(0);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return submit();
    }
    if (event.key === 'Escape' && offered.length === 0 && text === start && onLeave) {
      event.stopPropagation();
      return onLeave();
    }
    if (offered.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setChosen((current + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') complete(offered[current] ?? '');
    else if (event.key === 'Escape') {
      setDeclined(written?.at);
      // The panel would take it for itself.
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  return (
    <form
      className="mention-field"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className="hidden-words" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        className="field"
        rows={2}
        maxLength={mostCommentCharacters}
        placeholder={placeholder}
        value={text}
        // It appears because its button was pressed.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={first}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={offered.length > 0 ? `${list}-${current}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setChosen(0);
          if (!event.currentTarget.value.includes('@')) setDeclined(undefined);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setDeclined(written?.at)}
        onFocus={() => setDeclined(undefined)}
        onKeyDown={onKeyDown}
      />
      {offered.length > 0 && (
        <div id={list} role="listbox" aria-label={words.people} className="people">
          {offered.map((name, at) => (
            // The field keeps the focus and its keys choose.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={name}
              id={`${list}-${at}`}
              role="option"
              aria-selected={at === current}
              className="cut"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => complete(name)}
            >
              {name}
            </div>
          ))}
        </div>
      )}
      <button type="submit" className="button" data-size="small" disabled={text.trim() === ''}>
        {send}
      </button>
    </form>
  );
}
