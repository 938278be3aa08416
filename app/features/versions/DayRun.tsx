import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import type { Shown } from './use-shown-state.ts';

/** That a day is being worked out, with the way to stop it; or that it could not be. */
export function DayRun({ sides }: { sides: readonly Shown[] }) {
  const { versions: words } = useMessages();
  const is = (progress: Shown['progress']) => sides.some((side) => side.progress === progress);
  if (is('failed')) return <p role="alert">{words.dayFailed}</p>;
  if (!is('pending')) return null;
  return (
    <div className="freeze-end">
      <progress className="meter" aria-label={words.dayPending} />
      <span role="status" className="help">
        {words.dayPending}
      </span>
      <button type="button" className="button" data-size="small" onClick={() => goTo(routes.versions)}>
        {words.dayCancel}
      </button>
    </div>
  );
}
