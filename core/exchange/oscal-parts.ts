/** What every part of an OSCAL document is made of (NIST, OSCAL 1.2.3, JSON). */
import { v5 as uuidV5 } from 'uuid';

const namespace = 'urn:exhibit:soa';
/** Of names from which ids follow (RFC 9562, 5.5), so that the same thing has the same id in each export. */
const idNamespace = '6f1b7d52-6f0e-5b0c-9a55-6a2f3c1d8e40';

export const idOf = (...names: readonly string[]): string => uuidV5(JSON.stringify(names), idNamespace);

export type Property = { name: string; ns: string; value: string; class?: string; remarks?: string };

/** OSCAL's "string" has one line and no space at its ends. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A property; none without a text. What a line cannot hold stands in its remarks as it is. */
export function properties(name: string, text: string, kind?: string): Property[] {
  const value = oneLine(text);
  if (value === '') return [];
  return [
    { name, ns: namespace, value, ...(kind && { class: kind }), ...(value !== text && { remarks: text }) },
  ];
}

/** A property with something more to say; none without a text. */
export const remarkedProperty = (name: string, text: string, remarks: string): Property[] =>
  properties(name, text).map((one) => ({ ...one, ...(remarks && { remarks }) }));

/** The list under this name, which OSCAL wants left out and not empty. */
export const listed = <Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): Partial<Record<Name, readonly Item[]>> =>
  // Of one name: the type does not follow from a computed key.
  (items.length > 0 ? { [name]: items } : {}) as Partial<Record<Name, readonly Item[]>>;

/** A name as OSCAL's "token": letters, digits, dots, dashes and underscores, a letter first. */
export const tokenOf = (text: string): string => `by-${text.replace(/[^\p{L}\p{N}]+/gu, '-') || 'somebody'}`;

/** The party of this name; undefined for nobody. */
export const personId = (name: string): string | undefined => {
  const person = oneLine(name);
  return person === '' ? undefined : idOf('person', person);
};

/** Who has which role, by name; nobody where there is no name. */
export const roles = (named: Readonly<Record<string, string>>) =>
  Object.entries(named).flatMap(([role, name]) => {
    const person = personId(name);
    return person === undefined ? [] : [{ 'role-id': role, 'party-uuids': [person] }];
  });

/** Links to exhibits among the resources of the document. */
export const evidenceLinks = (evidence: readonly { id: string; number: string }[]) =>
  evidence.map(({ id, number }) => ({ href: `#${idOf('exhibit', id)}`, rel: 'evidence', text: number }));
