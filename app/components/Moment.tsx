import { formatDay, formatMinute, formatUtc } from '../messages/format.ts';

/** An instant in local time; the same in UTC on hover and for machines. */
export function Moment({ at, precise = false }: { at: string; precise?: boolean }) {
  return (
    <time dateTime={at} data-hint={formatUtc(at)} className="number">
      {precise ? formatMinute(at) : formatDay(at)}
    </time>
  );
}
