import Papa from 'papaparse';

/**
 * Rows of a table as texts. `lines` are the numbers that a spreadsheet gives them, counted from 1 with the empty rows that are left out.
 * `total` counts all rows of the file, also those above the limit, which are not kept.
 */
export type Table = { rows: string[][]; lines: number[]; total: number };

const delimiters = [',', ';', '\t', '|'];
/** Excel writes its own delimiter above the table. */
const delimiterLine = /^sep=(.)\r?\n/;

/** What happens to rows above the limit: they are counted, or reading ends there with a `total` of one more than the limit. */
export type Beyond = 'count' | 'stop';

/** Rows whose number of columns tells whether a text is a table. */
const rowsThatTell = 50;

/** Whether most of the first rows have the same number of columns, at least two. */
export function looksLikeTable(sample: string): boolean {
  if (delimiterLine.test(sample)) return true;
  const { data, errors } = Papa.parse<string[]>(sample, {
    delimitersToGuess: delimiters,
    skipEmptyLines: 'greedy',
    preview: rowsThatTell,
  });
  if (errors.some(({ code }) => code === 'UndetectableDelimiter')) return false;
  // The sample may end in the middle of a row.
  const rows = data.length > 2 && data.length < rowsThatTell ? data.slice(0, -1) : data;
  const widths = Map.groupBy(rows, (row) => row.length);
  const [width = 0, alike = []] = [...widths].toSorted((a, b) => b[1].length - a[1].length)[0] ?? [];
  return rows.length >= 2 && width >= 2 && alike.length >= rows.length * 0.7;
}

/**
 * The rows of a CSV text (RFC 4180, with comma, semicolon, tab or bar between the fields), the first `mostRows` of them. Rows without
 * any sign are left out; a quote that never ends ends with the text.
 */
export function readCsv(text: string, mostRows: number, beyond: Beyond = 'count'): Table {
  const own = delimiterLine.exec(text);
  const rest = own ? text.slice(own[0].length) : text;
  // Told by the first rows alone: empty ones between them would count as rows of one column.
  const { meta } = Papa.parse<string[]>(rest, {
    delimitersToGuess: delimiters,
    skipEmptyLines: 'greedy',
    preview: rowsThatTell,
  });
  const table: Table = { rows: [], lines: [], total: 0 };
  let line = 0;
  Papa.parse<string[]>(rest, {
    delimiter: own?.[1] ?? meta.delimiter,
    step: ({ data }, parser) => {
      line += 1;
      if (data.every((field) => field.trim() === '')) return;
      table.total += 1;
      if (table.rows.length >= mostRows) {
        if (beyond === 'stop') parser.abort();
        return;
      }
      table.rows.push(data);
      table.lines.push(line);
    },
  });
  return table;
}
