import type { PackExhibit, SoaRow } from './read-pack.ts';

const dayMs = 86_400_000;

/** `ageDays`: at least, or at most, so old when the pack was made; `any` for all. */
export type AgeChoice = 'any' | 'to-30' | 'to-90' | 'to-365' | 'over-365';
export const ageChoices: readonly AgeChoice[] = ['any', 'to-30', 'to-90', 'to-365', 'over-365'];

/** Empty texts leave nothing out. `owner` is an owner of a row, or who collected the exhibit. */
export type PackFilter = { text: string; theme: string; control: string; owner: string; age: AgeChoice };
export const noFilter: PackFilter = { text: '', theme: '', control: '', owner: '', age: 'any' };

const words = (text: string) => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
const has = (haystack: readonly string[], text: string) => {
  const whole = haystack.join(' ').toLocaleLowerCase();
  return words(text).every((word) => whole.includes(word));
};

/** Whole days from the capture to the pack; never below 0. */
export const ageDays = ({ record }: PackExhibit, generatedAt: string): number =>
  Math.max(0, Math.floor((Date.parse(generatedAt) - Date.parse(record.provenance.capturedAt)) / dayMs));

function fitsAge(age: AgeChoice, days: number): boolean {
  const limit = Number(/\d+$/.exec(age)?.[0] ?? 0);
  return age === 'any' || (age.startsWith('to-') ? days <= limit : days > limit);
}

export function filterExhibits(
  exhibits: readonly PackExhibit[],
  filter: PackFilter,
  generatedAt: string,
): PackExhibit[] {
  return exhibits.filter((exhibit) => {
    const { record, rows, number } = exhibit;
    const { title, url, collectedBy } = record.provenance;
    const references = rows.map(({ reference }) => reference);
    return (
      fitsAge(filter.age, ageDays(exhibit, generatedAt)) &&
      (!filter.theme || rows.some(({ theme }) => theme === filter.theme)) &&
      (!filter.control || rows.some(({ control }) => control === filter.control)) &&
      (!filter.owner || collectedBy === filter.owner || rows.some(({ owner }) => owner === filter.owner)) &&
      has([number, title, url, collectedBy, record.note, exhibit.id, ...references], filter.text)
    );
  });
}

/** Rows have no age of their own: with an age chosen, those are left that an exhibit of that age supports. */
export function filterRows(
  rows: readonly SoaRow[],
  exhibits: readonly PackExhibit[],
  filter: PackFilter,
  generatedAt: string,
): SoaRow[] {
  const fitting = new Set(
    exhibits.filter((one) => fitsAge(filter.age, ageDays(one, generatedAt))).map(({ id }) => id),
  );
  return rows.filter(
    (row) =>
      (filter.age === 'any' || row.evidence.some(({ id }) => fitting.has(id))) &&
      (!filter.theme || row.theme === filter.theme) &&
      (!filter.control || row.control === filter.control) &&
      (!filter.owner || row.owner === filter.owner) &&
      has(
        [
          row.reference,
          row.title,
          row.source ?? '',
          row.description ?? '',
          row.justification,
          row.implementation,
          row.owner,
          row.remarks,
        ],
        filter.text,
      ),
  );
}
