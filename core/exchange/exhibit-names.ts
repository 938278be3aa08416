import type { ExhibitFile, ExhibitRecord } from '../evidence/exhibit.ts';

const baseNames: Record<ExhibitFile['role'], string> = {
  original: 'original',
  page: 'page',
  text: 'page',
  ocr: 'ocr',
  stamped: 'stamped',
  snapshot: 'snapshot',
  preview: 'preview',
  remains: 'remains',
};
/** The usual ending of each media type, without the dot. */
export const fileEndings: Record<ExhibitFile['mediaType'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/json': 'json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/**
 * ASCII letters, digits and single hyphens out of any text, at most `maxLength` characters: a name that Windows, macOS and
 * Linux all take. Empty when nothing is left, as with a title in Chinese.
 */
export const slug = (text: string, maxLength: number): string =>
  text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');

/** The host of the page, port included when it is not the usual one; empty when the address has none. */
export const systemOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/** The day in UTC, `YYYY-MM-DD`. Throws a RangeError when the text is no date. */
export const utcDay = (instant: string): string => new Date(instant).toISOString().slice(0, 10);

/** `EV-0001_microsoft-entra_2026-05-04`: number, title (or host), day of the capture in UTC. */
export function exhibitFolder(number: string, { provenance }: ExhibitRecord): string {
  const name = slug(provenance.title, 40) || slug(systemOf(provenance.url), 40) || 'exhibit';
  return `${number}_${name.toLowerCase()}_${utcDay(provenance.capturedAt)}`;
}

/** The names of the exhibit's files, in the order of `record.files`: `original.png`, `page.json`, `page.txt`, `ocr.json`. */
export function exhibitFileNames(record: ExhibitRecord): string[] {
  const seen = new Map<string, number>();
  return record.files.map(({ role, mediaType }) => {
    const name = `${baseNames[role]}.${fileEndings[mediaType]}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${baseNames[role]}-${times}.${fileEndings[mediaType]}`;
  });
}
