import type { ExhibitFile, ExhibitRecord, FileRole } from '#core/evidence/exhibit.ts';
import type { StoredExhibit } from '../../storage/database.ts';

/** The page's title, or `otherwise` where the page had none. */
export const exhibitTitle = (record: ExhibitRecord, otherwise: string): string =>
  record.provenance.title.trim() || otherwise;

/** Host and port of the page, or the whole address where it has no host (a local file). */
export function hostOf(record: ExhibitRecord): string {
  const { url } = record.provenance;
  return (URL.canParse(url) && new URL(url).host) || url;
}

/** The address when a browser may open it as a page, undefined for every other scheme: it comes from a captured page. */
export function openableUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

export const fileOf = (record: ExhibitRecord, role: FileRole): ExhibitFile | undefined =>
  record.files.find((file) => file.role === role);

export const originalOf = (record: ExhibitRecord): ExhibitFile | undefined => fileOf(record, 'original');

/** All words by which a person may look for the exhibit. */
export const searchText = ({ record }: StoredExhibit): string =>
  [record.provenance.title, record.provenance.url, record.note, ...record.controls].join(' ');

/** The exhibits in which every word of `text` occurs somewhere, whatever the case. */
export function searchExhibits(exhibits: readonly StoredExhibit[], text: string): StoredExhibit[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return exhibits.filter((exhibit) => {
    const found = searchText(exhibit).toLocaleLowerCase();
    return words.every((word) => found.includes(word));
  });
}
