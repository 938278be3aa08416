import { useMessages } from '../../messages/use-messages.ts';
import type { ArrivingExhibit } from '../../services/team-state.ts';
import './arrival.css';

/** How far an exhibit of another member has arrived, or what is in its way. */
export function ArrivalNote({ exhibit }: { exhibit: ArrivingExhibit }) {
  const text = useMessages().evidence.arrival;
  const { title, receivedBytes, totalBytes, problem } = exhibit;
  return (
    <span className="arrival">
      <span className="help" role={problem ? 'status' : undefined}>
        {problem ? text.problems[problem] : text.received(receivedBytes, totalBytes)}
      </span>
      {!problem && (
        <progress
          className="meter"
          aria-label={text.progress(title)}
          max={Math.max(totalBytes, 1)}
          value={receivedBytes}
        />
      )}
    </span>
  );
}

/** The exhibits of others that are on their way to this device. */
export function ArrivingList({ arriving }: { arriving: readonly ArrivingExhibit[] }) {
  const messages = useMessages();
  const text = messages.evidence.arrival;
  const shown = 5;
  if (arriving.length === 0) return null;
  return (
    <section className="arriving" aria-labelledby="arriving">
      <h2 id="arriving">{text.title(arriving.length)}</h2>
      <ul>
        {arriving.slice(0, shown).map((exhibit) => (
          <li key={exhibit.id}>
            <span className="cut">{exhibit.title || text.unnamed}</span>
            <ArrivalNote exhibit={exhibit} />
          </li>
        ))}
      </ul>
      {arriving.length > shown && <p className="help">{text.more(arriving.length - shown)}</p>}
    </section>
  );
}
