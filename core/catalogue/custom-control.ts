/**
 * Controls from outside Annex A: from another standard, a contract, or of one's own design (ISO/IEC 27001:2022, 6.1.3 b and its note).
 * Each has a row in the Statement of Applicability like those of Annex A.
 */
import * as v from 'valibot';
import type { CustomControlId } from './control.ts';
import { readWrittenNumber } from './written-number.ts';

export type CustomControl = {
  id: CustomControlId;
  /** What people call it: `C.1`, `PCI-8.3.6`. Two that were added offline may have the same; a rule of the linter finds them. */
  reference: string;
  title: string;
  /** Where it comes from: `PCI DSS 4.0.1`, `own`. Empty where nobody has said. */
  source: string;
  /** What it asks for, in the team's words; merges character by character. */
  description: string;
};

/** The fields that a person fills in, in the order of screens and exports. */
export const customFields = ['reference', 'title', 'source', 'description'] as const;
export type CustomField = (typeof customFields)[number];

/** Why a text cannot be a reference. */
export type ReferenceProblem =
  | 'empty'
  | 'too-long'
  /** It holds a comma, a semicolon, a bar or a line end, by which lists of references are told apart. */
  | 'separator'
  /** It could be read as a control of Annex A or a clause. */
  | 'like-annex';

export const mostReferenceCharacters = 20;

/** What is wrong with the reference; undefined when it can be taken. Blanks around it do not count. */
export function referenceProblem(text: string): ReferenceProblem | undefined {
  const reference = text.trim();
  if (reference === '') return 'empty';
  if (reference.length > mostReferenceCharacters) return 'too-long';
  if (/[,;|\p{Cc}\p{Zl}\p{Zp}]/u.test(reference)) return 'separator';
  return readWrittenNumber(reference) ? 'like-annex' : undefined;
}

export const referenceSchema = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => referenceProblem(text) === undefined, 'no reference for a custom control'),
);

/** Stands where a replica sent a reference that none can read. */
export const unreadableReference = 'C.?';

/** Equal for references that people would take for the same: case and blanks do not tell controls apart. */
export const referenceKey = (reference: string): string =>
  reference.replace(/\s+/g, ' ').trim().toLowerCase();

export const isSameReference = (a: string, b: string): boolean => referenceKey(a) === referenceKey(b);

/** The reference to propose for the next one: `C.` and the number after the highest that has that form. */
export function nextReference(all: readonly Pick<CustomControl, 'reference'>[]): string {
  const numbers = all.flatMap(({ reference }) => /^c\.(\d{1,6})$/i.exec(reference)?.[1] ?? []);
  return `C.${Math.max(0, ...numbers.map(Number)) + 1}`;
}

const parts = (text: string) => text.toLowerCase().split(/(\d+)/);

/** Letters by letters and numbers by their value, the same on every device: `C.2` before `C.10`. */
function compareReferences(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one = '', other = ''] = [left[at], right[at]];
    if (one === other) continue;
    // Every second part is a number.
    const difference = at % 2 === 1 ? Number(one) - Number(other) : 0;
    return difference || (one < other ? -1 : 1);
  }
  return 0;
}

/** In the order of the Statement of Applicability: by reference, then by age. */
export const inReferenceOrder = <One extends Pick<CustomControl, 'id' | 'reference'>>(
  all: readonly One[],
): One[] => all.toSorted((a, b) => compareReferences(a.reference, b.reference) || (a.id < b.id ? -1 : 1));
