import { useMessages } from '../../messages/use-messages.ts';
import './packs.css';

type CommentsChoiceProps = { count: number; wanted: boolean; onChange: (wanted: boolean) => void };

/** Whether a file has what people said to each other about rows: it is theirs, and may be nobody else's business. */
export function CommentsChoice({ count, wanted, onChange }: CommentsChoiceProps) {
  const { pack: words } = useMessages();
  return (
    <label className="comments-choice">
      <input
        type="checkbox"
        checked={wanted}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {words.comments(count)}
    </label>
  );
}
