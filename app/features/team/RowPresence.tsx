import { useMessages } from '../../messages/use-messages.ts';
import { usePresentAt } from './use-present.ts';
import './row-presence.css';

const initialsOf = (name: string): string =>
  name
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join('')
    .toLocaleUpperCase();

/** Who of the others looks at this row of the SoA now. */
export function RowPresence({ control }: { control: string }) {
  const text = useMessages().team;
  const here = usePresentAt(`/soa/${control}`);
  if (here.size === 0) return null;
  const words = text.hereNow([...here.values()].map((name) => name || text.unnamed).join(', '));
  return (
    <span className="row-presence" role="img" aria-label={words} data-hint={words}>
      {[...here].slice(0, 3).map(([device, name]) => (
        <span key={device} aria-hidden="true">
          {initialsOf(name) || '?'}
        </span>
      ))}
    </span>
  );
}
