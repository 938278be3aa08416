import type { ControlId } from '../catalogue/control.ts';
import { controlNames, type ControlName } from '../catalogue/control-name.ts';
import { shareOf, type Agreement } from '../evidence/agreement.ts';
import type { DoubleTake } from '../evidence/double-take.ts';
import type { ExhibitRecord, Remains } from '../evidence/exhibit.ts';
import { isComplete, type Population } from '../evidence/population.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { exhibitFileNames, exhibitFolder, systemOf } from './exhibit-names.ts';

export type IndexedFile = { name: string; sha256: string; sizeBytes: number };

/** One exhibit as the auditor's index lists it. */
export type EvidenceRow = {
  /** `EV-0001`, by time of capture within the exported set. */
  number: string;
  id: string;
  title: string;
  /** The controls whose SoA entries link to it now, in the order of the SoA. */
  controls: ControlId[];
  /** What these are called, in the same order. */
  references: string[];
  /** Host of the page; empty when the address has none. */
  system: string;
  url: string;
  /** ISO 8601, UTC. */
  capturedAt: string;
  collectedBy: string;
  /** Who was signed in at the console; empty where the page does not say. */
  account: string;
  /** How much of its list the page shows; empty where it has none. */
  population: string;
  /** How far the words of picture and page text agree; empty where they were not compared. */
  agreement: string;
  /** What came of a second take after a reload; empty where there was none. */
  doubleTake: string;
  /** How much of a redacted exhibit is provably the original's; empty where nothing shows that. */
  remains: string;
  method: string;
  files: IndexedFile[];
  note: string;
  /** Its folder's name in an audit pack. */
  folder: string;
  record: ExhibitRecord;
};

const methods: Record<ExhibitRecord['provenance']['mode'], string> = {
  viewport: 'Browser tab, visible part',
  'full-page': 'Browser tab, whole page',
  region: 'Browser tab, chosen region',
  element: 'Browser tab, chosen element',
  pages: 'Browser tab, several pages',
  file: 'File chosen by the collector',
};

/**
 * The exhibits in the order of their capture (ties by id), numbered from EV-0001: the same set gives the same numbers in
 * whatever order it comes, another set may give others. Throws when two exhibits share an id.
 */
export function evidenceIndex(
  entries: readonly SoaEntry[],
  exhibits: readonly ExhibitRecord[],
): EvidenceRow[] {
  if (new Set(exhibits.map((record) => record.id)).size < exhibits.length) {
    throw new Error('evidenceIndex: expected each exhibit once.');
  }
  const linked = controlsByExhibit(entries);
  return exhibits
    .map((record) => ({ record, at: Date.parse(record.provenance.capturedAt) }))
    .toSorted((a, b) => a.at - b.at || (a.record.id < b.record.id ? -1 : 1))
    .map(({ record }, at) =>
      evidenceRow(`EV-${String(at + 1).padStart(4, '0')}`, record, linked.get(record.id) ?? []),
    );
}

function controlsByExhibit(entries: readonly SoaEntry[]): Map<string, ControlName[]> {
  const byExhibit = new Map<string, ControlName[]>();
  const entryOf = new Map(entries.map((entry) => [entry.control, entry]));
  for (const name of controlNames(entries.flatMap(({ custom }) => custom ?? [])).all) {
    for (const exhibit of new Set(entryOf.get(name.id)?.exhibits)) {
      byExhibit.set(exhibit, [...(byExhibit.get(exhibit) ?? []), name]);
    }
  }
  return byExhibit;
}

/** "1-25 of 213, a part", "57 of 57, complete", "7 rows". */
function populationToText(population: Population): string {
  const { rows, first, last, total } = population;
  if (total === undefined) return `${rows} rows`;
  const shown = first === undefined || last === undefined ? String(rows) : `${first}-${last}`;
  return `${shown} of ${total}, ${isComplete(population) ? 'complete' : 'a part'}`;
}

