import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StampsPort } from '../../services/stamps-port.ts';

/** Whether the last pack got its timestamp, from whom, and who was passed over why. */
export function StampEnd({ stamps }: { stamps: StampsPort }) {
  const text = useMessages().stamps;
  const end = useWatchable(stamps.lastPack);
  return (
    <section className="open-questions" role="status" aria-label={text.title}>
      {end && (
        <>
          <p>
            <Icon name={end.stampedAt ? 'check' : 'warning'} />{' '}
            {end.stampedAt ? text.packStamped(formatUtc(end.stampedAt), end.authority) : text.packNot}
          </p>
          <ul className="log-faults">
            {end.passedOver.map(({ authority, kind, detail }) => (
              <li key={authority}>
                <Icon name="warning" /> {text.passedOver(authority, detail || kind)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
