/** Numbers that a workbook shows as dates: ECMA-376 part 1, 18.8.30 (numFmt) and 18.17.4 (dates). */

/** What the number's format shows of it. */
export type DateStyle = 'date' | 'time' | 'date-time';

type Part = {
  open: (name: string, attributes: Record<string, string>) => void;
  close: (name: string) => void;
};

/** Formats that every program knows by number, those of East Asian locales among them. */
function builtIn(id: number): DateStyle | undefined {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return 'time';
  return id === 22 ? 'date-time' : undefined;
}

/** A format's own letters tell, once quoted text, escaped signs, colours and locales are gone. */
function byCode(code: string): DateStyle | undefined {
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').split(';')[0] ?? '';
  if (/general/i.test(letters)) return undefined;
  const hasDate = /[yd]/i.test(letters) || /m{3}/i.test(letters);
  const hasTime = /[hs]/i.test(letters);
  if (hasDate && hasTime) return 'date-time';
  if (hasDate) return 'date';
  return hasTime ? 'time' : undefined;
}

/** What each cell style of the part `styles` shows of a number; undefined for numbers that are no dates. `parse` walks over the part. */
export function dateStyles(parse: (part: Part) => void): (DateStyle | undefined)[] {
  const own = new Map<number, DateStyle | undefined>();
  const styles: (DateStyle | undefined)[] = [];
  let inCells = false;
  parse({
    open: (element, attributes) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (element === 'numFmt') own.set(id, byCode(attributes['formatCode'] ?? ''));
      else if (element === 'cellXfs') inCells = true;
      else if (element === 'xf' && inCells) styles.push(own.has(id) ? own.get(id) : builtIn(id));
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

const dayMs = 86_400_000;
/** 30 December 1899: counted from there, the days after February 1900 are right in spite of Excel's 29 February 1900. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** `2026-11-22`, `09:30:00` or `2026-11-22 09:30:00`; the number itself where it is no date that there can be. */
export function serialToText(serial: number, style: DateStyle, is1904 = false): string {
  const at = (is1904 ? epoch1904 : epoch1900) + Math.round(serial * 86_400) * 1_000;
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return String(serial);
  const iso = new Date(at).toISOString();
  const time = iso.slice(11, 19);
  // Durations above a day are no time of the day.
  if (style === 'time') return serial < 1 ? time : String(Math.round(serial * dayMs) / dayMs);
  const date = iso.slice(0, 10);
  return style === 'date' || time === '00:00:00' ? date : `${date} ${time}`;
}
