/** The calendar day where the person is, `YYYY-MM-DD`. */
export const localDay = (now: Date): string =>
  new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
