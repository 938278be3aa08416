import { textChange } from '#core/shared/text-change.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** The part, with the words whole that it begins and ends in: half a word tells nobody what changed. */
function wholeWords(text: string, start: number, end: number): [start: number, end: number] {
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^[\p{L}\p{N}]*/u.exec(text.slice(end))?.[0] ?? '';
  return [start - before.length, end + after.length];
}

/** A cell's text with the part that the other side does not have set off. */
export function DifferingText({ text, other, as: Mark }: { text: string; other: string; as: 'del' | 'ins' }) {
  const { versions: words } = useMessages();
  if (text === '') return <span className="faint">{words.nothing}</span>;
  const change = textChange(other, text);
  if (!change?.inserted) return <>{text}</>;
  const [start, end] = wholeWords(text, change.at, change.at + change.inserted.length);
  // Words that differ here and there read worse than the whole.
  if ((end - start) * 2 > text.length) return <Mark>{text}</Mark>;
  return (
    <>
      {text.slice(0, start)}
      <Mark>{text.slice(start, end)}</Mark>
      {text.slice(end)}
    </>
  );
}
