import { textChange } from '#core/shared/text-change.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** A cell's text with the part that the other side does not have set off. */
export function DifferingText({ text, other, as: Mark }: { text: string; other: string; as: 'del' | 'ins' }) {
  const { versions: words } = useMessages();
  if (text === '') return <span className="faint">{words.nothing}</span>;
  const change = textChange(other, text);
  if (!change?.inserted) return <>{text}</>;
  // Words that differ here and there read worse than the whole.
  if (change.inserted.length * 2 > text.length) return <Mark>{text}</Mark>;
  return (
    <>
      {text.slice(0, change.at)}
      <Mark>{change.inserted}</Mark>
      {text.slice(change.at + change.inserted.length)}
    </>
  );
}