/** "98 % of 312 words agree, 2 differ". Rounded down: 99.6 % must not read as if all agreed. */
const agreementToText = (agreement: Agreement): string =>
  `${Math.floor(100 * shareOf(agreement))} % of ${agreement.compared} words agree, ${agreement.differing} differ`;

const doubleTakeToText = ({ differing }: DoubleTake): string =>
  differing === 0 ? 'the same' : `${differing} ${differing === 1 ? 'line differs' : 'lines differ'}`;

const remainsToText = ({ tilesLeft, tiles, textsLeft, texts }: Remains): string =>
  `${tilesLeft} of ${tiles} tiles of the picture, ${textsLeft} of ${texts} texts`;

function evidenceRow(number: string, record: ExhibitRecord, linked: ControlName[]): EvidenceRow {
  const { provenance } = record;
  const names = exhibitFileNames(record);
  return {
    number,
    id: record.id,
    title: provenance.title,
    controls: linked.map(({ id }) => id),
    references: linked.map(({ reference }) => reference),
    system: systemOf(provenance.url),
    url: provenance.url,
    capturedAt: new Date(provenance.capturedAt).toISOString(),
    collectedBy: provenance.collectedBy,
    account: provenance.account ?? '',
    population: provenance.population ? populationToText(provenance.population) : '',
    agreement: record.reading.agreement ? agreementToText(record.reading.agreement) : '',
    doubleTake: record.doubleTake ? doubleTakeToText(record.doubleTake) : '',
    remains: record.remains ? remainsToText(record.remains) : '',
    method: methods[provenance.mode],
    files: record.files.map(({ sha256, sizeBytes }, at) => ({ name: names[at] ?? '', sha256, sizeBytes })),
    note: record.note,
    folder: exhibitFolder(number, record),
    record,
  };
}

/** The index's columns: heading, width in characters, and the text of a row. Used alike for CSV and XLSX. */
export const evidenceColumns: readonly {
  title: string;
  width: number;
  text: (row: EvidenceRow) => string;
}[] = [
  { title: 'Evidence', width: 10, text: (row) => row.number },
  { title: 'Title', width: 36, text: (row) => row.title },
  { title: 'Controls', width: 16, text: (row) => row.references.join(', ') },
  { title: 'System', width: 24, text: (row) => row.system },
  { title: 'Address', width: 44, text: (row) => row.url },
  { title: 'Captured (UTC)', width: 25, text: (row) => row.capturedAt },
  { title: 'Collected by', width: 20, text: (row) => row.collectedBy },
  { title: 'Signed in as', width: 24, text: (row) => row.account },
  { title: 'Rows shown', width: 18, text: (row) => row.population },
  { title: 'Picture and page text', width: 30, text: (row) => row.agreement },
  { title: 'After a reload', width: 18, text: (row) => row.doubleTake },
  { title: 'Redacted, left of the original', width: 26, text: (row) => row.remains },
  { title: 'Method', width: 18, text: (row) => row.method },
  { title: 'Files', width: 14, text: (row) => row.files.map((file) => file.name).join('\n') },
  {
    title: 'SHA-256 of the files',
    width: 68,
    text: (row) => row.files.map((file) => file.sha256).join('\n'),
  },
  { title: 'Note', width: 40, text: (row) => row.note },
  { title: 'Folder in the audit pack', width: 40, text: (row) => row.folder },
  { title: 'Exhibit id', width: 38, text: (row) => row.id },
];

/** The columns of an index that says of which pack it is. */
export const columnsOfPack = (scope: string): typeof evidenceColumns => [
  ...evidenceColumns,
  { title: 'Scope of the pack', width: 30, text: () => scope },
];

/** Heading and one row of texts for each exhibit, as `csv` takes them. */
export const evidenceTable = (rows: readonly EvidenceRow[], columns = evidenceColumns): string[][] => [
  columns.map((column) => column.title),
  ...rows.map((row) => columns.map((column) => column.text(row))),
];
