/** Which column of a table holds which field, guessed from its titles. Knows nothing of the fields themselves. */

/** How people title a field. `exact` are whole titles, `part` what may stand anywhere in one; both as `plainWords` gives them. */
export type Wording<Field extends string> = { field: Field; exact: readonly string[]; part?: RegExp };

/** The field of each column, left to right; undefined where the column is left out. */
export type ColumnMapping<Field extends string> = readonly (Field | undefined)[];

export type GuessedColumns<Field extends string> = {
  /** Index of the row with the titles; what stands above it is no part of the table. -1 where none was found. */
  headerRow: number;
  columns: ColumnMapping<Field>;
};

/** Tables with more columns than this are read as far as here. */
const mostColumns = 300;
/** A table begins within these rows or nowhere: titles, dates and a legend may stand above it. */
const mostRowsAbove = 40;

/** Lower case, without accents, signs between words as one space: `Justification (for exclusion)` is `justification for exclusion`. */
export const plainWords = (text: string): string =>
  text
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();

type Candidate<Field extends string> = { column: number; field: Field; strength: number };

/** A title that says a field and nothing else counts for more than one that mentions it. */
function candidatesOf<Field extends string>(
  title: string,
  column: number,
  wordings: readonly Wording<Field>[],
): Candidate<Field>[] {
  const words = plainWords(title);
  if (words === '') return [];
  return wordings.flatMap(({ field, exact, part }, at) => {
    // Earlier wordings win ties: the list goes from the particular to the general.
    const order = 1 - at / wordings.length;
    if (exact.includes(words)) return [{ column, field, strength: 2 + order }];
    return part?.test(words) ? [{ column, field, strength: order }] : [];
  });
}

function mapTitles<Field extends string>(
  titles: readonly string[],
  wordings: readonly Wording<Field>[],
): (Field | undefined)[] {
  const columns: (Field | undefined)[] = titles.slice(0, mostColumns).map(() => undefined);
  const candidates = columns
    .flatMap((_, column) => candidatesOf(titles[column] ?? '', column, wordings))
    .toSorted((a, b) => b.strength - a.strength || a.column - b.column);
  const taken = new Set<Field>();
  for (const { column, field } of candidates) {
    if (columns[column] !== undefined || taken.has(field)) continue;
    columns[column] = field;
    taken.add(field);
  }
  return columns;
}

/**
 * The row of titles (the one that names most fields) and what its columns are. A field is given to one column only: to the one
 * whose title fits best, the leftmost of several.
 */
export function guessColumns<Field extends string>(
  rows: readonly (readonly string[])[],
  wordings: readonly Wording<Field>[],
): GuessedColumns<Field> {
  let best: GuessedColumns<Field> & { count: number } = { headerRow: -1, columns: [], count: 0 };
  rows.slice(0, mostRowsAbove).forEach((row, at) => {
    const columns = mapTitles(row, wordings);
    const count = columns.filter((field) => field !== undefined).length;
    if (count > best.count) best = { headerRow: at, columns, count };
  });
  const { headerRow, columns } = best;
  return { headerRow, columns };
}
