import type { ExhibitFile, ExhibitRecord, FileRole } from '#core/evidence/exhibit.ts';
import { fileEndings } from '#core/exchange/exhibit-names.ts';
import type { SmallPicture } from '../../components/Thumbnail.tsx';
import type { StoredExhibit } from '../../storage/database.ts';

/** The page's title, or `otherwise` where the page had none. */
export const exhibitTitle = (record: ExhibitRecord, otherwise: string): string =>
  record.provenance.title.trim() || otherwise;

/**
 * Host and port of the page, or the whole address where it has no host (a local file); `file` says it of a file that the collector
 * chose, by its kind.
 */
export function sourceOf(record: ExhibitRecord, file: (kind: string) => string): string {
  const { url, mode } = record.provenance;
  if (mode === 'file') return file(fileKindOf(record));
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

/** What can be shown as a picture: the original, or a document's first page; undefined for tables and texts. */
export const pictureOf = (record: ExhibitRecord): ExhibitFile | undefined =>
  [fileOf(record, 'original'), fileOf(record, 'preview')].find((file) =>
    file?.mediaType.startsWith('image/'),
  );

/** `PDF`, `CSV` and so on: which kind of file the original is. */
const fileKindOf = (record: ExhibitRecord): string => {
  const original = fileOf(record, 'original');
  return original ? fileEndings[original.mediaType].toUpperCase() : '';
};

/** What stands for the exhibit in lists: its picture, else the first lines of its text with the kind of file. */
export function smallOf(record: ExhibitRecord): SmallPicture {
  const picture = pictureOf(record);
  if (picture) return { picture: picture.sha256 };
  const text = fileOf(record, 'text');
  return text ? { text: text.sha256, kind: fileKindOf(record) } : {};
}

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
