/** Dates and numbers by the reader's locale, whatever language the texts are in. */
const locale = navigator.language;

/** A formatter that is made with its first use, which takes the browser a while, and kept. */
function once<Format>(make: () => Format): () => Format {
  let made: Format | undefined;
  return () => (made ??= make());
}
const dates = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, options));

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;
const dayFormat = dates(day);
const minuteFormat = dates({ ...day, ...time });
const timeFormat = dates(time);
const dateFormat = dates({ dateStyle: 'medium', timeZone: 'UTC' });
const numberFormat = once(() => new Intl.NumberFormat(locale));
const percentFormat = once(() => new Intl.NumberFormat(locale, { style: 'percent' }));

/** The calendar day, in local time, of an ISO 8601 instant. */
export const formatDay = (instant: string): string => dayFormat().format(new Date(instant));

/** Day and minute in local time. */
export const formatMinute = (instant: string): string => minuteFormat().format(new Date(instant));

/** `2026-11-22 12:39:17 UTC`: the same for every reader, as evidence needs it. */
export const formatUtc = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A calendar date `YYYY-MM-DD`, which belongs to no time zone. */
export const formatCalendarDate = (date: string): string =>
  dateFormat().format(new Date(`${date}T00:00:00Z`));

export const formatNumber = (value: number): string => numberFormat().format(value);

/** A share between 0 and 1 as whole percent. */
export const formatPercent = (share: number): string => percentFormat().format(share);

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the unit that reads best, decimal as file managers and disks count. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** A number with its noun: `1 control`, `93 controls`. */
export const counted = (count: number, one: string, many: string): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** The time of day in local time, for what happened today. */
export const formatTime = (instant: Date): string => timeFormat().format(instant);
