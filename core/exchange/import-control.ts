/** Control numbers as people write them, of the edition of 2022 and, by the crosswalk, of 2013. */
import type { AnnexControlId, ControlId } from '../catalogue/control.ts';
import { controlNames } from '../catalogue/control-name.ts';
import { referenceKey, type CustomControl } from '../catalogue/custom-control.ts';
import { findCrosswalk } from '../catalogue/crosswalks.ts';
import { findControl } from '../catalogue/find-control.ts';
import { readWrittenNumber } from '../catalogue/written-number.ts';
import { value, type Reading } from './import-report.ts';
import { referencesText } from './risk-columns.ts';

/** What a cell says about a control. `controls` are those of 2022; more than one only where one of 2013 was split. */
export type ControlReference =
  | { kind: 'control'; controls: readonly AnnexControlId[]; edition: '2013' | '2022'; written: string }
  /** A heading such as `A.9.2` of 2013 or `A.5`, which stands over controls. */
  | { kind: 'heading'; written: string }
  /** A clause of the standard's own text, such as `9.2.2`. */
  | { kind: 'clause'; written: string }
  /** A number that neither edition has. */
  | { kind: 'unknown'; written: string };

const of2013 = new Map(findCrosswalk('iso-2013')?.items.map(({ id, controls }) => [id, controls]));

/** What the column as a whole tells about how its numbers are meant. */
export type ReferenceStyle = {
  /** Most numbers have three parts, or the edition is named: two-part ones are headings. */
  edition: '2013' | '2022';
  /** Clauses stand in the same column (`4.1`, `9.2`, `10.1`), so that a number without A is a clause. */
  withClauses: boolean;
};

/** Looks at all cells of the column. */
export function referenceStyle(cells: readonly string[]): ReferenceStyle {
  const written = cells.flatMap((cell) => readWrittenNumber(cell) ?? []);
  const threes = written.filter(
    ({ numbers, year }) => year === '2013' || (numbers.length === 3 && year !== '2022'),
  );
  const twos = written.filter(({ numbers, year }) => numbers.length === 2 && year !== '2013');
  const plain = written.filter(({ lettered }) => !lettered);
  const edition =
    threes.some(({ text, lettered }) => of2013.has(lettered ? text : `A.${text}`)) &&
    threes.length > twos.length
      ? '2013'
      : '2022';
  return {
    edition,
    withClauses: edition === '2022' && plain.some(({ numbers: [first = 0] }) => first === 4 || first > 8),
  };
}

/** The reference that a cell begins with, words after it ignored; undefined where it begins with none. */
export function readControlReference(cell: string, style: ReferenceStyle): ControlReference | undefined {
  const read = readWrittenNumber(cell);
  if (!read) return undefined;
  const { numbers, lettered, year, text: written } = read;
  if (numbers.length === 1)
    return numbers[0]! >= 4 && numbers[0]! <= 18 ? { kind: 'heading', written } : undefined;
  const id = `A.${numbers.join('.')}`;
  if (!lettered && style.withClauses) return { kind: 'clause', written };
  if (numbers.length === 3) {
    // The standard's clauses have numbers of three parts too.
    const isOld = lettered || year === '2013' || style.edition === '2013';
    const controls = isOld && year !== '2022' ? of2013.get(id) : undefined;
    if (controls) return { kind: 'control', controls, edition: '2013', written: id };
    return lettered || numbers[0]! > 10 ? { kind: 'unknown', written } : { kind: 'clause', written };
  }
  const edition = year ?? style.edition;
  if (edition === '2013') return { kind: 'heading', written };
  const control = findControl(id);
  if (control) return { kind: 'control', controls: [control.id], edition: '2022', written: control.id };
  if (!lettered && (numbers[0]! < 5 || numbers[0]! > 8)) return { kind: 'clause', written };
  return { kind: 'unknown', written };
}

/**
 * The custom control with whose reference the text begins, words after it ignored. Of several with one reference it is the one whose
 * title follows; undefined where that does not tell either.
 */
function customIn(text: string, custom: readonly CustomControl[]): CustomControl | undefined {
  const begins = (start: string) => `${referenceKey(text)} `.startsWith(`${referenceKey(start)} `);
  const fitting = custom.filter(({ reference }) => begins(reference));
  const longest = Math.max(0, ...fitting.map(({ reference }) => reference.length));
  const closest = fitting.filter(({ reference }) => reference.length === longest);
  if (closest.length < 2) return closest[0];
  const titled = closest.filter(({ reference, title }) => begins(`${reference} ${title}`));
  return titled.length === 1 ? titled[0] : undefined;
}

/**
 * All controls of 2022 and custom ones that a cell names, in any of the forms and with their titles behind them, and what in it names
 * none.
 */
export function readControlList(
  cell: string,
  custom: readonly CustomControl[],
): { controls: ControlId[]; unknown: string[] } {
  const controls = new Set<ControlId>();
  const unknown: string[] = [];
  for (const line of cell.split(/[\n;|]+/)) {
    let named = false;
    for (const piece of line.split(',')) {
      const text = piece.trim();
      // The whole line first: it has the title that tells two with one reference apart.
      const own = [customIn(line, custom), customIn(text, custom)].find(
        (one) => one && customIn(text, [one]),
      );
      const reference = readControlReference(text, { edition: '2022', withClauses: false });
      if (reference?.kind === 'control') {
        for (const control of reference.controls) controls.add(control);
        named = true;
      } else if (own) {
        controls.add(own.id);
        named = true;
        // A comma in a control's title.
      } else if (text !== '' && !(named && reference === undefined)) unknown.push(text.slice(0, 100));
    }
  }
  return { controls: [...controls], unknown };
}

/** The controls that a cell names, by their references as one text in the order of the SoA. */
export function readControlsField(cell: string, custom: readonly CustomControl[]): Reading {
  const { controls, unknown } = readControlList(cell, custom);
  return unknown.length > 0
    ? { kind: 'not-understood' }
    : value(referencesText(controls, controlNames(custom)));
}
