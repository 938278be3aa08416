import { namesMember } from '#core/shared/same-name.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useMemberNames } from '../team/use-member-names.ts';

type AttendeeOptionsProps = { attendees: string; onAdd: (name: string) => void };

/** The members who are not named among the attendees yet, a button each. */
export function AttendeeOptions({ attendees, onAdd }: AttendeeOptionsProps) {
  const { reviews: words } = useMessages();
  const missing = useMemberNames().filter((name) => !namesMember(attendees, name));
  if (missing.length === 0) return null;
  return (
    <ul className="attendee-options" aria-label={words.members}>
      {missing.map((name) => (
        <li key={name}>
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            aria-label={words.addAttendee(name)}
            onClick={() => onAdd(name)}
          >
            <Icon name="plus" />
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
